import Model

/// What is used of what is paid for, and what limits there are.
///
/// No money is in any answer: prices are the inventory's. The figures are New Relic's approximations, some hours late, and are in the
/// account that pays, so that other accounts have none. Gigabytes are decimal, and those of a month begin with the calendar's.
enum NewRelicUsage {
    static let endpoints: [Endpoint] = [consumption, limits].map { $0.with { $0.isOptional = true } }

    private struct Question {
        /// What its answer is called.
        let name: String
        /// What it counts, and over which time.
        let metric: String
        let period: String
        let nrql: String
    }

    private static let questions: [Question] = [
        Question(
            name: "ingest", metric: "GigabytesIngested", period: month,
            nrql: "FROM NrMTDConsumption SELECT latest(GigabytesIngested) AS quantity, "
                + "latest(GigabytesIngestedBillable) AS billable "
                + "WHERE productLine = 'DataPlatform' SINCE 1 day ago"
        ),
        Question(
            name: "fullUsers", metric: "FullPlatformUsers", period: month,
            nrql: "FROM NrMTDConsumption SELECT latest(FullPlatformUsersBillable) AS billable SINCE 1 day ago"
        ),
        Question(
            name: "coreUsers", metric: "CoreUsers", period: month,
            nrql: "FROM NrMTDConsumption SELECT latest(CoreUsersBillable) AS billable SINCE 1 day ago"
        ),
        Question(
            name: "fullUsersOldModel", metric: "FullUsers", period: month,
            nrql: "FROM NrMTDConsumption SELECT latest(FullUsersBillable) AS billable SINCE 1 day ago"
        ),
        Question(
            name: "compute", metric: "CoreCCU", period: month,
            nrql: "FROM NrMTDConsumption SELECT latest(consumption) AS quantity WHERE metric = 'CoreCCU' "
                + "SINCE 1 day ago"
        ),
        Question(
            name: "checks", metric: "SyntheticChecks", period: month,
            nrql: "FROM NrMTDConsumption SELECT latest(freeConsumption) AS free, "
                + "latest(billableConsumption) AS billable WHERE metric = 'SyntheticChecks' SINCE this month"
        ),
        Question(
            name: "bySource", metric: "GigabytesIngested by source", period: thirty,
            nrql: by("FACET usageMetric SINCE 30 days ago LIMIT MAX")
        ),
        Question(
            name: "byAccount", metric: "GigabytesIngested by account", period: thirty,
            nrql: by("FACET consumingAccountId SINCE 30 days ago LIMIT MAX")
        ),
        Question(
            name: "byDay", metric: "GigabytesIngested by day", period: "day",
            nrql: by("SINCE 3 months ago TIMESERIES 1 day")),
    ]
    private static let month = "month to date"
    private static let thirty = "30 days"

    private static func by(_ rest: String) -> String {
        "FROM NrConsumption SELECT sum(GigabytesIngested) AS quantity WHERE productLine = 'DataPlatform' \(rest)"
    }

    private static let consumption = Document(
        "consumption",
        "query ($acc: Int!) { actor { account(id: $acc) { "
            + questions.map {
                "\($0.name): nrql(query: \(Document.quoted($0.nrql)), timeout: 60) { results }"
            }
            .joined(separator: " ") + " } } }"
    ).perAccount(
        items: "data.actor.account",
        ProviderTable(
            "newrelic_consumption", "How much of something is used.",
            key: ["account_id", "metric", "period", "facet", "began_at"], each: "value.results",
            where: { row in ["quantity", "billable", "free"].contains { row[$0] != nil } },
            [
                .text("account_id", "The account that the figure is in", from: "^.^.id"),
                about(
                    "metric", "As GigabytesIngested, FullPlatformUsers, CoreUsers, CoreCCU, SyntheticChecks"
                ) {
                    $0.metric
                },
                about("period", "month to date, 30 days or day") { $0.period },
                .text("facet", "Source or account that it is of, where it is split", from: "facet"),
                .time("began_at", "First moment of the day, for figures of a day", from: "beginTimeSeconds"),
                .real("quantity", "In the unit of the metric: gigabytes, users, …"),
                .real("billable", "The part that is paid for"),
                .real("free", "The part that is not"),
            ])
    ).with { $0.isMap = true }

    private static func about(
        _ name: String, _ meaning: String,
        _ value: @escaping @Sendable (Question) -> String
    ) -> Field {
        Field(.text(name, meaning)) { item in
            let question = try item.text("^.key")
            return .optional(questions.first { $0.name == question }.map(value))
        }
    }

    private static let limits = Document(
        "limits",
        """
        query ($acc: Int!) { actor { account(id: $acc) { dataManagement { limits { name category value unit \
        timeInterval limitReachedBehaviorDescription } } } } }
        """
    ).perAccount(
        items: "data.actor.account.dataManagement.limits",
        ProviderTable(
            "newrelic_limit", "A limit of an account.", key: ["account_id", "name", "unit"],
            [
                .id("name", "Its name"),
                .text("account_id", "The account", from: "^.id"),
                .text("category", "ALERTING, INGEST or QUERY"),
                .real("value", "The number"),
                .text("unit", "BYTES, COUNT or GIGABYTES"),
                .text("time_interval", "As ONE_MINUTE", from: "timeInterval"),
                .text(
                    "behaviour", "What happens when it is reached", from: "limitReachedBehaviorDescription"),
            ]))
}
