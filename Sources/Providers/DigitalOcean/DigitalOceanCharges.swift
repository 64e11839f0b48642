import Model

/// Lines of invoices, and of the month so far.
extension DigitalOcean {
    /// The line that an item of an invoice is.
    static func charge(_ item: Item, _ source: Charge.Source) throws -> Charge {
        let name = try item.text("product") ?? "Other"
        let description = try item.text("description")
        let product = DigitalOceanProduct(name, description: description ?? "")
        let invoice = try item.required("^.invoice_uuid")
        let month = try item.required("^.invoice_period")
        let start = try item.time("start_time")
        // Not its end, quantity and amount: those of the month so far grow from day to day.
        let marks: [String?] = [
            source == .invoiced ? invoice : nil, name, try item.text("resource_uuid"),
            try item.text("resource_id"), try item.text("group_description"), description,
            start.map(Moment.iso),
        ]
        let line = SHA256.hex(marks.map { $0 ?? "" }.joined(separator: "\u{1F}")).prefix(24)
        var charge = Charge(
            source, line: String(line), month: month, cost: try item.micros("amount"), "USD",
            service: product.service, name: name)
        charge.invoiceID = source == .invoiced ? invoice : nil
        charge.periodStart = start.map(Moment.iso)
        charge.periodEnd = try item.time("end_time").map(Moment.iso)
        charge.category = product.category
        charge.frequency = product.frequency
        charge.isCorrection =
            product.category == .adjustment && charge.periodStart.map { $0.prefix(7) < month } == true
        charge.description = description
        charge.quantity = try item.real("duration")
        charge.unit = charge.quantity == nil ? nil : try item.text("duration_unit")
        charge.skuID = product.size ?? (product.table == "digitalocean_database" ? description : nil) ?? name
        charge.resourceID = try product.resourceID(
            uuid: present(item.text("resource_uuid")), number: present(item.text("resource_id")))
        charge.resourceName = try present(item.text("group_description")) ?? product.resourceName
        charge.resourceType = charge.resourceID == nil ? nil : product.table
        charge.subAccountName = try present(item.text("project_name"))
        return charge
    }

    private static func present(_ text: String?) -> String? { text?.isEmpty == true ? nil : text }

    /// Overages, taxes and credits of an invoice that its items leave out.
    ///
    /// Items usually have them, as lines of the products «Taxes» and the like. Where the items add up to the
    /// invoice's total nothing is missing. Where they do not, the fewest blocks of the summary that close the
    /// gap to the last digit are what is missing; where none do, nothing is made up, and the lines do not add
    /// up.
    static func missing(_ summary: Item, _ charges: [Charge]) throws -> [Charge] {
        let invoice = try summary.required("^.invoice_uuid")
        let month = try summary.required("^.invoice_period")
        let lines = charges.filter { $0.invoiceID == invoice }
        guard let total = try summary.micros("^.amount"), !lines.isEmpty,
            let sum = sum(lines.map(\.billedCost)),
            let gap = difference(total, sum), gap != 0
        else { return [] }
        let blocks = try [
            ("Overages", "overages"), ("Taxes", "taxes"), ("Credits", "credits_and_adjustments"),
        ].compactMap { name, path -> (name: String, micros: Int64)? in
            guard let micros = try summary.micros("\(path).amount"), micros != 0 else { return nil }
            return (name, micros)
        }
        let choices = (1..<(1 << blocks.count)).map { mask in
            blocks.indices.filter { mask & (1 << $0) != 0 }.map { blocks[$0] }
        }
        let closing = choices.filter { DigitalOcean.sum($0.map(\.micros)) == gap }
        return (closing.min { $0.count < $1.count } ?? []).map { block in
            let product = DigitalOceanProduct(block.name, description: "")
            var charge = Charge(
                .invoiced, line: "\(invoice)/\(block.name)", month: month, cost: block.micros, "USD",
                service: product.service, name: block.name)
            charge.invoiceID = invoice
            // A block of credits and adjustments that is owed is no credit.
            charge.category = product.category == .credit && block.micros > 0 ? .adjustment : product.category
            charge.frequency = product.frequency
            charge.description = "\(block.name), of the invoice's summary"
            return charge
        }
    }

    /// The sum; nothing when one of them is not known, or it is too large.
    private static func sum(_ amounts: [Int64?]) -> Int64? {
        amounts.reduce(Int64?(0)) { sum, amount in
            guard let sum, let amount else { return nil }
            let (total, overflow) = sum.addingReportingOverflow(amount)
            return overflow ? nil : total
        }
    }

    private static func difference(_ whole: Int64, _ part: Int64) -> Int64? {
        let (rest, overflow) = whole.subtractingReportingOverflow(part)
        return overflow ? nil : rest
    }
}
