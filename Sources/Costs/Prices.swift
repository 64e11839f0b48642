package import Model

/// The prices that no API gives, each as it was read on a day, and the operator's in their place.
package enum Prices {
    /// Ours: a `sku` is what a line calls its size or plan, or what is measured.
    package static let builtIn = digitalOcean + heroku

    /// The rows of `inventory_prices`: ours, but for those that the inventory has a price of its own for,
    /// which stand in their place.
    ///
    /// A price of the inventory for one account leaves ours for the others.
    package static func rows(overrides: [Price]) -> [Row] {
        let replaced = Set(overrides.filter { $0.account == nil }.map { "\($0.provider) \($0.sku)" })
        let ours = builtIn.filter { !replaced.contains("\($0.provider) \($0.sku)") }
        return (overrides + ours).sorted {
            ($0.provider, $0.sku, $0.account ?? "") < ($1.provider, $1.sku, $1.account ?? "")
        }.map { price in
            [
                .text(price.provider), .text(price.sku), .optional(price.account), .integer(price.micros),
                .optional(price.currency), .text(price.unit), .text(price.day), .text(price.source),
            ]
        }
    }

    /// Source: docs.digitalocean.com, the pricing page of each product.
    private static let digitalOcean = [
        price("droplet-backup-weekly", percent: 20, "Droplet backups: 20 % of the droplet, weekly plan"),
        price("droplet-backup-daily", percent: 30, "Droplet backups: 30 % of the droplet, daily plan"),
        price("snapshot", 60_000, "gb-month", "Snapshots: $0.06 per GB and month"),
        price("volume", 100_000, "gib-month", "Volumes: $0.10 per GiB and month"),
        price("transfer", 10_000, "gib", "Outbound transfer beyond the pool: $0.01 per GiB"),
    ]

    private static func price(_ sku: String, _ micros: Int64, _ unit: String, _ source: String) -> Price {
        Price(
            provider: "digitalocean", sku: sku, micros: micros, currency: "USD", unit: unit,
            day: "2026-07-24", source: "docs.digitalocean.com, \(source)")
    }

    private static func price(_ sku: String, percent: Int64, _ source: String) -> Price {
        Price(
            provider: "digitalocean", sku: sku, micros: percent * 10_000, currency: nil, unit: "percent",
            day: "2026-07-24", source: "docs.digitalocean.com, \(source)")
    }

    /// Dollars a month for one dyno; `eco-pool` is what an account pays for all its Eco dynos together.
    ///
    /// Source: Heroku's command line 11.9.0, whose price list it is.
    private static let heroku = [
        ("eco-pool", 5), ("eco", 0), ("free", 0), ("hobby", 7), ("basic", 7), ("standard-1x", 25),
        ("standard-2x", 50), ("1x", 36), ("2x", 72), ("px", 576), ("performance-m", 250),
        ("performance-l", 500), ("performance-l-ram", 500), ("performance-xl", 750),
        ("performance-2xl", 1_500), ("private-s", 225), ("private-m", 450), ("private-l", 900),
        ("private-l-ram", 500), ("private-xl", 750), ("private-2xl", 1_500), ("shield-s", 270),
        ("shield-m", 540), ("shield-l", 1_080), ("shield-l-ram", 600), ("shield-xl", 900),
        ("shield-2xl", 1_800), ("dyno-1c-0.5gb", 25), ("dyno-2c-1gb", 50), ("dyno-1c-4gb", 80),
        ("dyno-2c-8gb", 160), ("dyno-4c-16gb", 320), ("dyno-8c-32gb", 640), ("dyno-16c-64gb", 1_000),
        ("dyno-2c-4gb", 150), ("dyno-4c-8gb", 300), ("dyno-8c-16gb", 600), ("dyno-16c-32gb", 1_200),
        ("dyno-32c-64gb", 2_400), ("dyno-1c-8gb", 100), ("dyno-2c-16gb", 250), ("dyno-4c-32gb", 500),
        ("dyno-8c-64gb", 750), ("dyno-16c-128gb", 1_500),
    ].map { (sku: String, dollars: Int64) in
        Price(
            provider: "heroku", sku: sku, micros: dollars * 1_000_000, currency: "USD", unit: "month",
            day: "2026-08-04", source: "Heroku's command line 11.9.0")
    }
}
