package import Model

/// The tables that the run itself fills, beside those of facts.
///
/// Tables with a `host` column of their own are declared whole; to a fact's table the schema adds `host` in front.
package enum RunTables {
    package static let all = [
        run, targets, outcomes, inventoryHosts, inventoryHostPorts, inventoryHostServices, checks,
        checkTranslations,
        findings,
        metrics,
        notes, tableColumns,
    ]

    package static let run = Table(
        "run", "This run, in one row.",
        [
            .text("id", "The time it started in UTC, as in 2026-11-22T060000Z; the file's name"),
            .integer("number", "1 for the first run here, then one more each time"),
            .integer("started_at", "When it started, in seconds since 1970"),
            .integer("finished_at", "When collecting ended"),
            .text("version", "Of Constat"),
            .text("organisation", "As the inventory names it"),
            .text("timezone", "In which the pages write times"),
            .text("inventory_digest", "SHA-256 of the inventory's files, so that a change of it shows"),
            .text("previous_id", "The run that `previous.` means; null for the first"),
            .text("currency", "ISO 4217: the one that costs are reported in"),
            .integer("is_demo", "1 when the data are made up"),
            .text("status", "complete, or partial when a target could not be read whole"),
        ])

    package static let targets = Table(
        "targets", "A host that the run meant to visit, and what came of it.",
        [
            .text("host", "Name in the inventory"),
            .text("transport", "ssh or local"),
            .text("address", "Where it was looked for"),
            .text("status", "complete, partial, failed, unreachable or refused"),
            .text("reason", "Why it is not complete, in plain words"),
            .text("remedy", "What to do about it"),
            .integer("started_at", "When the visit began"),
            .integer("finished_at", "When it ended"),
            .integer(
                "last_read_at", "When the host last answered, in this run or an earlier one; null for never"),
        ], key: ["host"])

    package static let outcomes = Table(
        "outcomes", "A fact that was asked of a host, and what came of it.",
        [
            .text("host", "Name in the inventory"),
            .text("table_name", "Table that the answer is in"),
            .text("status", "complete, partial, unknown or stale"),
            .text("reason", "Why it is not complete; for complete with no rows, that there is no such thing"),
            .text("remedy", "What to do about it"),
            .integer("row_count", "Rows that were read"),
            .integer("milliseconds", "Time the host spent on it"),
            .integer("collected_at", "When the rows were read; for stale ones, in an earlier run"),
        ], key: ["host", "table_name"])

    package static let inventoryHosts = Table(
        "inventory_hosts", "A host as the inventory declares it.",
        [
            .text("host", "Its name"),
            .text("address", "Where it is looked for"),
            .text("transport", "ssh or local"),
            .text("groups", "Its groups, with commas between"),
            .text("client", "Whose it is"),
            .text("owner", "Who answers for it"),
            .text("tags", "Its tags, with commas between"),
            .text("environment", "production, staging, development or review; null when nobody has said"),
            .text("window", "Its maintenance window, as Tue 22:00-24:00; null for none"),
            .text("declared_at", "File and line of its declaration"),
        ], key: ["host"])

    package static let inventoryHostPorts = Table(
        "inventory_host_ports", "A port that the inventory lets listen beyond loopback.",
        [.text("host", "Name in the inventory"), .integer("port", "The port")], key: ["host", "port"])

    package static let inventoryHostServices = Table(
        "inventory_host_services", "A systemd unit that the inventory wants active.",
        [.text("host", "Name in the inventory"), .text("unit", "The unit, as in nginx.service")],
        key: ["host", "unit"])

    package static let checks = Table(
        "checks", "A check that ran, with its text.",
        [
            .text("check_id", "Its name for life"),
            .text("title", "The failing state, as a fact"),
            .text("pass_title", "The good state, as a fact"),
            .text("severity", "critical, high, medium, low or info"),
            .text("category", "Folder of its file"),
            .text("reader", "Who acts on it"),
            .text("refs", "Rules of others on the same subject, as `name id` with commas between"),
            .text("file", "Its file below templates/checks"),
            .text("sql", "Its query"),
            .text("tables", "Tables that the query read, with commas between"),
            .text("text", "Why it matters and how to fix it, in Markdown"),
            .text("command", "The first command of the fix; null when it has none"),
            .text("error", "Why it could not run; null when it ran"),
            .integer("passed", "Resources that passed"),
            .integer("failed", "Resources that failed, waived ones too"),
            .integer("skipped", "Resources that it does not apply to"),
            .integer("unknown", "Resources that could not be judged"),
        ], key: ["check_id"])

    package static let checkTranslations = Table(
        "check_translations", "The words of a check in another language than English.",
        [
            .text("check_id", "The check"),
            .text("language", "As an edition names it: fr"),
            .text("title", "The failing state, as a fact"),
            .text("pass_title", "The good state, as a fact"),
            .text("text", "Why it matters and how to fix it, in Markdown"),
        ], key: ["check_id", "language"])

    package static let findings = Table(
        "findings", "What one check says of one resource of one host; passing ones are only counted.",
        [
            .text("check_id", "The check"),
            .text("host", "The server that it is about; null for what has none"),
            .text("resource", "What tells it from the check's other findings on that host"),
            .text("status", "fail, unknown, error, or resolved for one that failed in an earlier run"),
            .text("severity", "critical, high, medium, low or info"),
            .text("reason", "The evidence, in one sentence"),
            .integer("first_seen", "Start of the run that first saw it fail"),
            .integer("resolved_at", "Start of the first run that no longer saw it fail"),
            .text("waived_until", "Last day of the waiver in force, as 2027-01-31"),
            .text("waiver_owner", "Who accepted it"),
            .text("waiver_reason", "Why"),
        ], key: ["check_id", "host", "resource"])

    package static let metrics = Table(
        "metrics", "A number of a run, carried forward from run to run for trends.",
        [
            .text("run_id", "The run that it was measured in"),
            .integer("at", "When that run started"),
            .text("name", "What was counted"),
            .real("value", "The number"),
        ], key: ["run_id", "name"])

    package static let notes = Table(
        "notes", "Something about the run itself that its readers must know.",
        [.text("what", "The fact"), .text("remedy", "What to do about it")])

    package static let tableColumns = Table(
        "table_columns", "A column of a table of this file, with its meaning.",
        [
            .text("table_name", "The table"),
            .text("table_summary", "What one row of it is"),
            .integer("position", "From 1, in the order of the table"),
            .text("name", "The column"),
            .text("type", "text, integer or real"),
            .text("meaning", "What it holds, with its unit"),
        ], key: ["table_name", "name"])
}
