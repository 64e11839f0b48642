import Model
import Store

/// What the made-up agency pays, for whom, and which promises are kept: a little of each kind, so that every page has all that it
/// can show.
enum AgencyCosts {
    /// Adds it to a run that starts at `start`.
    static func keep(in file: RunFile, at start: Int64) throws {
        for (table, columns, rows) in tables(at: start) {
            try file.insert(
                rows.map { row in
                    let cells = Dictionary(zip(columns, row)) { first, _ in first }
                    return Row(table.columns.map { cells[$0.name] ?? .null })
                }, into: table)
        }
    }

    private typealias Part = (table: Table, columns: [String], rows: [[Value]])

    private static func tables(at start: Int64) -> [Part] {
        inventory + accounts(at: start) + [costs, changes, forecasts, waste(at: start), invoices] + coverage
    }

    private static let inventory: [Part] = [
        (
            InventoryTables.clients,
            [
                "client", "title", "owner", "budget", "budget_currency", "hosting_fee",
                "hosting_fee_currency", "window",
            ],
            [
                ["acme", "Acme SAS", "lea", 150_000_000, "EUR", 300_000_000, "EUR", "Tue 22:00-24:00"],
                ["petit", "Petit & Fils <SARL>", "sam", .null, .null, .null, .null, .null],
            ]
        )
    ]

    private static func accounts(at start: Int64) -> [Part] {
        [
            (
                AccountTables.accounts,
                [
                    "provider", "account", "status", "reason", "remedy", "started_at", "finished_at",
                    "requests", "last_read_at",
                ],
                [
                    [
                        "digitalocean", "main", "complete", .null, .null, .integer(start),
                        .integer(start + 20), 61, .integer(start + 20),
                    ],
                    [
                        "heroku", "agency", "partial",
                        "1 of 40 endpoints not read whole: 403: no permission for /account/invoices",
                        "Give the token `global`.", .integer(start), .integer(start + 9), 88,
                        .integer(start + 9),
                    ],
                ]
            ),
            (
                AccountTables.accountOutcomes,
                [
                    "provider", "account", "endpoint", "table_name", "status", "reason", "remedy",
                    "row_count", "requests", "collected_at",
                ],
                [
                    [
                        "digitalocean", "main", "/v2/droplets", "digitalocean_droplet", "complete", .null,
                        .null, 2, 1, .integer(start),
                    ],
                    [
                        "heroku", "agency", "/account/invoices", "charges", "unknown",
                        "403: no permission for /account/invoices",
                        "Give the token `global`.", 0, 1, .integer(start),
                    ],
                ]
            ),
        ]
    }

    private static let lines:
        [(month: String, provider: String, service: String, resource: String, client: Value, cost: Int64)] = [
            ("2026-09", "digitalocean", "Droplets", "web-1", "acme", 48_000_000),
            ("2026-10", "digitalocean", "Droplets", "web-1", "acme", 48_000_000),
            ("2026-10", "digitalocean", "Managed Databases", "db-1", "acme", 120_000_000),
            ("2026-10", "digitalocean", "Droplets", "old-1", "petit", 12_345_678),
            ("2026-10", "heroku", "Dynos", "petit-crm", "petit", 25_000_000),
            ("2026-10", "digitalocean", "Volumes", "forgotten", .null, 10_000_000),
            ("2026-11", "digitalocean", "Droplets", "web-1", "acme", 40_000_000),
            ("2026-11", "heroku", "Dynos", "petit-crm", "petit", 20_000_000),
        ]

    private static let costs: Part = (
        AssetTables.costs,
        [
            "month", "provider", "account", "x_line_id", "source", "category", "service", "service_category",
            "resource_id",
            "resource_name", "asset", "client", "rule", "share", "cost", "currency", "report_cost",
            "report_currency", "rate",
            "rate_day", "rate_source",
        ],
        lines.enumerated().map { index, line in
            [
                .text(line.month), .text(line.provider), line.provider == "heroku" ? "agency" : "main",
                .text("line-\(index)"),
                line.month == "2026-11" ? "preview" : "invoiced", "Usage", .text(line.service), "Compute",
                .text("id-\(line.resource)"), .text(line.resource), .text(line.resource), line.client, "tag",
                1,
                .integer(line.cost), "USD", .integer(line.cost / 10 * 9), "EUR", .real(0.9), "2026-11-20",
                "ECB",
            ] as [Value]
        }
    )

    private static let changes: Part = (
        AssetTables.costChanges,
        [
            "month", "scope", "name", "position", "kind", "service", "resource", "client", "resources", "day",
            "before", "after", "change",
        ],
        [("all", ""), ("client", "acme"), ("provider", "digitalocean")].flatMap { scope, name in
            [
                [
                    "2026-10", .text(scope), .text(name), 1, "resized", "Managed Databases", "db-1", "acme",
                    1, "2026-10-12",
                    "db-s-1vcpu-1gb", "db-s-2vcpu-4gb", 60_000_000,
                ],
                [
                    "2026-10", .text(scope), .text(name), 2, "added", "Snapshots", .null, "acme", 2, .null,
                    .null, .null, 9_000_000,
                ],
                [
                    "2026-10", .text(scope), .text(name), 3, "price", "Droplets", "web-1", "acme", 1, .null,
                    .null, .null, -1_500_000,
                ],
            ] as [[Value]]
        }
    )

    private static let forecasts: Part = (
        AssetTables.costForecasts,
        ["month", "scope", "name", "to_date", "forecast", "before", "budget", "method"],
        [
            ["2026-11", "all", "", 54_000_000, 210_000_000, 193_811_109, .null, "straight-line"],
            ["2026-11", "client", "acme", 36_000_000, 172_500_000, 151_200_000, 150_000_000, "recurring"],
            ["2026-11", "client", "petit", 18_000_000, 37_500_000, 33_611_109, .null, "straight-line"],
        ]
    )

    private static func waste(at start: Int64) -> Part {
        (
            AssetTables.waste,
            [
                "kind", "provider", "account", "resource_type", "resource_id", "name", "client", "reason",
                "since", "monthly_cost", "cost_source",
            ],
            [
                [
                    "volume", "digitalocean", "main", "digitalocean_volume", "id-forgotten", "forgotten",
                    .null,
                    "attached to no droplet", .integer(start - 90 * 86_400), 9_000_000, "invoiced",
                ],
                [
                    "snapshot", "digitalocean", "main", "digitalocean_snapshot", "id-old", "before-upgrade",
                    "acme",
                    "410 days old", .integer(start - 410 * 86_400), .null, .null,
                ],
            ]
        )
    }

    private static let invoices: Part = (
        AccountTables.invoices,
        ["provider", "account", "invoice_id", "month", "total", "currency", "state", "has_lines"],
        [
            ["digitalocean", "main", "inv-10", "2026-10", 190_345_678, "USD", "issued", 1],
            ["heroku", "agency", "h-10", "2026-10", 25_000_000, "USD", "paid", 0],
        ]
    )

    private static let coverage: [Part] = [
        (
            AssetTables.assets,
            [
                "asset", "kind", "host", "provider", "account", "client", "owner", "environment", "region",
                "size", "tags", "is_declared",
            ],
            [
                [
                    "web-1", "server", "web-1", "digitalocean", "main", "acme", "lea", "production", "ams3",
                    "s-2vcpu-4gb", "[]", 1,
                ],
                [
                    "old-1", "server", "old-1", "digitalocean", "main", "petit", .null, .null, "ams3",
                    "s-1vcpu-1gb", "[]", 1,
                ],
                [
                    "petit-crm", "app", .null, "heroku", "agency", "petit", .null, "production", "eu",
                    "1 Standard-1X", "[]", 0,
                ],
            ]
        ),
        (
            AssetTables.assetCoverage, ["asset", "promise", "state", "reason", "evidence"],
            [
                ["web-1", "declared", "kept", .null, "inventory/hosts.yml:4"],
                ["web-1", "monitored", "hole", "nothing in monitoring is it", .null],
                ["web-1", "logged", "unknown", "papertrail main: 401", .null],
                ["old-1", "owned", "hole", "no owner, environment", .null],
                ["petit-crm", "declared", "hole", "heroku lists it, and the inventory does not", .null],
                ["petit-crm", "probed", "excused", "internal only", .null],
            ]
        ),
    ]
}
