import Model
import Store

/// Something that we run, as far as money is concerned: what it is at its provider, and whose it is.
struct Asset: Sendable, Hashable {
    var name: String
    var kind: String
    var host: String?
    var resource: Resource?
    var client: String?
    var environment: String?
    var tags: [String] = []
    var project: String?

    init(_ name: String, kind: String) {
        self.name = name
        self.kind = kind
    }

    /// All assets of the run, by name.
    static func all(in reader: Reader) throws -> [Asset] {
        try reader.list(
            """
            SELECT asset, kind, host, provider, account, resource_type, resource_id, client, environment,
              \(Cells.list("tags")), project
            FROM assets ORDER BY asset
            """
        ) { cells in
            var asset = Asset(cells.text(0) ?? "", kind: cells.text(1) ?? "")
            asset.host = cells.text(2)
            if let provider = cells.text(3), let account = cells.text(4), let id = cells.text(6) {
                asset.resource = Resource(
                    provider: provider, account: account, type: cells.text(5) ?? "", id: id)
            }
            asset.client = cells.text(7)
            asset.environment = cells.text(8)
            asset.tags = cells.texts(9)
            asset.project = cells.text(10)
            return asset
        }
    }
}

/// Which asset a resource is, or belongs to: a volume to the server that it is attached to, an add-on to its
/// app.
struct Assets: Sendable {
    private var byResource: [Resource: Asset] = [:]
    private var owners: [Resource: Resource] = [:]

    /// `owners` says of resources which other one they belong to; several steps may lead to an asset.
    init(_ assets: [Asset], owners: [Resource: Resource] = [:]) {
        self.owners = owners
        for asset in assets {
            guard let resource = asset.resource else { continue }
            byResource[resource] = asset
            var untyped = resource
            untyped.type = ""
            if byResource[untyped] == nil { byResource[untyped] = asset }
        }
    }

    /// The asset that `resource` is or belongs to; nothing for what stands alone.
    func asset(of resource: Resource) -> Asset? {
        var resource = resource
        // A snapshot of a volume of a server is the longest way there is; a circle ends.
        for _ in 0..<4 {
            if let asset = byResource[resource] { return asset }
            guard let owner = owners[resource] else { return nil }
            resource = owner
        }
        return nil
    }
}
