import Model

/// What the account is billed; all amounts are in dollars, as texts, and may be negative.
extension DigitalOcean {
    static let billingEndpoints = [
        balance, billingHistory, invoices, preview, invoiceItems, previewItems, invoiceSummary,
    ]

    private static let list = "/v2/customers/my/invoices"

    private static let balance = Endpoint(
        "/v2/customers/my/balance", scope: "billing:read",
        ProviderTable(
            "digitalocean_balance", "What is owed; what is negative is credit.", key: [],
            [
                .time("generated_at", "When it was counted"),
                .money("account_balance", "Owed from before, in millionths of a dollar"),
                .money("month_to_date_usage", "Used this month, in millionths of a dollar"),
                .money("month_to_date_balance", "The sum of both, in millionths of a dollar"),
            ]))

    /// An account that was never billed has no such key at all.
    private static let billingHistory = Endpoint(
        "/v2/customers/my/billing_history", items: "billing_history", paging: pages, scope: "billing:read",
        ProviderTable(
            "digitalocean_billing_history", "An invoice, a payment, or what went wrong with one.",
            key: ["date", "type", "description", "amount"],
            [
                .id(
                    "type",
                    "Invoice, Payment, Credit, CreditExpiration, Refund, Adjustment, Reversal, Chargeback, AttemptFailed or ACHFailure"
                ),
                .time("date", "When it was"),
                .money("amount", "In millionths of a dollar; negative for payments"),
                .text("description", "What DigitalOcean says of it"),
                .text("invoice_uuid", "The invoice; null where it is none"),
                .text("invoice_id", "Number that is printed on it"),
            ]))

    private static let invoices = Endpoint(list, items: "invoices", paging: pages, scope: "billing:read")

    /// The month so far stands beside the list, on every page of it.
    private static let preview = Endpoint("\(list)#preview", items: "invoice_preview", scope: "billing:read")
        .with {
            $0.query = [.init("per_page", "1")]
            $0.invoices = { item in
                [
                    Invoice(
                        id: try item.required("invoice_uuid"), month: try item.required("invoice_period"),
                        total: try item.micros("amount"), "USD", state: "open", hasLines: true)
                ]
            }
        }

    private static let invoiceItems = Endpoint(
        "\(list)/{invoice_uuid}", items: "invoice_items", paging: pages, scope: "billing:read",
        parent: .init(list) { invoice, context in
            guard case .text(let id)? = invoice["invoice_uuid"] else { return false }
            return isRecent(invoice, context.now) && !context.knownInvoices.contains(id)
        }
    ).with { $0.charges = { [try charge($0, .invoiced)] } }

    private static let previewItems = Endpoint(
        "\(list)/preview", items: "invoice_items", paging: pages, scope: "billing:read",
        parent: .init("\(list)#preview")
    ).with { $0.charges = { [try charge($0, .preview)] } }

    /// It has a name and an address in it, which are not kept.
    ///
    /// Those of invoices whose lines are known are
    /// asked for too, so that each run has them.
    private static let invoiceSummary = Endpoint(
        "\(list)/{invoice_uuid}/summary", scope: "billing:read",
        parent: .init(list) { isRecent($0, $1.now) },
        ProviderTable(
            "digitalocean_invoice_summary", "What an invoice is made of.", key: ["invoice_uuid"],
            [
                .id("invoice_uuid", "The invoice", from: "invoice_uuid|^.invoice_uuid"),
                .text(
                    "month", "The month that it is for, as 2026-11", from: "billing_period|^.invoice_period"),
                .money("amount", "In millionths of a dollar: the sum of the others"),
                .money("product_charges", "In millionths of a dollar", from: "product_charges.amount"),
                .money("overages", "In millionths of a dollar", from: "overages.amount"),
                .money("taxes", "In millionths of a dollar", from: "taxes.amount"),
                .money(
                    "credits_and_adjustments", "In millionths of a dollar",
                    from: "credits_and_adjustments.amount"),
            ])
    ).with {
        $0.missingCharges = missing
        // Here and not where the list is read, so that none is kept whose lines were never asked for.
        $0.invoices = { item in
            [
                Invoice(
                    id: try item.required("^.invoice_uuid"), month: try item.required("^.invoice_period"),
                    total: try item.micros("^.amount"), "USD", state: "issued", hasLines: true)
            ]
        }
    }

    private static func isRecent(_ invoice: Item, _ now: Int64) -> Bool {
        guard case .text(let month)? = invoice["invoice_period"] else { return false }
        return month >= firstMonth(now)
    }

    /// The month 13 months before the one of `now`.
    static func firstMonth(_ now: Int64) -> String {
        var start = Moment.bounds(ofMonth: Moment.month(now))?.start ?? now
        for _ in 0..<13 {
            // The last second of the month before, and its first.
            start = Moment.bounds(ofMonth: Moment.month(start - 1))?.start ?? start
        }
        return Moment.month(start)
    }
}
