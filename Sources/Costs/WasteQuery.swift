import Model
import Store

/// A way in which something is paid for and does nothing, as a question to a provider's tables.
///
/// Rows: account, id, name, the evidence, since when (null when the provider does not say), tags, project.
struct WasteQuery: Sendable {
    let kind: Waste.Kind
    /// The table that has the resource.
    let table: String
    let query: ProviderQuery

    static let all = digitalOcean + heroku + rackspace

    func list(_ reader: Reader, _ reading: Reading) throws -> [(waste: Waste, line: Line)] {
        try query.list(reader, reading) { account, cells in
            guard let id = cells.text(1) else { return nil }
            let resource = Resource(
                provider: account.provider, account: account.account, type: table, id: id)
            var line = Line()
            line.provider = account.provider
            line.account = account.account
            line.resource = resource
            line.resourceName = cells.text(2)
            line.tags = cells.texts(5)
            line.project = cells.text(6)
            return (
                Waste(
                    kind: kind, resource: resource, name: cells.text(2) ?? id, reason: cells.text(3) ?? "",
                    since: cells.integer(4)),
                line
            )
        }
    }

    private static func bound(_ name: String, _ days: Int) -> String {
        "COALESCE((SELECT CAST(value AS INTEGER) FROM inventory_policy WHERE name = '\(name)'), \(days)) * 86400"
    }

    private static let digitalOcean = [
        WasteQuery(
            kind: .volume, table: "digitalocean_volume",
            query: ProviderQuery(
                provider: "digitalocean", tables: ["digitalocean_volume"],
                sql: """
                    SELECT account, id, name, 'attached to no droplet', NULL, \(Cells.list("tags"))
                    FROM digitalocean_volume WHERE json_valid(droplet_ids) AND json_array_length(droplet_ids) = 0
                    ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .address, table: "digitalocean_reserved_ip",
            query: ProviderQuery(
                provider: "digitalocean", tables: ["digitalocean_reserved_ip"],
                sql: """
                    SELECT account, ip, ip, 'assigned to no droplet', NULL FROM digitalocean_reserved_ip
                    WHERE droplet_id IS NULL ORDER BY account, ip
                    """)),
        WasteQuery(
            kind: .snapshot, table: "digitalocean_snapshot",
            query: ProviderQuery(
                provider: "digitalocean", tables: ["digitalocean_snapshot"],
                sql: """
                    SELECT account, id, name, 'made on ' || date(created_at, 'unixepoch'), created_at,
                      \(Cells.list("tags")) FROM digitalocean_snapshot
                    WHERE created_at < now() - \(bound("snapshot_days", 90)) ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .snapshot, table: "digitalocean_snapshot",
            query: ProviderQuery(
                provider: "digitalocean",
                tables: ["digitalocean_snapshot", "digitalocean_droplet", "digitalocean_volume"],
                whole: ["digitalocean_droplet", "digitalocean_volume"],
                sql: """
                    SELECT account, id, name, 'its ' || resource_type || ' is gone', NULL, \(Cells.list("tags"))
                    FROM digitalocean_snapshot AS item
                    WHERE resource_type = 'droplet' AND NOT EXISTS (SELECT 1 FROM digitalocean_droplet AS source
                        WHERE source.account = item.account AND source.id = item.resource_id)
                      OR resource_type = 'volume' AND NOT EXISTS (SELECT 1 FROM digitalocean_volume AS source
                        WHERE source.account = item.account AND source.id = item.resource_id)
                    ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .stopped, table: "digitalocean_droplet",
            query: ProviderQuery(
                provider: "digitalocean", tables: ["digitalocean_droplet"],
                sql: """
                    SELECT account, id, name, 'powered off, and billed all the same', NULL, \(Cells.list("tags"))
                    FROM digitalocean_droplet WHERE status = 'off' ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .loadBalancer, table: "digitalocean_load_balancer",
            query: ProviderQuery(
                provider: "digitalocean", tables: ["digitalocean_load_balancer", "digitalocean_droplet"],
                whole: ["digitalocean_droplet"],
                sql: """
                    SELECT account, id, name, 'no droplet behind it', NULL FROM digitalocean_load_balancer AS item
                    WHERE json_valid(droplet_ids) AND json_array_length(droplet_ids) = 0
                      AND NOT (json_valid(target_load_balancer_ids)
                        AND json_array_length(target_load_balancer_ids) > 0)
                      AND NOT EXISTS (SELECT 1 FROM digitalocean_droplet AS droplet
                        WHERE droplet.account = item.account AND json_valid(droplet.tags) AND item.tag <> ''
                          AND EXISTS (SELECT 1 FROM json_each(droplet.tags) WHERE value = item.tag))
                    ORDER BY account, id
                    """)),
    ]

    private static let heroku = [
        WasteQuery(
            kind: .reviewApp, table: "heroku_app",
            query: ProviderQuery(
                provider: "heroku", tables: ["heroku_app", "heroku_pipeline_coupling"],
                sql: """
                    SELECT app.account, app.id, app.name, 'a review app, last released on '
                        || date(COALESCE(app.released_at, app.created_at), 'unixepoch'),
                      COALESCE(app.released_at, app.created_at), NULL, app.team_name
                    FROM heroku_app AS app WHERE COALESCE(app.released_at, app.created_at) < now() - \(bound("review_days", 14))
                      AND EXISTS (SELECT 1 FROM heroku_pipeline_coupling AS coupling
                        WHERE coupling.account = app.account AND coupling.app_id = app.id AND coupling.stage = 'review')
                    ORDER BY app.account, app.id
                    """)),
        WasteQuery(
            kind: .addOn, table: "heroku_addon",
            query: ProviderQuery(
                provider: "heroku", tables: ["heroku_addon", "heroku_addon_attachment", "heroku_formation"],
                whole: ["heroku_formation", "heroku_addon_attachment"],
                sql: """
                    WITH users AS (
                      SELECT account, id AS addon_id, app_id FROM heroku_addon
                      UNION SELECT account, addon_id, app_id FROM heroku_addon_attachment)
                    SELECT addon.account, addon.id, addon.name,
                      'paid, and ' || COALESCE(addon.app_name || ' has no dynos', 'no app has it'), NULL, NULL
                    FROM heroku_addon AS addon WHERE COALESCE(addon.billed_price, addon.plan_price) > 0
                      AND NOT EXISTS (SELECT 1 FROM users JOIN heroku_formation AS formation
                          ON formation.account = users.account AND formation.app_id = users.app_id
                        WHERE users.account = addon.account AND users.addon_id = addon.id AND formation.quantity > 0)
                    ORDER BY addon.account, addon.id
                    """)),
    ]

    private static let rackspace = [
        WasteQuery(
            kind: .stopped, table: "rackspace_server",
            query: ProviderQuery(
                provider: "rackspace", tables: ["rackspace_server"],
                sql: """
                    SELECT account, id, name, 'shut off, and billed all the same', NULL FROM rackspace_server
                    WHERE status = 'SHUTOFF' ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .volume, table: "rackspace_volume",
            query: ProviderQuery(
                provider: "rackspace", tables: ["rackspace_volume"],
                sql: """
                    SELECT account, id, name, 'attached to no server', NULL FROM rackspace_volume
                    WHERE json_valid(server_ids) AND json_array_length(server_ids) = 0 ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .snapshot, table: "rackspace_snapshot",
            query: ProviderQuery(
                provider: "rackspace", tables: ["rackspace_snapshot"],
                sql: """
                    SELECT account, id, name, 'made on ' || date(created_at, 'unixepoch'), created_at
                    FROM rackspace_snapshot WHERE created_at < now() - \(bound("snapshot_days", 90))
                    ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .snapshot, table: "rackspace_snapshot",
            query: ProviderQuery(
                provider: "rackspace", tables: ["rackspace_snapshot", "rackspace_volume"],
                whole: ["rackspace_volume"],
                sql: """
                    SELECT account, id, name, 'its volume is gone', NULL FROM rackspace_snapshot AS item
                    WHERE volume_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rackspace_volume AS source
                      WHERE source.account = item.account AND source.id = item.volume_id) ORDER BY account, id
                    """)),
        WasteQuery(
            kind: .loadBalancer, table: "rackspace_load_balancer",
            query: ProviderQuery(
                provider: "rackspace",
                tables: ["rackspace_load_balancer", "rackspace_load_balancer_setting"],
                sql: """
                    SELECT item.account, item.id, item.name, 'no node behind it', NULL
                    FROM rackspace_load_balancer AS item JOIN rackspace_load_balancer_setting AS setting
                      ON setting.account = item.account AND setting.id = item.id AND setting.region = item.region
                    WHERE setting.node_count = 0 ORDER BY item.account, item.id
                    """)),
    ]
}
