import Model

/// The lines of an invoice from its CSV, which has a row for each resource and day.
///
/// Rows of one resource, kind of use, price and region are one line, with their amounts and quantities added up. Discounts and taxes stay
/// lines of their own. The month is that of the invoice. Columns are found by their names, which have an underscore or a blank in them.
enum RackspaceInvoiceLines {
    private struct Key: Hashable {
        let impact: String
        let service: String
        let event: String
        let resource: String
        let attribute: String
        let unit: String
        let rate: String
        let place: String
        let currency: String

        /// Without what an invoice leaves empty.
        var line: String {
            [service, event, impact, resource, attribute, unit, rate, place].filter { !$0.isEmpty }
                .joined(separator: "/")
        }
    }

    /// - Throws: `Problem` with the row whose amount is no number.
    static func charges(_ rows: [Item]) throws -> [Charge] {
        var found: [Key: Charge] = [:]
        var order: [Key] = []
        for row in rows {
            let key = Key(
                impact: try cell(row, "IMPACT_TYPE"), service: try cell(row, "SERVICE_TYPE"),
                event: try cell(row, "EVENT_TYPE"), resource: try cell(row, "RES_ID"),
                attribute: try cell(row, "ATTRIBUTE_1"), unit: try cell(row, "UOM"),
                rate: try cell(row, "RATE"), place: try cell(row, "DC_ID"),
                currency: try cell(row, "CURRENCY"))
            if found[key] == nil { order.append(key) }
            found[key] = try added(row, to: found[key] ?? empty(key, row))
        }
        return order.compactMap { found[$0] }
    }

    private static func cell(_ row: Item, _ name: String) throws -> String {
        let spaced = name.split(separator: "_").joined(separator: " ")
        return try row.text("\(name)|\(spaced)") ?? ""
    }

    private static func empty(_ key: Key, _ row: Item) throws -> Charge {
        guard !key.currency.isEmpty else { throw Problem("\(row.place).CURRENCY is missing") }
        let offering = RackspaceOffering(key.service)
        let invoice = try row.required("^.id")
        var charge = Charge(
            .invoiced, line: "\(invoice)/\(key.line)",
            month: try RackspaceBilling.month(row, "^.coverageEndDate|^.date"), cost: 0,
            key.currency, service: offering.service, name: key.service)
        charge.invoiceID = invoice
        charge.category = category(key.impact)
        charge.frequency = charge.category == .usage ? .usageBased : .oneTime
        charge.description = [key.event, key.attribute].filter { !$0.isEmpty }.joined(separator: ", ")
        charge.unit = key.unit.isEmpty ? nil : key.unit
        charge.skuID = key.attribute.isEmpty ? key.event : key.attribute
        charge.regionID = key.place.isEmpty ? nil : key.place
        charge.resourceID = key.resource.isEmpty ? nil : key.resource
        charge.resourceType = key.resource.isEmpty ? nil : offering.table(event: key.event)
        let name = try cell(row, "RES_NAME")
        charge.resourceName = name.isEmpty ? nil : name
        return charge
    }

    private static func added(_ row: Item, to charge: Charge) throws -> Charge {
        var charge = charge
        guard let amount = try row.micros("AMOUNT") else {
            // One amount that is not said makes the sum unknown, not smaller.
            charge.billedCost = nil
            return charge
        }
        if let cost = charge.billedCost {
            let (sum, isTooMuch) = cost.addingReportingOverflow(amount)
            guard !isTooMuch else { throw Problem("\(row.place).AMOUNT: no such amount of money") }
            charge.billedCost = sum
        }
        if let quantity = try row.real("QUANTITY") { charge.quantity = (charge.quantity ?? 0) + quantity }
        let start = try time(row, "EVENT_START_DATE")
        let end = try time(row, "EVENT_END_DATE")
        charge.periodStart = [charge.periodStart, start].compactMap(\.self).min()
        charge.periodEnd = [charge.periodEnd, end].compactMap(\.self).max()
        return charge
    }

    private static func time(_ row: Item, _ name: String) throws -> String? {
        let text = try cell(row, name)
        if text.isEmpty { return nil }
        guard let moment = Moment(text) else {
            throw Problem("\(row.place).\(name): a moment expected", evidence: String(text.prefix(60)))
        }
        return Moment.iso(moment.seconds)
    }

    /// What a line is by the word that the invoice or the estimate has for it.
    static func category(_ impact: String) -> Charge.Category {
        let word = impact.uppercased()
        if word.contains("TAX") || word.contains("VAT") { return .tax }
        if word.contains("DISCOUNT") || word.contains("CREDIT") { return .credit }
        return word == "CHARGE" || word.isEmpty ? .usage : .adjustment
    }
}

/// What Rackspace sells, by its name on an invoice or its code in an estimate; both are open lists.
struct RackspaceOffering {
    /// As people write it.
    let name: String
    let service: Service
    private let resources: String?

    init(_ word: String) {
        let plain = word.uppercased().filter { $0.isLetter }
        let known = RackspaceOffering.known.first { $0.words.contains { plain.contains($0) } }
        name = known?.name ?? word
        service = known?.service ?? .other
        resources = known?.table
    }

    /// The table that its resources are in; on a server's bill there are also the images of it.
    func table(event: String) -> String? {
        guard resources == "rackspace_server" else { return resources }
        return event.uppercased().contains("UPTIME") ? resources : "rackspace_image"
    }

    private static let known: [(words: [String], name: String, service: Service, table: String?)] = [
        (
            ["CLOUDSERVERS", "CLOUDSERVER", "NGSERVER", "COMPUTE"], "Cloud Servers", .virtualMachines,
            "rackspace_server"
        ),
        (["BLOCKSTORAGE", "CBS"], "Cloud Block Storage", .blockStorage, "rackspace_volume"),
        (
            ["LOADBALANCER", "LBAAS", "CLB"], "Cloud Load Balancers", .applicationNetworking,
            "rackspace_load_balancer"
        ),
        (
            ["DATABASE", "DBAAS"], "Cloud Databases", .relationalDatabases,
            "rackspace_database_instance"
        ),
        (["BACKUP", "CBCKUP"], "Cloud Backup", .backupStorage, "rackspace_backup_agent"),
        (["RCDN", "CDN"], "Rackspace CDN", .contentDelivery, nil),
        (["CLOUDFILES", "CFILES"], "Cloud Files", .objectStorage, "rackspace_container"),
        (["MONITORING", "MAAS"], "Cloud Monitoring", .observability, "rackspace_monitoring_entity"),
        (["BANDWIDTH", "NETWORK"], "Cloud Networks", .networkConnectivity, nil),
        (["SUPPORT", "MANAGED"], "Support", .support, nil),
        (["CSITES", "CLOUDSITES"], "Cloud Sites", .applicationPlatforms, nil),
    ]
}
