import Model
import Testing

@testable import Costs

@Suite struct AllocationTests {
    private func asset(client: String? = nil, host: String? = nil, kind: String = "server") -> Asset {
        var asset = Asset("web-1", kind: kind)
        asset.client = client
        asset.host = host
        asset.tags = ["from-asset"]
        asset.project = "Asset project"
        return asset
    }

    private func parts(_ rules: Rules, _ line: Line, _ asset: Asset? = nil) -> [Allocation.Part] {
        Allocation(rules: rules, assets: Assets([])).parts(of: line, asset)
    }

    @Test(
        "each kind of rule matches what it says",
        arguments: [
            (.resource, "r1"), (.host, "web-*"), (.app, "acme-w?b"), (.tag, "pro*"), (.tag, "from-asset"),
            (.project, "Acme*"), (.project, "Asset project"), (.name, "db-?"),
            (.service, "digitalocean/Drop*"), (.account, "digitalocean/main"),
        ] as [(Client.Match.Kind, String)])
    func kinds(_ kind: Client.Match.Kind, _ pattern: String) {
        var app = asset(host: "web-1", kind: "app")
        app.name = "acme-web"
        let line = line("2026-10", 100) {
            $0.tags = ["prod"]
            $0.project = "Acme SAS"
            $0.resourceName = "db-1"
        }
        let parts = parts(rules(("acme", kind, pattern, 1)), line, app)
        #expect(parts.map(\.client) == ["acme"])
        #expect(parts.map(\.rule) == [kind.rawValue])
        #expect(parts.map(\.cost) == [100])
    }

    @Test("an id is not a pattern")
    func exactID() {
        #expect(parts(rules(("acme", .resource, "r*", 1)), line("2026-10", 1)).map(\.client) == [nil])
    }

    @Test("the first rule of the inventory counts, whatever its kind")
    func first() {
        let rules = rules(
            ("first", .account, "digitalocean/*", 1), ("second", .resource, "r1", 1), ("third", .tag, "*", 1))
        #expect(parts(rules, line("2026-10", 1) { $0.tags = ["a"] }).map(\.client) == ["first"])
    }

    @Test("what no rule takes is its asset's client's, and else nobody's")
    func assetsClient() {
        let none = rules()
        let ofHost = parts(none, line("2026-10", 5), asset(client: "acme", host: "web-1"))
        #expect(ofHost.map(\.client) == ["acme"])
        #expect(ofHost.map(\.rule) == ["host"])
        #expect(parts(none, line("2026-10", 5), asset(client: "acme", kind: "app")).map(\.rule) == ["app"])
        let nobodys = parts(none, line("2026-10", 5), asset())
        #expect(nobodys.map(\.client) == [nil])
        #expect(nobodys.map(\.rule) == ["none"])
    }

    @Test("shares of the same kind and pattern part the line, and what they leave is nobody's")
    func shares() {
        let rules = rules(
            ("a", .resource, "r1", 0.5), ("other", .resource, "r2", 1), ("b", .resource, "r1", 0.25))
        let parts = parts(rules, line("2026-10", 101))
        #expect(parts.map(\.client) == ["a", "b", nil])
        #expect(parts.map(\.cost) == [51, 25, 25])
        #expect(parts.map(\.rule) == ["share", "share", "share"])
        #expect(parts.map(\.share) == [500_000_000, 250_000_000, 250_000_000])
    }

    @Test(
        "taxes and credits follow the rules of accounts and services only",
        arguments: [.tax, .credit] as [Charge.Category])
    func taxes(_ category: Charge.Category) {
        let tax = line("2026-10", 20) { $0.category = category }
        let byResource = rules(("acme", .resource, "r1", 1), ("acme", .name, "*", 1))
        #expect(parts(byResource, tax, asset(client: "acme", host: "web-1")).map(\.client) == [nil])
        #expect(parts(rules(("acme", .account, "*", 1)), tax).map(\.client) == ["acme"])
        #expect(parts(rules(("acme", .service, "*/Droplets", 1)), tax).map(\.client) == ["acme"])
    }

    @Test("a line without an amount keeps its client and has no parts of nothing")
    func unpriced() {
        let parts = parts(
            rules(("a", .resource, "r1", 0.5), ("b", .resource, "r1", 0.5)), line("2026-10", nil))
        #expect(parts.map(\.cost) == [nil, nil])
    }

    @Test("a volume is its server's, a snapshot of it too, and a circle ends")
    func owners() {
        let resource = { (type: String, id: String) in
            Resource(provider: "digitalocean", account: "main", type: type, id: id)
        }
        var server = asset()
        server.resource = resource("digitalocean_droplet", "1")
        let assets = Assets(
            [server],
            owners: [
                resource("digitalocean_volume", "v"): resource("digitalocean_droplet", "1"),
                resource("digitalocean_snapshot", "s"): resource("digitalocean_volume", "v"),
                resource("x", "1"): resource("y", "1"), resource("y", "1"): resource("x", "1"),
            ])
        #expect(assets.asset(of: resource("digitalocean_snapshot", "s"))?.name == "web-1")
        #expect(assets.asset(of: resource("", "1"))?.name == "web-1")
        #expect(assets.asset(of: resource("x", "1")) == nil)
        #expect(assets.asset(of: resource("digitalocean_image", "1")) == nil)
    }
}
