import Assets
import Facts
import Model
import Providers
import Store
import TestSupport
import Testing

/// Assets, their names elsewhere and their coverage in a run of made-up rows.
@Suite struct KeepTests {
    private static let schema = Schema(facts: Facts.tables, providers: Providers.tables)
    private static let now: Int64 = 1_795_500_000

    /// A run with these rows: by table, then a row of columns and cells each.
    private static func run(_ rows: [(table: String, cells: [String: Value])]) throws -> (Scratch, RunFile) {
        let scratch = try Scratch()
        let runs = try RunFolder(scratch.path("runs"))
        let file = try RunFile(in: runs, startedAt: now, schema: schema)
        let run: [(table: String, cells: [String: Value])] = [
            (
                "run",
                [
                    "id": .text(file.id), "number": 1, "started_at": .integer(now), "timezone": "UTC",
                    "currency": "EUR",
                ]
            )
        ]
        for (name, cells) in run + rows {
            let table = try #require(schema.tables.first { $0.name == name })
            for column in cells.keys {
                try #require(table.columns.contains { $0.name == column }, "\(name).\(column)")
            }
            try file.insert([Row(table.columns.map { cells[$0.name] ?? .null })], into: table)
        }
        return (scratch, file)
    }

    private static func reader(_ file: RunFile) throws -> Reader {
        try Reader(run: file.path, previous: nil, schema: schema)
    }

    /// `promise: state` of one asset.
    private static func states(of asset: String, _ file: RunFile) throws -> [String: String] {
        try Assets.keep(in: file, reader(file))
        try Assets.keepCoverage(in: file, reader(file))
        let rows = try reader(file).rows(
            "SELECT promise, state FROM asset_coverage WHERE asset = :asset", ["asset": .text(asset)])
        return Dictionary(rows.map { ($0[0].text ?? "", $0[1].text ?? "") }) { first, _ in first }
    }

    private static let server: [(table: String, cells: [String: Value])] = [
        (
            "inventory_hosts",
            [
                "host": "web-1", "address": "192.0.2.7", "client": "acme", "owner": "lea",
                "environment": "production",
            ]
        ),
        ("targets", ["host": "web-1", "status": "complete", "last_read_at": .integer(now)]),
        (
            "inventory_clients",
            [
                "client": "acme", "title": "Acme", "budget": 1, "budget_currency": "EUR",
                "window": "Tue 22:00-24:00",
            ]
        ),
        ("accounts", ["provider": "newrelic", "account": "main", "status": "complete"]),
        ("accounts", ["provider": "papertrail", "account": "main", "status": "complete"]),
        ("accounts", ["provider": "digitalocean", "account": "main", "status": "complete"]),
        (
            "digitalocean_droplet",
            [
                "account": "main", "id": "77", "name": "web-1", "public_ipv4": "192.0.2.7",
                "status": "active",
                "backup_ids": "[900]", "tags": "[]",
            ]
        ),
    ]

    @Test("a server that everybody knows keeps every promise")
    func kept() throws {
        let seen: [(table: String, cells: [String: Value])] = [
            (
                "digitalocean_image",
                ["account": "main", "id": "900", "created_at": .integer(Self.now - 86_400)]
            ),
            (
                "newrelic_host",
                [
                    "account": "main", "guid": "G", "name": "web-1", "reporting": 1,
                    "alert_severity": "NOT_ALERTING",
                ]
            ),
            (
                "papertrail_system",
                ["account": "main", "id": "5", "name": "web-1", "last_event_at": .integer(Self.now - 60)]
            ),
            ("costs", ["asset": "web-1", "month": "2026-11", "source": "invoiced", "cost": 1]),
        ]
        let (scratch, file) = try Self.run(Self.server + seen)
        defer { withExtendedLifetime(scratch) {} }
        let states = try Self.states(of: "web-1", file)
        #expect(states.count == 11)
        #expect(states.filter { $0.value != "kept" }.isEmpty)
    }

    @Test(
        "what is not seen is a hole, and not known where nobody could look",
        arguments: [
            ("monitored", "newrelic_host", "newrelic"), ("logged", "papertrail_system", "papertrail"),
            ("alerted", "digitalocean_alert_policy", "digitalocean"),
            ("backed_up", "digitalocean_image", "digitalocean"), ("billed", "charges", "digitalocean"),
        ])
    func holes(_ promise: String, _ table: String, _ provider: String) throws {
        let (scratch, file) = try Self.run(Self.server)
        defer { withExtendedLifetime(scratch) {} }
        #expect(try Self.states(of: "web-1", file)[promise] == "hole")

        let unread: [(table: String, cells: [String: Value])] = [
            (
                "account_outcomes",
                [
                    "provider": .text(provider), "account": "main", "table_name": .text(table),
                    "status": "unknown",
                    "reason": "403",
                ]
            )
        ]
        let (other, half) = try Self.run(Self.server + unread)
        defer { withExtendedLifetime(other) {} }
        #expect(try Self.states(of: "web-1", half)[promise] == "unknown")

        let excuse: [(table: String, cells: [String: Value])] = [
            ("inventory_exemptions", ["asset": "web-1", "promise": .text(promise), "reason": "agreed"])
        ]
        let (third, excused) = try Self.run(Self.server + excuse)
        defer { withExtendedLifetime(third) {} }
        #expect(try Self.states(of: "web-1", excused)[promise] == "excused")
    }

    @Test("without an account that could tell, a promise is not known to be broken")
    func unasked() throws {
        let (scratch, file) = try Self.run(Self.server.filter { $0.table != "accounts" })
        defer { withExtendedLifetime(scratch) {} }
        let states = try Self.states(of: "web-1", file)
        #expect(states["monitored"] == "unknown")
        #expect(states["logged"] == "unknown")
    }

    @Test("an agent that no longer reports and a sender that is silent keep no promise")
    func silent() throws {
        let seen: [(table: String, cells: [String: Value])] = [
            ("newrelic_host", ["account": "main", "guid": "G", "name": "web-1", "reporting": 0]),
            (
                "papertrail_system",
                ["account": "main", "id": "5", "name": "web-1", "last_event_at": .integer(Self.now - 90_000)]
            ),
        ]
        let (scratch, file) = try Self.run(Self.server + seen)
        defer { withExtendedLifetime(scratch) {} }
        let states = try Self.states(of: "web-1", file)
        #expect(states["monitored"] == "hole")
        #expect(states["logged"] == "hole")
    }

    @Test("a rule makes hosts of the servers that it is about, once, at the address that it says")
    func discovered() throws {
        let droplets: [(table: String, cells: [String: Value])] = [
            ("1", "web-2", "192.0.2.2", "[\"audit\"]", "active"), ("2", "web-3", "192.0.2.3", "[]", "active"),
            ("3", "web-4", "192.0.2.4", "[\"audit\"]", "off"),
            ("4", "bad name", "192.0.2.5", "[\"audit\"]", "active"),
            ("5", "web-2", "192.0.2.6", "[\"audit\"]", "active"),
        ].map { id, name, address, tags, status in
            (
                "digitalocean_droplet",
                [
                    "account": "main", "id": .text(id), "name": .text(name), "public_ipv4": .text(address),
                    "private_addresses": "[\"10.0.0.9\"]", "public_addresses": .text("[\"\(address)\"]"),
                    "tags": .text(tags), "status": .text(status),
                ]
            )
        }
        let (scratch, file) = try Self.run(Self.server + droplets)
        defer { withExtendedLifetime(scratch) {} }
        var template = Host(name: "", address: "")
        template.user = "constat"
        var rule = Discovery(provider: "digitalocean", template: template)
        rule.tag = "audit"
        var known = Host(name: "web-1", address: "192.0.2.7")
        known.user = "root"
        let hosts = try Discovered.hosts(by: [rule], Self.reader(file), besides: [known])
        #expect(hosts.map(\.name) == ["digitalocean-4", "web-2", "web-2-5"])
        #expect(hosts.map(\.address) == ["192.0.2.5", "192.0.2.2", "192.0.2.6"])
        #expect(hosts.allSatisfy { $0.user == "constat" && $0.tags == ["audit"] })
        rule.isPrivate = true
        rule.name = "web-*"
        #expect(
            try Discovered.hosts(by: [rule], Self.reader(file), besides: [known]).map(\.address)
                == ["10.0.0.9", "10.0.0.9"])
    }
}
