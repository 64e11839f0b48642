import Model
import Store
import Testing

@testable import Costs

@Suite struct EstimateTests {
    private func charges(_ run: MadeRun) throws -> [[String]] {
        try run.keep()
        return try run.texts(
            """
            SELECT month, service_name, COALESCE(resource_id, sku_id), sku_id, billed_cost, x_cost_source FROM charges
            ORDER BY month, service_name, resource_id, sku_id
            """)
    }

    private let droplet: [String: Value] = [
        "id": "7", "name": "web-1", "status": "active", "created_at": 0, "size_slug": "s-1",
        "price_monthly": 6_000_000, "price_hourly": 8_930, "features": #"["backups"]"#, "tags": #"["acme"]"#,
    ]

    @Test("a droplet costs by the hour and no more than its month, with a fifth for weekly backups")
    func droplets() throws {
        let run = try MadeRun()
        try run.asked("digitalocean", tables: ["digitalocean_droplet"])
        try run.add(Prices.rows(overrides: []), to: InventoryTables.prices)
        try run.add([droplet], to: "digitalocean_droplet")
        #expect(
            try charges(run) == [
                ["2026-10", "Backups", "7", "droplet-backup-weekly", "1200000", "estimated"],
                ["2026-10", "Droplets", "7", "s-1", "6000000", "estimated"],
                ["2026-11", "Backups", "7", "droplet-backup-weekly", "664392", "estimated"],
                ["2026-11", "Droplets", "7", "s-1", "3321960", "estimated"],
            ])
    }

    @Test("what was made within a month is charged from then on, and not before")
    func created() throws {
        let run = try MadeRun()
        try run.asked("digitalocean", tables: ["digitalocean_droplet"])
        var late = droplet
        late["created_at"] = .integer(seconds("2026-11-16T02:00:00Z"))
        late["features"] = .null
        try run.add([late], to: "digitalocean_droplet")
        #expect(try charges(run) == [["2026-11", "Droplets", "7", "s-1", "89300", "estimated"]])
    }

    @Test("volumes and snapshots cost by their size")
    func storage() throws {
        let run = try MadeRun(at: seconds("2026-11-30T00:00:00Z"))
        try run.asked("digitalocean", tables: ["digitalocean_volume", "digitalocean_snapshot"])
        try run.add(Prices.rows(overrides: []), to: InventoryTables.prices)
        let now = Value.integer(seconds("2026-11-01T00:00:00Z"))
        try run.add(
            [["id": "v", "name": "data", "size_gigabytes": 100, "created_at": now]], to: "digitalocean_volume"
        )
        try run.add(
            [["id": "s", "name": "old", "size_gigabytes": .real(2.34), "created_at": now]],
            to: "digitalocean_snapshot")
        #expect(
            try charges(run) == [
                ["2026-11", "Snapshots", "s", "snapshot", "140400", "estimated"],
                ["2026-11", "Volumes", "v", "volume", "10000000", "estimated"],
            ])
    }

    @Test("a month that is billed is not estimated")
    func billed() throws {
        let run = try MadeRun()
        try run.asked("digitalocean", tables: ["digitalocean_droplet"])
        try run.add([droplet], to: "digitalocean_droplet")
        try run.bill("digitalocean", [charge("2026-10", 5), charge("2026-11", 2, source: .preview)])
        #expect(try charges(run).map { $0[5] } == ["invoiced", "preview"])
    }

    @Test("dynos cost by their size and number, in shield spaces more, and Eco dynos once an account")
    func dynos() throws {
        let run = try MadeRun(at: seconds("2026-12-01T00:00:00Z"))
        try run.asked("heroku", tables: ["heroku_formation"])
        try run.add(Prices.rows(overrides: []), to: InventoryTables.prices)
        let made = Value.integer(seconds("2026-11-16T00:00:00Z"))
        try run.add(
            [
                ["id": "a1", "name": "web", "created_at": 0],
                ["id": "a2", "name": "safe", "space_shield": 1, "created_at": made],
                ["id": "a3", "name": "toy", "created_at": made],
            ], to: "heroku_app")
        try run.add(
            [
                ["app_id": "a1", "app_name": "web", "type": "web", "quantity": 2, "size": "Standard-1X"],
                ["app_id": "a2", "app_name": "safe", "type": "web", "quantity": 1, "size": "Private-M"],
                ["app_id": "a3", "app_name": "toy", "type": "web", "quantity": 1, "size": "Eco"],
                ["app_id": "a1", "app_name": "web", "type": "worker", "quantity": 0, "size": "Standard-2X"],
            ], to: "heroku_formation")
        #expect(
            try charges(run).filter { $0[0] == "2026-11" } == [
                ["2026-11", "Dynos", "eco-pool", "eco-pool", "5000000", "estimated"],
                ["2026-11", "Dynos", "a1", "standard-1x", "50000000", "estimated"],
                ["2026-11", "Dynos", "a2", "shield-m", "270000000", "estimated"],
                ["2026-11", "Dynos", "a3", "eco", "0", "estimated"],
            ])
    }

    @Test(
        "an add-on costs what it is billed, by a contract what the inventory says, and metered it has no line"
    )
    func addOns() throws {
        let run = try MadeRun(at: seconds("2026-12-01T00:00:00Z"))
        try run.asked("heroku", tables: ["heroku_addon"])
        let contract = Price(
            provider: "heroku", sku: "big:contract", micros: 9, currency: "EUR", unit: "month",
            day: "2026-01-01", source: "contract")
        try run.add(Prices.rows(overrides: [contract]), to: InventoryTables.prices)
        let made = Value.integer(seconds("2026-11-01T00:00:00Z"))
        let addOn = { (id: String, plan: String, billed: Value, listed: Value) -> [String: Value] in
            [
                "id": .text(id), "plan_name": .text(plan), "billed_price": billed, "plan_price": listed,
                "addon_service": "heroku-postgresql", "created_at": made,
            ]
        }
        var metered = addOn("d4", "metered:x", 5, 5)
        metered["is_metered"] = 1
        try run.add(
            [
                addOn("d1", "old:price", 7, 9), addOn("d2", "plan:only", .null, 9),
                addOn("d3", "big:contract", .null, .null), metered, addOn("d5", "un:known", .null, .null),
            ], to: "heroku_addon")
        #expect(
            try charges(run).filter { $0[0] == "2026-11" }.map { [$0[2], $0[4]] } == [
                ["d1", "7"], ["d2", "9"], ["d3", "9"],
            ])
    }

    @Test("a plan of the inventory is a line a month, and what has no price has none")
    func declared() throws {
        let run = try MadeRun()
        for provider in ["papertrail", "sentry", "newrelic"] { try run.asked(provider) }
        try run.add(
            Prices.rows(overrides: [
                Price(
                    provider: "papertrail", sku: "plan", account: "main", micros: 45, currency: "EUR",
                    unit: "month", day: "2026-10-01", source: "invoice"),
                Price(
                    provider: "newrelic", sku: "data", micros: 300_000, currency: "EUR", unit: "gb",
                    day: "2026-10-01", source: "contract"),
            ]), to: InventoryTables.prices)
        let month: Value = "month to date"
        try run.add(
            [
                [
                    "metric": "GigabytesIngested", "period": month, "quantity": .real(90),
                    "billable": .real(12.5),
                ],
                ["metric": "GigabytesIngested", "period": "30 days", "billable": .real(1_000)],
                ["metric": "CoreUsers", "period": month, "billable": .real(3)],
            ], to: "newrelic_consumption")
        #expect(
            try charges(run) == [
                ["2026-10", "Papertrail", "plan", "plan", "45", "declared"],
                ["2026-11", "Data ingest", "data", "data", "3750000", "declared"],
                ["2026-11", "Papertrail", "plan", "plan", "45", "declared"],
            ])
    }

    @Test("what was reckoned of months past, and of what is gone since, stays in the runs after")
    func kept() throws {
        let first = try MadeRun(at: seconds("2026-09-20T00:00:00Z"))
        try first.asked("digitalocean", tables: ["digitalocean_droplet"])
        try first.add([droplet], to: "digitalocean_droplet")
        try first.keep()
        let second = try MadeRun(at: seconds("2026-11-10T00:00:00Z"), after: first)
        try second.asked("digitalocean", tables: ["digitalocean_droplet"])
        #expect(try charges(second).map { $0[0] } == ["2026-08", "2026-09"])
    }

    @Test("reckoning anew changes nothing")
    func again() throws {
        let run = try MadeRun()
        try run.asked("digitalocean", tables: ["digitalocean_droplet"])
        try run.add([droplet], to: "digitalocean_droplet")
        let tables = ["charges", "costs", "cost_forecasts", "cost_changes", "waste", "notes", "metrics"]
        try run.keep()
        let once = try tables.map { try run.texts("SELECT * FROM \($0)") }
        try run.keep()
        #expect(try tables.map { try run.texts("SELECT * FROM \($0)") } == once)
        #expect(once[0].count == 2)
    }

    @Test("a price of the inventory stands in ours' place, one for an account beside it")
    func overrides() {
        let price = { (account: String?) in
            Price(
                provider: "digitalocean", sku: "volume", account: account, micros: 1, currency: "USD",
                unit: "gib-month", day: "2026-10-01", source: "contract")
        }
        #expect(Prices.rows(overrides: []).count == Prices.builtIn.count)
        #expect(Prices.rows(overrides: [price(nil)]).count == Prices.builtIn.count)
        #expect(Prices.rows(overrides: [price("main")]).count == Prices.builtIn.count + 1)
        let book = PriceBook([price("main")] + Prices.builtIn)
        #expect(book.price("volume", of: AccountName("digitalocean", "main"))?.micros == 1)
        #expect(book.price("volume", of: AccountName("digitalocean", "other"))?.micros == 100_000)
    }
}
