import Model
import Store

/// Which resource belongs to which other one, so that what a volume or an add-on costs is its server's or
/// app's.
enum Ownership {
    /// Account, id, and the table and id of what it belongs to.
    private static let all: [(table: String, query: ProviderQuery)] = [
        link(
            "digitalocean_volume", "digitalocean", ["digitalocean_volume"],
            """
            SELECT account, id, 'digitalocean_droplet', json_extract(droplet_ids, '$[0]')
            FROM digitalocean_volume WHERE json_valid(droplet_ids)
            """),
        link(
            "digitalocean_snapshot", "digitalocean", ["digitalocean_snapshot"],
            "SELECT account, id, 'digitalocean_' || resource_type, resource_id FROM digitalocean_snapshot"),
        link(
            "digitalocean_reserved_ip", "digitalocean", ["digitalocean_reserved_ip"],
            "SELECT account, ip, 'digitalocean_droplet', droplet_id FROM digitalocean_reserved_ip"),
        link(
            "heroku_addon", "heroku", ["heroku_addon"],
            "SELECT account, id, 'heroku_app', app_id FROM heroku_addon"),
        link(
            "rackspace_volume", "rackspace", ["rackspace_volume"],
            """
            SELECT account, id, 'rackspace_server', json_extract(server_ids, '$[0]')
            FROM rackspace_volume WHERE json_valid(server_ids)
            """),
        link(
            "rackspace_snapshot", "rackspace", ["rackspace_snapshot"],
            "SELECT account, id, 'rackspace_volume', volume_id FROM rackspace_snapshot"),
    ]

    static let queries = all.map(\.query)

    private static func link(
        _ table: String, _ provider: String, _ tables: [String], _ sql: String
    ) -> (table: String, query: ProviderQuery) {
        (table, ProviderQuery(provider: provider, tables: tables, sql: sql))
    }

    static func owners(_ reader: Reader, _ reading: Reading) throws -> [Resource: Resource] {
        var owners: [Resource: Resource] = [:]
        for (table, query) in all {
            let links = try query.list(reader, reading) { account, cells -> (Resource, Resource)? in
                guard let id = cells.text(1), let type = cells.text(2), let owner = cells.text(3) else {
                    return nil
                }
                let resource = { (type: String, id: String) in
                    Resource(provider: account.provider, account: account.account, type: type, id: id)
                }
                return (resource(table, id), resource(type, owner))
            }
            for (resource, owner) in links { owners[resource] = owner }
        }
        return owners
    }
}
