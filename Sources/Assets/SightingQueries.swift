/// Where a provider lists something that we run there.
///
/// Each query gives account, id, name, region, size, project, public address, all addresses, tags, when it was made, whether a
/// cluster makes and unmakes it by itself, and whether it runs.
struct SightingQuery {
    let kind: String
    let provider: String
    let table: String
    let sql: String

    static let all = [
        droplets, rackspaceServers, herokuApps, apps, databases, instances, balancers, rackspaceBalancers,
    ]

    private static let droplets = SightingQuery(
        kind: "server", provider: "digitalocean", table: "digitalocean_droplet",
        sql: """
            SELECT account, id, name, region_slug, size_slug, (\(project)), public_ipv4,
              (SELECT json_group_array(value) FROM (SELECT value FROM json_each(COALESCE(item.public_addresses, '[]'))
                UNION ALL SELECT value FROM json_each(COALESCE(item.private_addresses, '[]')))),
              tags, created_at, COALESCE(tags, '') LIKE '%"k8s:%', status = 'active'
            FROM digitalocean_droplet AS item ORDER BY account, id
            """)

    private static let rackspaceServers = SightingQuery(
        kind: "server", provider: "rackspace", table: "rackspace_server",
        sql: """
            SELECT account, id, name, region, flavor_id, NULL, public_ipv4, addresses,
              (SELECT json_group_array(name) FROM (SELECT name FROM rackspace_server_metadata AS part
                WHERE part.account = item.account AND part.server_id = item.id ORDER BY name)),
              created_at, 0, status = 'ACTIVE'
            FROM rackspace_server AS item ORDER BY account, id
            """)

    private static let herokuApps = SightingQuery(
        kind: "app", provider: "heroku", table: "heroku_app",
        sql: """
            SELECT account, id, name, region, (SELECT GROUP_CONCAT(words, ', ') FROM (
                SELECT quantity || ' ' || size AS words FROM heroku_formation AS part
                WHERE part.account = item.account AND part.app_id = item.id AND quantity > 0 ORDER BY type)),
              team_name, NULL, '[]', '[]', created_at, 0, 1
            FROM heroku_app AS item ORDER BY account, id
            """)

    private static let apps = SightingQuery(
        kind: "app", provider: "digitalocean", table: "digitalocean_app",
        sql: """
            SELECT account, id, name, region_slug, tier_slug, (\(project)), NULL, COALESCE(dedicated_ips, '[]'), '[]', created_at, 0, 1
            FROM digitalocean_app AS item ORDER BY account, id
            """)

    private static let databases = SightingQuery(
        kind: "database", provider: "digitalocean", table: "digitalocean_database",
        sql: """
            SELECT account, id, name, region_slug, engine || ' ' || COALESCE(version, '') || ', ' || size_slug, (\(project)), NULL, '[]',
              tags, created_at, 0, 1 FROM digitalocean_database AS item ORDER BY account, id
            """)

    private static let instances = SightingQuery(
        kind: "database", provider: "rackspace", table: "rackspace_database_instance",
        sql: """
            SELECT account, id, name, region, datastore_type || ' ' || COALESCE(datastore_version, ''), NULL, NULL,
              COALESCE(addresses, '[]'), '[]', NULL, 0, 1
            FROM rackspace_database_instance AS item ORDER BY account, id
            """)

    private static let balancers = SightingQuery(
        kind: "load balancer", provider: "digitalocean", table: "digitalocean_load_balancer",
        sql: """
            SELECT account, id, name, region_slug, COALESCE(size_unit || ' nodes', size_slug), (\(project)), ip,
              json_array(ip), '[]', created_at, 0, 1 FROM digitalocean_load_balancer AS item ORDER BY account, id
            """)

    private static let rackspaceBalancers = SightingQuery(
        kind: "load balancer", provider: "rackspace", table: "rackspace_load_balancer",
        sql: """
            SELECT account, id, name, region, protocol || ' ' || port, NULL,
              json_extract(public_addresses, '$[0]'), COALESCE(public_addresses, '[]'), '[]', created_at, 0, 1
            FROM rackspace_load_balancer AS item ORDER BY account, id
            """)

    /// The project that has a DigitalOcean resource, by the table that lists it.
    private static let project = """
        SELECT MIN(part.project_name) FROM digitalocean_project_resource AS part
        WHERE part.account = item.account AND part.resource_id = item.id
        """
}
