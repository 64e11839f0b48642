import Model
import Store

/// What DigitalOcean's servers, volumes and snapshots cost by their prices, for accounts that may not see
/// their bill.
///
/// A droplet costs by the hour and no more than its price of a month, which 672 hours make; one that is off
/// costs the same. Traffic, load balancers, databases and addresses have no price in the API and are not in
/// it.
///
/// Source: DigitalOcean, the pricing page of each product.
enum DigitalOceanEstimates {
    static let queries = [droplets, volumes, snapshots]
    private static let cap: Int64 = 672

    static func all(
        _ reader: Reader, _ reading: Reading, _ prices: PriceBook, _ spans: [Span]
    ) throws -> [Estimate] {
        try droplets.list(reader, reading) { account, cells in
            spans.flatMap { droplet(account, cells, prices, $0) }
        }.flatMap(\.self)
            + (try volumes.list(reader, reading) { account, cells in
                spans.compactMap {
                    stored(
                        ("volume", "Volumes", .blockStorage, "digitalocean_volume"), account, cells,
                        prices, $0)
                }
            }.flatMap(\.self))
            + (try snapshots.list(reader, reading) { account, cells in
                spans.compactMap {
                    stored(
                        ("snapshot", "Snapshots", .backupStorage, "digitalocean_snapshot"), account,
                        cells, prices, $0)
                }
            }.flatMap(\.self))
    }

    private static let droplets = ProviderQuery(
        provider: "digitalocean",
        tables: ["digitalocean_droplet", "digitalocean_droplet_backup_policy"] + projects,
        sql: """
            SELECT item.account, item.id, item.name, item.created_at, item.region_slug, \(Cells.list("item.tags")),
              (\(project("droplet"))), item.size_slug, item.price_monthly, item.price_hourly,
              CASE WHEN item.features LIKE '%"backups"%' THEN COALESCE(policy.plan, 'weekly') END
            FROM digitalocean_droplet AS item
            LEFT JOIN digitalocean_droplet_backup_policy AS policy
              ON policy.account = item.account AND policy.droplet_id = item.id
            ORDER BY item.account, item.id
            """)

    private static let volumes = ProviderQuery(
        provider: "digitalocean", tables: ["digitalocean_volume"] + projects,
        sql: """
            SELECT account, id, name, created_at, region_slug, \(Cells.list("tags")), (\(project("volume"))),
              size_gigabytes FROM digitalocean_volume AS item ORDER BY account, id
            """)

    private static let snapshots = ProviderQuery(
        provider: "digitalocean", tables: ["digitalocean_snapshot"],
        sql: """
            SELECT account, id, name, created_at, NULL, \(Cells.list("tags")), NULL, size_gigabytes
            FROM digitalocean_snapshot ORDER BY account, id
            """)

    private static let projects = ["digitalocean_project", "digitalocean_project_resource"]

    /// The name of the project that has a resource of that type.
    private static func project(_ type: String) -> String {
        """
        SELECT MIN(project.name) FROM digitalocean_project_resource AS part JOIN digitalocean_project AS project
          ON project.account = part.account AND project.id = part.project_id
        WHERE part.account = item.account AND part.urn = 'do:\(type):' || item.id
        """
    }

    private static func droplet(
        _ account: AccountName, _ cells: Cells, _ prices: PriceBook, _ span: Span
    ) -> [Estimate] {
        guard let id = cells.text(1), let part = span.part(since: cells.integer(3)) else { return [] }
        let monthly = cells.integer(8)
        let cost =
            cells.integer(9).flatMap { part.cost(hourly: $0, most: monthly) }
            ?? monthly.flatMap { part.cost(monthly: $0, cap: cap) }
        guard let cost else { return [] }
        var server = Estimate(
            "droplet/\(id)", of: account, span, part, cost: cost, "USD", .virtualMachines, "Droplets"
        ).of("digitalocean_droplet", id, cells.text(2))
        server.charge.skuID = cells.text(7)
        server.charge.quantity = part.hours
        server.charge.unit = "Hours"
        server.note(cells)
        guard let plan = cells.text(10), let share = prices.price("droplet-backup-\(plan)", of: account),
            share.unit == "percent", let extra = Exact.scaled(cost, by: share.micros, over: 1_000_000)
        else { return [server] }
        var backups = Estimate(
            "backups/\(id)", of: account, span, part, cost: extra, "USD", .backupStorage, "Backups"
        ).of("digitalocean_droplet", id, cells.text(2))
        backups.charge.skuID = share.sku
        backups.charge.quantity = part.hours
        backups.charge.unit = "Hours"
        backups.note(cells)
        return [server, backups]
    }

    private static func stored(
        _ kind: (sku: String, name: String, service: Service, table: String),
        _ account: AccountName, _ cells: Cells, _ prices: PriceBook, _ span: Span
    ) -> Estimate? {
        guard let id = cells.text(1), let part = span.part(since: cells.integer(3)), let size = cells.real(7),
            let price = prices.price(kind.sku, of: account), let currency = price.currency,
            let units = Exact.micros(size),
            let monthly = Exact.scaled(units, by: price.micros, over: 1_000_000),
            let cost = part.cost(monthly: monthly, cap: cap)
        else { return nil }
        var estimate = Estimate(
            "\(kind.sku)/\(id)", of: account, span, part, cost: cost, currency, kind.service, kind.name
        ).of(kind.table, id, cells.text(2))
        estimate.charge.skuID = kind.sku
        estimate.charge.quantity = part.hours
        estimate.charge.unit = "Hours"
        estimate.note(cells)
        return estimate
    }
}

extension Estimate {
    /// Where it is, its tags and its project, which the queries here all have in the same places.
    fileprivate mutating func note(_ cells: Cells) {
        charge.regionID = cells.text(4)
        charge.tags = cells.texts(5)
        charge.subAccountName = cells.text(6)
        charge.description = charge.resourceName.map { "\($0), by its price" }
    }
}
