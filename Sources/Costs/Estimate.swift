import Model

/// A line that we reckon ourselves, with the account that it is for.
struct Estimate: Sendable, Hashable {
    var account: AccountName
    var charge: Charge

    /// The line as it stands in the run, to be parted and projected as billed ones are.
    var line: Line {
        var line = Line()
        line.id = "\(account.title)/\(charge.source.rawValue)/\(charge.month)/\(charge.line)"
        line.provider = account.provider
        line.account = account.account
        line.month = charge.month
        line.source = charge.source
        line.category = charge.category
        line.frequency = charge.frequency
        line.description = charge.description
        line.service = charge.serviceName
        line.serviceCategory = charge.service.category
        line.sku = charge.skuID
        line.quantity = charge.quantity
        line.unit = charge.unit
        line.resource = charge.resourceID.map {
            Resource(
                provider: account.provider, account: account.account, type: charge.resourceType ?? "", id: $0)
        }
        line.resourceName = charge.resourceName
        line.project = charge.subAccountName
        line.tags = charge.tags
        line.start = charge.periodStart.flatMap { Moment($0)?.seconds }
        line.end = charge.periodEnd.flatMap { Moment($0)?.seconds }
        line.cost = charge.billedCost
        line.currency = charge.currency
        return line
    }

    /// A line for a stretch of a month.
    init(
        _ line: String, of account: AccountName, _ span: Span, _ part: Span.Part, cost: Int64?,
        _ currency: String,
        _ service: Service, _ name: String
    ) {
        self.account = account
        charge = Charge(
            .estimated, line: line, month: span.month, cost: cost, currency, service: service, name: name)
        charge.periodStart = Moment.iso(part.start)
        charge.periodEnd = Moment.iso(part.end)
    }

    /// The same with the resource that it is for.
    func of(_ type: String, _ id: String?, _ name: String?) -> Estimate {
        var estimate = self
        estimate.charge.resourceType = type
        estimate.charge.resourceID = id
        estimate.charge.resourceName = name
        return estimate
    }
}
