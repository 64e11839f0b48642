import Model
import Store
import TestSupport

@testable import Costs

/// A run that is being written, with the tables that costs are made of; 2026-11-16 at noon, half of a month
/// of 30 days and 12 hours more.
struct MadeRun {
    static let now = Moment("2026-11-16T12:00:00Z")?.seconds ?? 0
    let file: RunFile
    let previous: String?
    private let scratch: Scratch

    /// `previous` is a run that was kept before, in the file that its `publish` gave.
    init(at now: Int64 = now, after previous: MadeRun? = nil, currency: String = "EUR") throws {
        scratch = try previous?.scratch ?? Scratch()
        self.previous = try previous.map { try $0.published() }
        file = try RunFile(
            in: RunFolder(scratch.path("runs")), startedAt: now, schema: Self.schema)
        try add(
            [["id": .text(file.id), "started_at": .integer(now), "currency": .text(currency)]],
            to: RunTables.run)
    }

    private func published() throws -> String {
        try file.publish()
        return scratch.path("runs/\(file.id).sqlite")
    }

    /// Adds rows by the names of their columns; what is not named is null.
    func add(_ rows: [[String: Value]], to table: Table) throws {
        try file.insert(
            rows.map { row in Row(table.columns.map { row[$0.name] ?? .null }) }, into: table)
    }

    /// Adds whole rows.
    func add(_ rows: [Row], to table: Table) throws { try file.insert(rows, into: table) }

    /// Adds rows of a provider's table or a fact's, of the account or host `of`.
    func add(_ rows: [[String: Value]], to name: String, of owner: String = "main") throws {
        if let table = Self.facts.first(where: { $0.name == name }) {
            try add(
                rows.map { $0.merging(["host": .text(owner)]) { a, _ in a } }, to: Schema.withHost(table))
        } else if let table = Self.providers.first(where: { $0.name == name }) {
            try add(
                rows.map { $0.merging(["account": .text(owner)]) { a, _ in a } },
                to: Schema.withAccount(table))
        } else {
            throw Problem("no table \(name)")
        }
    }

    /// An account that was asked, with the tables that were read whole.
    func asked(
        _ provider: String, _ account: String = "main", status: String = "complete", reason: String? = nil,
        tables: [String] = []
    ) throws {
        try add(
            [
                [
                    "provider": .text(provider), "account": .text(account), "status": .text(status),
                    "reason": .optional(reason),
                ]
            ], to: AccountTables.accounts)
        try add(
            tables.map {
                [
                    "provider": .text(provider), "account": .text(account), "endpoint": .text("/\($0)"),
                    "table_name": .text($0), "status": "complete",
                ]
            }, to: AccountTables.accountOutcomes)
    }

    /// Lines of bills, as the provider tells them.
    func bill(_ provider: String, _ charges: [Charge], account: String = "main") throws {
        try file.keep(
            charges, of: Account(provider: provider, name: account),
            title: Estimates.titles[provider] ?? provider)
    }

    func reader() throws -> Reader {
        try Reader(
            run: file.path, previous: previous, schema: Self.schema,
            limits: Reader.Limits(seconds: 60, rows: 1_000_000))
    }

    /// Makes the costs.
    func keep() throws { try Costs.keep(in: file, try reader()) }

    /// The rows of a query as texts, null as `-`.
    func texts(_ sql: String) throws -> [[String]] {
        try reader().rows(sql).map { $0.values.map { $0.text ?? "-" } }
    }

    static let schema = Schema(facts: facts, providers: providers)

    private static let facts = [
        table("load_average", "period", "average:r"), table("cpu_info", "logical_processors:i"),
        table("memory_info", "memory_total:i", "memory_available:i"), table("uptime", "total_seconds:i"),
    ]

    private static let providers = [
        table(
            "digitalocean_droplet", "id", "name", "status", "created_at:i", "region_slug", "size_slug",
            "price_monthly:i", "price_hourly:i", "features", "tags"),
        table("digitalocean_droplet_backup_policy", "droplet_id", "plan"),
        table("digitalocean_project", "id", "name"),
        table("digitalocean_project_resource", "project_id", "urn"),
        table(
            "digitalocean_volume", "id", "name", "size_gigabytes:i", "droplet_ids", "region_slug",
            "created_at:i", "tags"),
        table(
            "digitalocean_snapshot", "id", "name", "resource_id", "resource_type", "created_at:i",
            "size_gigabytes:r", "tags"),
        table("digitalocean_reserved_ip", "ip", "droplet_id"),
        table(
            "digitalocean_load_balancer", "id", "name", "droplet_ids", "target_load_balancer_ids", "tag"),
        table(
            "heroku_app", "id", "name", "team_name", "region", "space_shield:i", "created_at:i",
            "released_at:i"),
        table("heroku_dyno_size", "name", "price_monthly:i"),
        table("heroku_formation", "app_id", "app_name", "type", "quantity:i", "size"),
        table(
            "heroku_addon", "id", "name", "app_id", "app_name", "addon_service", "addon_service_name",
            "plan_name", "billed_price:i", "plan_price:i", "is_metered:i", "created_at:i"),
        table("heroku_addon_attachment", "addon_id", "app_id"),
        table("heroku_pipeline_coupling", "app_id", "stage"),
        table("rackspace_server", "id", "name", "region", "status", "flavor_id", "created_at:i"),
        table("rackspace_volume", "id", "name", "server_ids"),
        table("rackspace_snapshot", "id", "name", "volume_id", "created_at:i"),
        table("rackspace_load_balancer", "id", "name", "region"),
        table("rackspace_load_balancer_setting", "id", "region", "node_count:i"),
        table("newrelic_consumption", "metric", "period", "quantity:r", "billable:r"),
        table("newrelic_host", "guid", "hostname", "full_hostname"),
        table(
            "newrelic_host_load", "hostname", "average_cpu_percent:r", "average_memory_percent:r",
            "first_sample_at:i"),
        table("exchange_rate", "currency", "base", "rate:r", "rate_text", "day", "source"),
    ]

    private static func table(_ name: String, _ columns: String...) -> Table {
        Table(
            name, "Made up.",
            columns.map { column in
                if column.hasSuffix(":i") { return .integer(String(column.dropLast(2)), "") }
                if column.hasSuffix(":r") { return .real(String(column.dropLast(2)), "") }
                return .text(column, "")
            })
    }
}

/// A line of a bill for a whole month, of a resource unless none is given.
func charge(
    _ month: String, _ cost: Int64?, _ resource: String? = "r1", service: String = "Droplets",
    sku: String? = nil, source: Charge.Source = .invoiced, currency: String = "EUR", line: String? = nil,
    _ change: (inout Charge) -> Void = { _ in }
) -> Charge {
    var charge = Charge(
        source, line: line ?? "\(service)/\(resource ?? "none")/\(sku ?? "")", month: month, cost: cost,
        currency,
        service: .virtualMachines, name: service)
    charge.resourceID = resource
    charge.resourceType = resource == nil ? nil : "digitalocean_droplet"
    charge.resourceName = resource.map { "name of \($0)" }
    charge.skuID = sku
    change(&charge)
    return charge
}

/// The same as a line, for what needs no run.
func line(
    _ month: String, _ cost: Int64?, _ resource: String? = "r1", provider: String = "digitalocean",
    account: String = "main", service: String = "Droplets", _ change: (inout Line) -> Void = { _ in }
) -> Line {
    var line = Line()
    line.id = "\(provider)/\(account)/\(month)/\(service)/\(resource ?? "")"
    line.provider = provider
    line.account = account
    line.month = month
    line.service = service
    line.resource = resource.map {
        Resource(provider: provider, account: account, type: "digitalocean_droplet", id: $0)
    }
    line.resourceName = resource
    line.cost = cost
    line.currency = "EUR"
    let bounds = Moment.bounds(ofMonth: month)
    line.start = bounds?.start
    line.end = bounds?.end
    change(&line)
    return line
}

/// Rules in the order of a list.
func rules(_ matches: (String, Client.Match.Kind, String, Double)...) -> Rules {
    Rules(matches.map { ($0.0, Client.Match($0.1, $0.2, share: $0.3)) })
}

let euro: Int64 = 1_000_000

/// Seconds since 1970 of a moment of a test.
func seconds(_ text: String) -> Int64 { Moment(text)?.seconds ?? 0 }
