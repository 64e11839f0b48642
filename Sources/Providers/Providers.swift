package import Model

/// Every provider there is, in the order of their names.
package enum Providers {
    package static let all: [any Provider.Type] = [
        DigitalOcean.self,
        ECB.self,
        Heroku.self,
        NewRelic.self,
        Papertrail.self,
        Rackspace.self,
        Sentry.self,
    ]

    /// The tables of all providers, without the `account` column.
    package static let tables = all.flatMap { $0.tables }

    /// The provider that an inventory calls `name`.
    package static func named(_ name: String) -> (any Provider.Type)? { all.first { $0.name == name } }
}
