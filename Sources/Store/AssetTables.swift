package import Model

/// What is made of facts, providers and inventory together before any check runs.
package enum AssetTables {
    package static let all = [assets, assetNames, assetCoverage, costs, costChanges, costForecasts, waste]

    package static let assets = Table(
        "assets",
        "Something that we run: a server, app, database or load balancer, known from one side or several.",
        [
            .text("asset", "Its name: the inventory's, else the provider's; unique"),
            .text("kind", "server, app, database or load balancer"),
            .text("host", "The server of the inventory that it is; null for none"),
            .text("provider", "Where it runs; null when no provider lists it"),
            .text("account", "The account there"),
            .text("resource_type", "The table that has it: digitalocean_droplet"),
            .text("resource_id", "Its id in that table"),
            .text("client", "Whose it is; null when nobody has said"),
            .text("owner", "Who answers for it"),
            .text("environment", "production, staging, development or review; null when nobody has said"),
            .text("region", "Where"),
            .text("address", "Its first public address"),
            .text("size", "Size or plan at the provider"),
            .text("tags", "JSON array: the provider's and the inventory's"),
            .text("project", "Project or team at the provider"),
            .integer("created_at", "When it was made, as the provider says"),
            .integer("is_declared", "1 when the inventory names it or a rule of discovery does"),
        ], key: ["asset"])

    package static let assetNames = Table(
        "asset_names",
        "An object elsewhere that is this asset: its entity in monitoring, its sender of logs, its project of errors.",
        [
            .text("asset", "The asset"),
            .text("table_name", "Table that has the object: newrelic_entity"),
            .text("account", "The account there"),
            .text("id", "Its id in that table"),
            .text("name", "Its name there"),
            .text("rule", "How it was matched: address, name, id or alias"),
        ], key: ["asset", "table_name", "id"])

    package static let assetCoverage = Table(
        "asset_coverage", "A promise made for every asset, and whether it is kept for this one.",
        [
            .text("asset", "The asset"),
            .text(
                "promise",
                "declared, billed, reachable, fresh, monitored, alerted, logged, tracked, probed, backed_up, owned, windowed or budgeted"
            ),
            .text("state", "kept, hole, unknown, or excused with a reason"),
            .text("reason", "The evidence, or why it is not known, or why it is excused"),
            .text("evidence", "What keeps it: the entity, sender, check or file and line"),
        ], key: ["asset", "promise"])

    package static let costs = Table(
        "costs",
        "A charge with whose it is, or a client's part of one, in its own currency and in that of the reports.",
        [
            .text("month", "As 2026-11"),
            .text("provider", "As in charges"),
            .text("account", "Name in the inventory"),
            .text("x_line_id", "The charge"),
            .text("source", "invoiced, preview, estimated or declared"),
            .text("category", "Usage, Purchase, Tax, Credit or Adjustment"),
            .text("service", "As the provider calls it"),
            .text("service_category", "FOCUS's"),
            .text("description", "The provider's own line"),
            .text("resource_id", "As in charges"),
            .text("resource_name", "As in charges"),
            .text("resource_type", "As in charges"),
            .text("asset", "The asset that it is for; null for none"),
            .text("client", "Whose it is; null for unallocated"),
            .text("environment", "Of the asset"),
            .text(
                "rule",
                "What decided: resource, host, app, tag, project, name, service, account, share, or none"),
            .real("share", "The client's part of the line, from 0 to 1"),
            .integer("cost", "In millionths of `currency`; parts of one line add up to the line"),
            .text("currency", "Of the invoice"),
            .integer("report_cost", "In millionths of `report_currency`; null when there is no rate"),
            .text("report_currency", "The inventory's currency"),
            .real("rate", "Units of report_currency for one of currency"),
            .text("rate_day", "The day of the rate"),
            .text("rate_source", "Where it is from"),
        ], key: ["x_line_id", "client", "resource_id"])

    package static let costChanges = Table(
        "cost_changes",
        "Why a month costs another amount than the one before: one reason, with its part of the difference.",
        [
            .text("month", "The later month"),
            .text("scope", "all, client or provider"),
            .text("name", "Client or provider; empty for all"),
            .integer("position", "From 1, the largest first"),
            .text("kind", "added, removed, resized, more, less, price, credit, tax or other"),
            .text("service", "As in costs"),
            .text("resource", "Its name; null for several"),
            .text("client", "Whose"),
            .integer("resources", "How many are summed up in it"),
            .text("day", "When it began, as 2026-11-12; null when not known"),
            .text("before", "Size or plan before, when it was resized"),
            .text("after", "Size or plan since"),
            .integer("change", "Difference in millionths of the currency of the reports"),
        ], key: ["month", "scope", "name", "position"])

    package static let costForecasts = Table(
        "cost_forecasts", "What a month that is not over will come to, and how that is reckoned.",
        [
            .text("month", "The month"),
            .text("scope", "all, client, provider or account"),
            .text("name", "Which; empty for all"),
            .integer("to_date", "Charged so far, in millionths of the currency of the reports"),
            .integer("forecast", "At its end"),
            .integer("before", "The month before, whole"),
            .integer("budget", "Declared; null for none"),
            .text("method", "straight-line, recurring or same-day"),
        ], key: ["month", "scope", "name"])

    package static let waste = Table(
        "waste", "Something that is paid for and does nothing, with what it costs a month.",
        [
            .text("kind", "volume, address, snapshot, stopped, idle, review_app, addon or load_balancer"),
            .text("provider", "Where"),
            .text("account", "Name in the inventory"),
            .text("resource_type", "Table that has it"),
            .text("resource_id", "Its id there"),
            .text("name", "Its name"),
            .text("client", "Whose it is; null for nobody's"),
            .text("reason", "The evidence"),
            .integer("since", "Since when, as far as known"),
            .integer(
                "monthly_cost", "In millionths of the currency of the reports; null when no price is known"),
            .text("cost_source", "invoiced, preview, estimated or declared"),
        ], key: ["kind", "provider", "account", "resource_id"])
}
