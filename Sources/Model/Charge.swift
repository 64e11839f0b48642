/// One line of a bill, or of an estimate, in the columns of FOCUS 1.2.
///
/// Source: FinOps Open Cost and Usage Specification, version 1.2; names are its column ids.
package struct Charge: Sendable, Hashable {
    /// Where the amount is from; reports never add up different sources without saying so.
    package enum Source: String, Sendable, CaseIterable {
        /// A line of an invoice.
        case invoiced
        /// A line of the provider's own account of a month that is still open.
        case preview
        /// Price times what the provider says is there.
        case estimated
        /// A price that the inventory declares.
        case declared
    }
    package enum Category: String, Sendable, CaseIterable {
        case usage = "Usage"
        case purchase = "Purchase"
        case tax = "Tax"
        case credit = "Credit"
        case adjustment = "Adjustment"
    }
    package enum Frequency: String, Sendable, CaseIterable {
        case oneTime = "One-Time"
        case recurring = "Recurring"
        case usageBased = "Usage-Based"
    }

    package var source: Source
    /// What tells the line from all others of its account and month; the same each time it is read.
    package var line: String
    /// The month that it is billed in, `2026-11`.
    package var month: String
    /// When what is charged for began and ended, `2026-11-01T00:00:00Z`, the end excluded; the month's bounds when it is not said.
    package var periodStart: String?
    package var periodEnd: String?
    package var invoiceID: String?
    /// Nothing when the provider says none: it is unknown then, not zero.
    package var billedCost: Int64?
    package var currency: String
    package var category: Category = .usage
    /// Whether it corrects an earlier, already invoiced period.
    package var isCorrection = false
    package var frequency: Frequency = .recurring
    package var description: String?
    /// Of FOCUS's lists: `Compute`, `Virtual Machines`; see `Service`.
    package var service: Service
    /// The provider's own name of what is sold: `Droplets`.
    package var serviceName: String
    package var publisher: String?
    package var quantity: Double?
    package var unit: String?
    package var skuID: String?
    package var regionID: String?
    package var resourceID: String?
    package var resourceName: String?
    /// The table that has the resource, as `digitalocean_droplet`.
    package var resourceType: String?
    /// The project or team at the provider.
    package var subAccountName: String?
    package var tags: [String] = []

    /// A line with what every line must say; `name` is the provider's own name of the service.
    package init(
        _ source: Source, line: String, month: String, cost: Int64?, _ currency: String, service: Service,
        name: String
    ) {
        self.source = source
        self.line = line
        self.month = month
        billedCost = cost
        self.currency = currency
        self.service = service
        serviceName = name
    }
}

/// FOCUS's category and subcategory of a service, for what these providers sell.
package enum Service: String, Sendable, CaseIterable {
    case virtualMachines = "Virtual Machines"
    case containers = "Containers"
    case serverless = "Serverless Compute"
    case applicationPlatforms = "Application Platforms"
    case relationalDatabases = "Relational Databases"
    case caching = "Caching"
    case blockStorage = "Block Storage"
    case objectStorage = "Object Storage"
    case backupStorage = "Backup Storage"
    case applicationNetworking = "Application Networking"
    case networkConnectivity = "Network Connectivity"
    case contentDelivery = "Content Delivery"
    case observability = "Observability"
    case support = "Support"
    case other = "Other (Other)"

    package var category: String {
        switch self {
        case .virtualMachines, .containers, .serverless: "Compute"
        case .applicationPlatforms: "Web"
        case .relationalDatabases, .caching: "Databases"
        case .blockStorage, .objectStorage, .backupStorage: "Storage"
        case .applicationNetworking, .networkConnectivity, .contentDelivery: "Networking"
        case .observability, .support: "Management and Governance"
        case .other: "Other"
        }
    }
}

/// An invoice as its provider sums it up, for its lines to be held against.
package struct Invoice: Sendable, Hashable {
    package var id: String
    /// `2026-11`: the month it is for.
    package var month: String
    package var total: Int64?
    package var currency: String
    /// `open` for a month that is not over, `issued`, `paid`, `failed`.
    package var state: String
    /// Whether the provider gives lines, which then add up to the total.
    package var hasLines: Bool

    package init(id: String, month: String, total: Int64?, _ currency: String, state: String, hasLines: Bool)
    {
        self.id = id
        self.month = month
        self.total = total
        self.currency = currency
        self.state = state
        self.hasLines = hasLines
    }
}
