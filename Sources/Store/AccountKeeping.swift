package import Model

internal import class GRDB.Database

extension RunFile {
    /// Keeps what came of asking one account: the account, an outcome for each table of each endpoint, the rows under the
    /// inventory's name for the account, and what it bills.
    ///
    /// `title` is the provider as people write it.
    package func keep(_ outcome: AccountOutcome, title: String) throws {
        let account = outcome.account
        let answered = outcome.status == .complete || outcome.status == .partial
        try insert(
            [
                [
                    .text(account.provider), .text(account.name), .text(outcome.status.rawValue),
                    .optional(outcome.reason), .optional(outcome.remedy), .integer(outcome.startedAt),
                    .integer(outcome.finishedAt), .integer(Int64(outcome.requests)),
                    answered ? .integer(outcome.finishedAt) : .null,
                ]
            ], into: AccountTables.accounts)
        for endpoint in outcome.endpoints {
            try insert(
                endpoint.tables.map { table in
                    let count = endpoint.rows[table]?.count ?? 0
                    return [
                        .text(account.provider), .text(account.name), .text(endpoint.endpoint), .text(table),
                        .text(endpoint.coverage.rawValue), .optional(endpoint.reason),
                        .optional(endpoint.remedy), .integer(Int64(count)),
                        .integer(Int64(endpoint.requests)),
                        .integer(Int64(endpoint.milliseconds)), .integer(outcome.finishedAt),
                    ]
                }, into: AccountTables.accountOutcomes)
            for (name, rows) in endpoint.rows.sorted(by: { $0.key < $1.key }) where !rows.isEmpty {
                try insert(rows.map { Row([.text(account.name)] + $0.values) }, intoTableNamed: name)
            }
        }
        try insert(outcome.charges.map { row(of: $0, account, title) }, into: AccountTables.charges)
        try insert(
            outcome.invoices.map { invoice in
                [
                    .text(account.provider), .text(account.name), .text(invoice.id), .text(invoice.month),
                    .optional(invoice.total), .text(invoice.currency), .text(invoice.state),
                    .bool(invoice.hasLines),
                ]
            }, into: AccountTables.invoices)
    }

    /// A line as it stands in `charges`.
    func row(of charge: Charge, _ account: Account, _ title: String) -> Row {
        let bounds = Moment.bounds(ofMonth: charge.month)
        let (start, end) = (bounds.map { Moment.iso($0.start) }, bounds.map { Moment.iso($0.end) })
        let isTax = charge.category == .tax
        return [
            .text(account.provider), .text(account.name), .text(title),
            .text(charge.publisher ?? title), .text(title), .text(account.name),
            .optional(charge.subAccountName), .optional(charge.invoiceID), .text(charge.month),
            .optional(start), .optional(end), .optional(charge.periodStart ?? start),
            .optional(charge.periodEnd ?? end), .text(charge.currency), .optional(charge.billedCost),
            .text(charge.category.rawValue), charge.isCorrection ? "Correction" : .null,
            .text(charge.frequency.rawValue), .optional(charge.description),
            isTax ? .null : charge.quantity.map(Value.real) ?? .null,
            isTax ? .null : .optional(charge.unit), .text(charge.service.category),
            .text(charge.service.rawValue), .text(charge.serviceName), .optional(charge.skuID),
            .optional(charge.regionID), .optional(charge.resourceID), .optional(charge.resourceName),
            charge.resourceID == nil ? .null : .optional(charge.resourceType),
            .list(charge.tags),
            .text(
                "\(account.provider)/\(account.name)/\(charge.source.rawValue)/\(charge.month)/\(charge.line)"
            ),
            .text(charge.source.rawValue),
        ]
    }
}
