/// Where providers list what we run; each query gives account, id, name, region, size, project, public address, all addresses, tags,
/// when it was made, and whether it is part of a cluster.
struct SightingQuery {
    let kind: String
    let provider: String
    let table: String
    let sql: String
}

enum SightingQueries {
    static let all = [
        SightingQuery(
            kind: "server", provider: "digitalocean", table: "digitalocean_droplet",
            sql: """
                SELECT account, id, name, region_slug, size_slug, (\(project("droplet"))), public_ipv4,
                  private_addresses, tags, created_at, tags LIKE '%"k8s:%' FROM digitalocean_droplet AS item
                ORDER BY account, id
                """),
    ]

    /// The project that has a DigitalOcean resource of that type.
    private static func project(_ type: String) -> String {
        """
        SELECT MIN(project.name) FROM digitalocean_project_resource AS part JOIN digitalocean_project AS project
          ON project.account = part.account AND project.id = part.project_id
        WHERE part.account = item.account AND part.urn = 'do:\(type):' || item.id
        """
    }
}
