import Model
import Store
import Testing

@testable import Costs

@Suite struct WasteTests {
    private let old = Value.integer(seconds("2026-06-01T00:00:00Z"))

    private func waste(_ run: MadeRun) throws -> [[String]] {
        try run.keep()
        return try run.texts(
            "SELECT kind, resource_id, reason, monthly_cost, client FROM waste ORDER BY kind, resource_id")
    }

    @Test("volumes and addresses that nothing has are waste, with what they cost")
    func unattached() throws {
        let run = try MadeRun()
        try run.asked("digitalocean")
        try run.add(
            [
                ["id": "v1", "name": "lost", "droplet_ids": "[]", "tags": #"["acme"]"#],
                ["id": "v2", "droplet_ids": "[7]"], ["id": "v3", "droplet_ids": .null],
            ], to: "digitalocean_volume")
        try run.add(
            [["ip": "192.0.2.1"], ["ip": "192.0.2.2", "droplet_id": "7"]], to: "digitalocean_reserved_ip")
        try run.add(
            [["id": "rv", "server_ids": "[]"], ["id": "rw", "server_ids": #"["1"]"#]], to: "rackspace_volume")
        try run.add(
            [["position": 1, "client": "acme", "kind": "tag", "pattern": "acme", "share": 1]],
            to: InventoryTables.clientMatches)
        try run.bill(
            "digitalocean",
            [
                charge("2026-10", 9_000_000, "v1", service: "Volumes") {
                    $0.resourceType = "digitalocean_volume"
                    $0.tags = ["acme"]
                }
            ])
        #expect(
            try waste(run) == [
                ["address", "192.0.2.1", "assigned to no droplet", "-", "-"],
                ["volume", "rv", "attached to no server", "-", "-"],
                ["volume", "v1", "attached to no droplet", "9000000", "acme"],
            ])
    }

    @Test("old snapshots are waste, and those whose source is gone, each once")
    func snapshots() throws {
        let run = try MadeRun()
        try run.asked("digitalocean", tables: ["digitalocean_droplet", "digitalocean_volume"])
        let new = Value.integer(MadeRun.now - 86_400)
        try run.add(
            [
                ["id": "s1", "resource_type": "droplet", "resource_id": "1", "created_at": old],
                ["id": "s2", "resource_type": "droplet", "resource_id": "9", "created_at": new],
                ["id": "s3", "resource_type": "volume", "resource_id": "v", "created_at": old],
                ["id": "s4", "resource_type": "droplet", "resource_id": "1", "created_at": new],
            ], to: "digitalocean_snapshot")
        try run.add([["id": "1", "status": "active"]], to: "digitalocean_droplet")
        #expect(
            try waste(run).map { [$0[1], $0[2]] } == [
                ["s1", "made on 2026-06-01"], ["s2", "its droplet is gone"],
                ["s3", "made on 2026-06-01; its volume is gone"],
            ])
    }

    @Test("the bound of the policy counts for snapshots")
    func policy() throws {
        let run = try MadeRun()
        try run.asked("digitalocean")
        try run.add([["name": "snapshot_days", "value": "400"]], to: InventoryTables.policy)
        try run.add([["id": "s1", "created_at": old]], to: "digitalocean_snapshot")
        #expect(try waste(run).isEmpty)
    }

    @Test("what was not read is not gone: without the droplets no snapshot is without its source")
    func unread() throws {
        let run = try MadeRun()
        try run.asked("digitalocean", tables: ["digitalocean_volume"])
        try run.add(
            [
                [
                    "id": "s", "resource_type": "droplet", "resource_id": "1",
                    "created_at": .integer(MadeRun.now),
                ]
            ],
            to: "digitalocean_snapshot")
        try run.add([["id": "lb", "droplet_ids": "[]"]], to: "digitalocean_load_balancer")
        #expect(try waste(run).isEmpty)
    }

    @Test("servers that are off are waste")
    func stopped() throws {
        let run = try MadeRun()
        try run.asked("digitalocean")
        try run.asked("rackspace")
        try run.add(
            [["id": "1", "status": "off"], ["id": "2", "status": "active"]], to: "digitalocean_droplet")
        try run.add(
            [["id": "3", "status": "SHUTOFF"], ["id": "4", "status": "ACTIVE"]], to: "rackspace_server")
        #expect(try waste(run).map { $0[1] } == ["1", "3"])
    }

    @Test("a load balancer with nothing behind it, by id or tag, is waste")
    func loadBalancers() throws {
        let run = try MadeRun()
        try run.asked("digitalocean", tables: ["digitalocean_droplet"])
        try run.add([["id": "1", "status": "active", "tags": #"["web"]"#]], to: "digitalocean_droplet")
        try run.add(
            [
                ["id": "l1", "droplet_ids": "[]"], ["id": "l2", "droplet_ids": "[1]"],
                ["id": "l3", "droplet_ids": "[]", "tag": "web"],
                ["id": "l4", "droplet_ids": "[]", "tag": "none"],
                ["id": "l5", "droplet_ids": "[]", "target_load_balancer_ids": #"["l2"]"#],
            ], to: "digitalocean_load_balancer")
        for (id, nodes) in [("rl1", 0), ("rl2", 3)] as [(String, Int64)] {
            try run.add([["id": .text(id), "region": "DFW"]], to: "rackspace_load_balancer")
            try run.add(
                [["id": .text(id), "region": "DFW", "node_count": .integer(nodes)]],
                to: "rackspace_load_balancer_setting")
        }
        #expect(try waste(run).map { $0[1] } == ["l1", "l4", "rl1"])
    }

    @Test("a server whose processors and memory have nothing to do is idle, from the first run that saw it")
    func idle() throws {
        let first = try MadeRun(at: MadeRun.now - 7 * 86_400)
        try addServers(to: first)
        try first.keep()
        let second = try MadeRun(after: first)
        try addServers(to: second)
        #expect(
            try waste(second) == [
                ["idle", "1", "load 2 % of its processors, 25 % of its memory in use", "-", "-"]
            ])
        #expect(
            try second.texts("SELECT since FROM waste") == [["\(MadeRun.now - 7 * 86_400)"]])
    }

    @Test("what New Relic saw for a fortnight counts, and what it has seen for a week does not")
    func idleInMonitoring() throws {
        let run = try MadeRun()
        for (name, cpu, days) in [("idle", 2.0, 14), ("busy", 30.0, 14), ("new", 2.0, 7)] {
            try run.add(
                [
                    [
                        "asset": .text(name), "kind": "server", "provider": "rackspace", "account": "main",
                        "resource_type": "rackspace_server", "resource_id": .text(name),
                    ]
                ], to: AssetTables.assets)
            try run.add(
                [
                    [
                        "asset": .text(name), "table_name": "newrelic_host", "account": "main",
                        "id": .text("guid \(name)"),
                    ]
                ], to: AssetTables.assetNames)
            try run.add(
                [["guid": .text("guid \(name)"), "hostname": .text(name)]], to: "newrelic_host")
            try run.add(
                [
                    [
                        "hostname": .text(name), "average_cpu_percent": .real(cpu),
                        "average_memory_percent": .real(20),
                        "first_sample_at": .integer(MadeRun.now - Int64(days) * 86_400),
                    ]
                ], to: "newrelic_host_load")
        }
        #expect(
            try waste(run).map { $0[2] } == [
                "New Relic: processors busy 2 % of the time, 20 % of memory in use"
            ])
        #expect(try run.texts("SELECT since FROM waste") == [["\(MadeRun.now - 14 * 86_400)"]])
    }

    private func addServers(to run: MadeRun) throws {
        let servers = [("idle", "1", 0.08, 750), ("busy", "2", 1.5, 750), ("full", "3", 0.08, 100)]
        for (host, id, load, available) in servers {
            try run.add(
                [
                    [
                        "asset": .text(host), "kind": "server", "host": .text(host),
                        "provider": "digitalocean",
                        "account": "main", "resource_type": "digitalocean_droplet", "resource_id": .text(id),
                    ]
                ], to: AssetTables.assets)
            try run.add([["period": "15m", "average": .real(load)]], to: "load_average", of: host)
            try run.add([["logical_processors": 4]], to: "cpu_info", of: host)
            try run.add(
                [["memory_total": 1_000, "memory_available": .integer(Int64(available))]], to: "memory_info",
                of: host)
            try run.add([["total_seconds": 90_000]], to: "uptime", of: host)
        }
    }

    @Test("a review app without a release for a fortnight is waste with all that it has")
    func reviewApps() throws {
        let run = try MadeRun()
        try run.asked("heroku")
        let new = Value.integer(MadeRun.now - 86_400)
        try run.add(
            [
                ["id": "a1", "name": "pr-1", "created_at": old, "released_at": old],
                ["id": "a2", "name": "pr-2", "created_at": old, "released_at": new],
                ["id": "a3", "name": "web", "created_at": old, "released_at": old],
            ], to: "heroku_app")
        try run.add(
            [
                ["app_id": "a1", "stage": "review"], ["app_id": "a2", "stage": "review"],
                ["app_id": "a3", "stage": "production"],
            ],
            to: "heroku_pipeline_coupling")
        try run.add(Prices.rows(overrides: []), to: InventoryTables.prices)
        try run.add(
            [["app_id": "a1", "app_name": "pr-1", "type": "web", "quantity": 1, "size": "basic"]],
            to: "heroku_formation")
        try run.add(
            [
                [
                    "id": "d1", "app_id": "a1", "plan_name": "db:x", "billed_price": 5_000_000,
                    "created_at": old,
                ]
            ],
            to: "heroku_addon")
        try run.add(
            [["currency": "USD", "base": "EUR", "rate": .real(0.5), "day": "2026-11-01", "source": "bank"]],
            to: InventoryTables.rates)
        #expect(
            try waste(run) == [
                ["review_app", "a1", "a review app, last released on 2026-06-01", "6000000", "-"]
            ])
    }

    @Test("a paid add-on whose apps all have no dynos is waste")
    func addOns() throws {
        let run = try MadeRun()
        try run.asked("heroku", tables: ["heroku_formation", "heroku_addon_attachment"])
        let addOn = { (id: String, app: String, price: Int64) -> [String: Value] in
            [
                "id": .text(id), "app_id": .text(app), "app_name": .text(app), "plan_name": "db:x",
                "billed_price": .integer(price),
            ]
        }
        try run.add(
            [
                addOn("d1", "asleep", 5), addOn("d2", "awake", 5), addOn("d3", "asleep", 0),
                addOn("d4", "asleep", 5),
            ], to: "heroku_addon")
        try run.add(
            [
                ["app_id": "awake", "type": "web", "quantity": 1, "size": "eco"],
                ["app_id": "asleep", "type": "web", "quantity": 0, "size": "eco"],
            ], to: "heroku_formation")
        try run.add([["addon_id": "d4", "app_id": "awake"]], to: "heroku_addon_attachment")
        #expect(try waste(run).map { [$0[1], $0[2]] } == [["d1", "paid, and asleep has no dynos"]])
    }
}
