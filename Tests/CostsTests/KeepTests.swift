import Model
import Store
import Testing

@testable import Costs

@Suite struct KeepTests {
    @Test("two currencies are never added: what has no rate is in no total, and that is said")
    func currencies() throws {
        let run = try MadeRun()
        try run.asked("digitalocean")
        try run.asked("heroku")
        try run.bill("digitalocean", [charge("2026-11", 3 * euro, source: .preview)])
        try run.bill("heroku", [charge("2026-11", 7 * euro, source: .preview, currency: "USD")])
        try run.keep()
        #expect(
            try run.texts("SELECT SUM(report_cost), COUNT(report_cost), COUNT(*) FROM costs") == [
                ["\(3 * euro)", "1", "2"]
            ])
        #expect(
            try run.texts("SELECT to_date FROM cost_forecasts WHERE scope = 'all'") == [["\(3 * euro)"]])
        #expect(
            try run.texts("SELECT what FROM notes WHERE what LIKE '%USD%'") == [
                ["Costs in USD are in no total: USD 7.00 of 2026-11, and no rate to EUR"]
            ])
    }

    @Test(
        "a total is converted with the bank's last rate before the run, whose day and source stand beside it")
    func converted() throws {
        let run = try MadeRun()
        try run.bill("heroku", [charge("2026-11", 7 * euro, source: .preview, currency: "USD")])
        try run.add(
            [
                ["currency": "USD", "base": "EUR", "rate": .real(1.4), "day": "2026-11-13"],
                ["currency": "USD", "base": "EUR", "rate": .real(9), "day": "2026-11-17"],
            ], to: "exchange_rate")
        try run.keep()
        #expect(
            try run.texts(
                "SELECT cost, currency, report_cost, report_currency, rate_day, rate_source FROM costs") == [
                    ["\(7 * euro)", "USD", "\(5 * euro)", "EUR", "2026-11-13", "European Central Bank"]
                ])
    }

    @Test("a provider that could not be read leaves a total that says so")
    func missing() throws {
        let run = try MadeRun()
        try run.asked("digitalocean")
        try run.asked("rackspace", status: "unreachable", reason: "no answer in 30 s")
        try run.asked("ecb")
        try run.bill("digitalocean", [charge("2026-10", 1), charge("2026-11", 1, source: .preview)])
        try run.keep()
        #expect(
            try run.texts("SELECT what FROM notes") == [
                ["Costs of 2026-10 and 2026-11 are without rackspace/main: no answer in 30 s"]
            ])
    }

    @Test("a total that a provider bills is parted among its apps by their prices, and adds up to itself")
    func totals() throws {
        let run = try MadeRun(at: seconds("2026-12-05T00:00:00Z"))
        try run.asked("heroku")
        try run.add(Prices.rows(overrides: []), to: InventoryTables.prices)
        for app in ["acme-web", "beta-web"] {
            try run.add([["id": .text(app), "name": .text(app), "created_at": 0]], to: "heroku_app")
            try run.add(
                [
                    [
                        "app_id": .text(app), "app_name": .text(app), "type": "web", "quantity": 1,
                        "size": "standard-1x",
                    ]
                ],
                to: "heroku_formation")
        }
        try run.add(
            [
                ["position": 1, "client": "acme", "kind": "app", "pattern": "acme-*", "share": 1],
                ["position": 2, "client": "beta", "kind": "app", "pattern": "beta-*", "share": 1],
            ], to: InventoryTables.clientMatches)
        try run.bill(
            "heroku",
            [
                charge("2026-11", 60 * euro, nil, service: "Dynos", currency: "USD"),
                charge("2026-10", 33 * euro, nil, service: "Dynos", currency: "USD"),
            ])
        try run.keep()
        #expect(
            try run.texts(
                "SELECT client, resource_id, cost, source, rule, ROUND(share, 4) FROM costs WHERE month = '2026-11' ORDER BY client NULLS LAST"
            ) == [
                ["acme", "acme-web", "\(25 * euro)", "invoiced", "app", "0.4167"],
                ["beta", "beta-web", "\(25 * euro)", "invoiced", "app", "0.4167"],
                ["-", "-", "\(10 * euro)", "invoiced", "none", "0.1667"],
            ])
        // Nobody can list any more what ran then: the prices of the first month that can be reckoned part it.
        #expect(
            try run.texts("SELECT client, cost FROM costs WHERE month = '2026-10' ORDER BY client") == [
                ["acme", "\(33 * euro / 2)"], ["beta", "\(33 * euro / 2)"],
            ])

        let later = try MadeRun(at: seconds("2027-02-05T00:00:00Z"), after: run)
        try later.asked("heroku")
        try later.bill("heroku", [charge("2026-11", 60 * euro, nil, service: "Dynos", currency: "USD")])
        try later.keep()
        #expect(
            try later.texts(
                "SELECT resource_id, cost FROM costs WHERE month = '2026-11' ORDER BY resource_id NULLS LAST")
                == [
                    ["acme-web", "\(25 * euro)"], ["beta-web", "\(25 * euro)"], ["-", "\(10 * euro)"],
                ])
    }

    @Test(
        "an open month is held against the one before as it will be at its end, and the reasons add up to that"
    )
    func openMonth() throws {
        let run = try MadeRun(at: seconds("2026-11-16T00:00:00Z"))
        try run.bill(
            "rackspace",
            [
                charge("2026-10", 100), charge("2026-10", 50, "r2"),
                charge("2026-11", 90, source: .preview) {
                    $0.periodEnd = "2026-11-16T00:00:00Z"
                    $0.frequency = .usageBased
                },
                charge("2026-11", 50, "r2", source: .preview),
            ])
        try run.keep()
        #expect(
            try run.texts("SELECT forecast - before FROM cost_forecasts WHERE scope = 'all'") == [["80"]])
        #expect(
            try run.texts("SELECT resource, change FROM cost_changes WHERE scope = 'all'") == [
                ["name of r1", "80"]
            ])
    }

    @Test("a later run finds what this one noted, and forecasts from it")
    func sameDay() throws {
        let usage = { (charge: inout Charge) in
            charge.frequency = .usageBased
            charge.periodEnd = "2026-10-16T00:00:00Z"
        }
        let first = try MadeRun(at: seconds("2026-10-16T00:00:00Z"))
        try first.bill("rackspace", [charge("2026-10", 40, source: .preview, usage)])
        try first.keep()
        let second = try MadeRun(at: seconds("2026-11-16T00:00:00Z"), after: first)
        try second.bill(
            "rackspace",
            [
                charge("2026-10", 100),
                charge("2026-11", 60, source: .preview) {
                    usage(&$0)
                    $0.periodEnd = "2026-11-16T00:00:00Z"
                },
            ])
        try second.keep()
        #expect(
            try second.texts("SELECT forecast, method FROM cost_forecasts WHERE scope = 'all'") == [
                ["120", "same-day"]
            ])
        #expect(
            try second.texts("SELECT SUM(change) FROM cost_changes WHERE scope = 'all' AND month = '2026-11'")
                == [["20"]])
    }

    @Test("a volume's cost is its server's asset's")
    func assets() throws {
        let run = try MadeRun()
        try run.asked("digitalocean")
        try run.add(
            [
                [
                    "asset": "web-1", "kind": "server", "host": "web-1", "client": "acme",
                    "environment": "production", "provider": "digitalocean", "account": "main",
                    "resource_type": "digitalocean_droplet", "resource_id": "7",
                ]
            ], to: AssetTables.assets)
        try run.add([["id": "v1", "droplet_ids": "[7]"]], to: "digitalocean_volume")
        try run.bill(
            "digitalocean",
            [charge("2026-10", 9, "v1") { $0.resourceType = "digitalocean_volume" }])
        try run.keep()
        #expect(
            try run.texts("SELECT asset, client, environment, rule FROM costs") == [
                ["web-1", "acme", "production", "host"]
            ])
    }
}
