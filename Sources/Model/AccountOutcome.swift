/// What came of asking one account of a provider for everything.
package struct AccountOutcome: Sendable {
    package var account: Account
    package var status: HostOutcome.Status
    /// In plain words, for everything but `complete`.
    package var reason: String?
    package var remedy: String?
    /// Seconds since 1970.
    package var startedAt: Int64
    package var finishedAt: Int64
    package var requests: Int
    /// One for each endpoint that was meant to be asked, in the order of asking.
    package var endpoints: [EndpointOutcome]
    package var charges: [Charge]
    package var invoices: [Invoice]

    /// The outcome of an account that nothing was asked of yet.
    package init(account: Account, status: HostOutcome.Status, startedAt: Int64, finishedAt: Int64) {
        self.account = account
        self.status = status
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        requests = 0
        endpoints = []
        charges = []
        invoices = []
    }
}

/// What one endpoint of an account gave, over all its pages.
package struct EndpointOutcome: Sendable {
    /// The path as the provider's reference writes it: `/v2/droplets`.
    package var endpoint: String
    /// What it is asked for: tables, and `charges` and `invoices` where it bills.
    package var tables: [String]
    package var coverage: Coverage
    package var reason: String?
    package var remedy: String?
    package var requests: Int
    package var milliseconds: Int
    /// Rows by the name of their table, without the account.
    package var rows: [String: [Row]]

    /// The outcome of an endpoint that nothing was read of yet.
    package init(endpoint: String, tables: [String], coverage: Coverage) {
        self.endpoint = endpoint
        self.tables = tables
        self.coverage = coverage
        requests = 0
        milliseconds = 0
        rows = [:]
    }
}
