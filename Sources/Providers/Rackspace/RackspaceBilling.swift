import Model

/// The bills: what an account owes, its invoices with the line of each resource, and the estimate of the cycle that is open.
///
/// A billing cycle is 30 days from the day that the account was opened on, and no month of the calendar. It counts for the month that has
/// its middle, which is 15 days before its end: the one that most of it is in. So the open cycle may count for the month to come, and once
/// in a few years a month has two invoices.
///
/// Much says that a credential may be refused here, also by 404, while the account is whole; so all of it is optional, and comes last.
///
/// Source: docs.rackspace.com, *Billing API v2*.
enum RackspaceBilling {
    static let service = "billing"
    static let account = "/accounts/{@billing_account}"
    private static let summary = "\(account)/billing-summary"

    static let endpoints: [Endpoint] = [
        Endpoint(
            account, items: "billingAccount", scope: "billing:observer",
            ProviderTable(
                "rackspace_billing_account", "The account as billing knows it.", key: ["account_number"],
                [
                    .id("account_number", "As 020-123456", from: "accountNumber"),
                    .text("currency", "Of all its bills"),
                    .money(
                        "monthly_recurring_revenue", "Mean of the last three bills",
                        from: "monthlyRecurringRevenue"),
                ])),
        Endpoint(
            "\(account)/balance", items: "balance", scope: "billing:observer",
            ProviderTable(
                "rackspace_balance", "What is owed.", key: ["currency"],
                [
                    .text("currency", "Of the amounts"),
                    .money("amount_due", "To be paid now", from: "amountDue"),
                    .money("current_balance", "Owed in all", from: "currentBalance"),
                    .money("past_due", "Owed longer than allowed", from: "pastDue"),
                    .money("unbilled_charges", "On no invoice yet", from: "unbilledCharges"),
                ])),
        Endpoint("\(account)/estimated_charges", items: "estimatedCharges", scope: "billing:observer").with {
            $0.charges = estimated
            $0.invoices = openInvoice
        },
        Endpoint(
            summary, items: "billingSummary.item", scope: "billing:observer", parent: .init(account),
            ProviderTable(
                "rackspace_billing_item", "An invoice, a payment or a correction.",
                [
                    .id("id", "Id of the item"),
                    .text("type", "INVOICE, PAYMENT, ADJUSTMENT, …"),
                    .text("status", "OPEN or CLOSED"),
                    .text("reference", "The printed number", from: "transRefNum"),
                    .time("date_at", "When it was made", from: "date"),
                    .money("amount", "How much"),
                    .text("currency", "Of the amount", from: "^.currency"),
                ])
        ).with { $0.query = [.init("limit", "200")] },
        Endpoint(
            "\(account)/invoices/{id}", items: "invoice", scope: "billing:observer",
            parent: .init(summary, where: isAsked),
            ProviderTable(
                "rackspace_invoice", "What an invoice is made of.",
                [
                    .id("id", "Id of the invoice", from: "id|^.id"),
                    .text("currency", "Of the amounts"),
                    .money("total", "To be paid", from: "invoiceTotal"),
                    .money("sub_total", "Before discounts and taxes", from: "invoiceSubTotal"),
                    .money("discount_total", "Discounts, which are negative", from: "discountTotal"),
                    .money("tax_total", "Taxes", from: "taxTotal"),
                    .time("issued_at", "When it was made", from: "invoiceDate"),
                ])
        ).with { $0.invoices = { [try invoice($0)] } },
        Endpoint(
            "\(account)/invoices/{id}/detail", scope: "billing:observer",
            parent: .init(summary, where: isAsked)
        ).with {
            $0.headers = [.init("Accept", "text/csv")]
            $0.format = .csv
            $0.sheet = RackspaceInvoiceLines.charges
        },
    ].map {
        $0.with {
            $0.service = service
            $0.isOptional = true
            // The console itself takes this 404 for «permission denied».
            $0.absent = []
        }
    }

    /// Invoices of the last 13 months whose lines no run has yet.
    private static func isAsked(_ item: Item, _ context: Context) -> Bool {
        guard item["type"] == .text("INVOICE"), let id = item["id"]?.words,
            !context.knownInvoices.contains(id)
        else { return false }
        let date = item["date"]?.words.flatMap(Moment.init)?.seconds
        return date.map { $0 > context.now - 400 * 86_400 } ?? true
    }

    private static func invoice(_ item: Item) throws -> Invoice {
        let isPaid = try item.text("^.status") == "CLOSED"
        return Invoice(
            id: try item.required("^.id"), month: try month(item, "^.coverageEndDate|^.date"),
            total: try item.micros("invoiceTotal"), try item.required("currency|^.^.currency"),
            state: isPaid ? "paid" : "issued", hasLines: true)
    }

    /// The month that a cycle counts for, from where its end is said.
    static func month(_ item: Item, _ path: String) throws -> String {
        guard let end = try item.time(path) else { throw Problem("\(item.place).\(path) is missing") }
        return Moment.month(end - 15 * 86_400)
    }

    // MARK: - The cycle that is open

    private static func estimated(_ item: Item) throws -> [Charge] {
        let month = try month(item, "currentBillingPeriodEndDate")
        let currency = try item.required("currency")
        let start = try item.time("currentBillingPeriodStartDate").map(Moment.iso)
        let end = try item.time("currentBillingPeriodEndDate").map(Moment.iso)
        return try item.items("estimatedCharge").enumerated().map { index, json in
            let line = item.part(json, "estimatedCharge", index)
            let offering = try line.required("offeringCode")
            let type = try line.text("chargeType") ?? ""
            let category = try line.text("category") ?? "CHARGE"
            let unit = try line.text("unitOfMeasure")
            let service = RackspaceOffering(offering)
            var charge = Charge(
                .preview, line: [offering, type, category, unit ?? ""].joined(separator: "/"), month: month,
                cost: try line.micros("amount"), currency, service: service.service, name: service.name)
            charge.periodStart = start
            charge.periodEnd = end
            charge.category = RackspaceInvoiceLines.category(category)
            charge.frequency = .usageBased
            charge.description = type.isEmpty ? offering : "\(offering) \(type)"
            charge.quantity = try line.real("quantity")
            charge.unit = unit
            charge.skuID = type.isEmpty ? offering : "\(offering)/\(type)"
            return charge
        }
    }

    /// Its total has discounts in it that no line has, so that lines need not add up to it.
    private static func openInvoice(_ item: Item) throws -> [Invoice] {
        let month = try month(item, "currentBillingPeriodEndDate")
        return [
            Invoice(
                id: "estimate of \(month)", month: month, total: try item.micros("total|chargeTotal"),
                try item.required("currency"), state: "open", hasLines: false)
        ]
    }
}
