internal import Model

internal import class GRDB.Database

/// What a run takes over from the one before, so that a single file tells the whole story.
extension RunFile {
    /// Takes over the last known facts of hosts and tables that were not read this time, marked stale with their own date.
    ///
    /// Called when every host is kept. A run without a predecessor has nothing to take over; one whose predecessor is older
    /// than a table or column goes without it.
    package func carryFactsForward(from previous: RunFolder.Entry?, schema: Schema) throws {
        guard let previous else { return }
        try transaction(attaching: previous.path) { database in
            try database.execute(sql: Carry.unread)
            for table in schema.facts.map(Schema.withHost) {
                let known = try String.fetchSet(
                    database, sql: "SELECT name FROM pragma_table_info(?, 'previous')",
                    arguments: [table.name])
                let columns = table.columns.map(\.name).filter(known.contains)
                if !columns.isEmpty { try database.execute(sql: Carry.rows(of: table, named: columns)) }
            }
            try database.execute(sql: Carry.outcomes)
            try database.execute(sql: Carry.lastRead)
            try database.execute(sql: "DROP TABLE temp.unread")
        }
    }

    /// Dates each finding from the run that first saw it, keeps what is resolved for 26 weeks, and adds this run's numbers to
    /// the trend.
    package func carryFindingsForward(from previous: RunFolder.Entry?) throws {
        if let previous {
            try transaction(attaching: previous.path) { database in
                for sql in [
                    Carry.firstSeen, Carry.suspended, Carry.resolved, Carry.stillResolved, Carry.metrics,
                ] {
                    try database.execute(sql: sql)
                }
            }
        }
        try transaction { database in
            for sql in Carry.counts { try database.execute(sql: sql) }
        }
    }

    /// Removes what the checks of this run said, for them to run anew.
    package func forgetFindings() throws {
        try transaction { database in
            for table in [RunTables.checks, RunTables.checkTranslations, RunTables.findings] {
                try database.execute(sql: "DELETE FROM \(table.name)")
            }
            // What a month came to so far is no check's, and the next months are reckoned by it.
            try database.execute(sql: "DELETE FROM metrics WHERE name NOT LIKE 'cost_to_date/%'")
        }
    }
}

/// The statements of taking over.
private enum Carry {
    /// What the run before knows and this one could not read.
    static let unread = """
        CREATE TEMP TABLE unread AS
        SELECT before.host, before.table_name, before.collected_at, now.reason, now.remedy,
          targets.reason AS host_reason, targets.remedy AS host_remedy
        FROM previous.outcomes AS before JOIN main.targets USING (host)
        LEFT JOIN main.outcomes AS now USING (host, table_name)
        WHERE before.status IN ('complete', 'partial', 'stale') AND (now.status IS NULL OR now.status = 'unknown')
          AND (before.row_count > 0 OR before.status = 'stale')
        """

    static func rows(of table: Table, named columns: [String]) -> String {
        let names = columns.map(Schema.quoted).joined(separator: ", ")
        let name = Schema.quoted(table.name)
        return """
            INSERT INTO main.\(name) (\(names)) SELECT \(names) FROM previous.\(name)
            WHERE host IN (SELECT host FROM unread WHERE table_name = '\(table.name)')
            """
    }

    static let outcomes = """
        DELETE FROM main.outcomes WHERE (host, table_name) IN (SELECT host, table_name FROM unread);
        INSERT INTO main.outcomes (host, table_name, status, reason, remedy, row_count, milliseconds, collected_at)
        SELECT host, table_name, 'stale', COALESCE(reason, host_reason), COALESCE(remedy, host_remedy),
          0, 0, collected_at FROM unread
        """

    static let lastRead = """
        UPDATE main.targets SET last_read_at = (
          SELECT last_read_at FROM previous.targets AS before WHERE before.host = targets.host)
        WHERE last_read_at IS NULL
        """

    static let firstSeen = """
        UPDATE main.findings SET first_seen = before.first_seen FROM previous.findings AS before
        WHERE findings.status IN ('fail', 'unknown') AND before.status IN ('fail', 'unknown')
          AND before.first_seen IS NOT NULL AND before.check_id = findings.check_id
          AND before.host IS findings.host AND before.resource = findings.resource
        """

    /// What failed when it was last looked at, and could not be looked at now, is not forgotten: it is unknown, with its date.
    static let suspended = """
        INSERT INTO main.findings (check_id, host, resource, status, severity, reason, first_seen)
        SELECT check_id, host, resource, 'unknown', severity,
          CASE status WHEN 'fail' THEN 'when last evaluated: ' ELSE '' END || reason, first_seen
        FROM previous.findings AS before WHERE status IN ('fail', 'unknown') AND first_seen IS NOT NULL
          AND EXISTS (SELECT 1 FROM main.findings AS now WHERE now.check_id = before.check_id
            AND now.host IS before.host AND now.status = 'unknown')
          AND NOT EXISTS (SELECT 1 FROM main.findings AS now WHERE now.check_id = before.check_id
            AND now.host IS before.host AND now.resource = before.resource)
        """

    /// A finding is resolved when its check could look again and no longer failed, and not when it could not look: the host did
    /// not answer, was left out, or is no longer in the inventory.
    static let resolved = """
        INSERT INTO main.findings (check_id, host, resource, status, severity, reason, first_seen, resolved_at)
        SELECT check_id, host, resource, 'resolved', severity, reason, first_seen, (SELECT started_at FROM main.run)
        FROM previous.findings AS before WHERE status = 'fail'
          AND check_id IN (SELECT check_id FROM main.checks WHERE error IS NULL)
          AND (host IS NULL OR host IN (SELECT host FROM main.targets))
          AND NOT EXISTS (SELECT 1 FROM main.findings AS now WHERE now.check_id = before.check_id
            AND now.host IS before.host AND (now.resource = before.resource OR now.status IN ('unknown', 'error')))
        """

    static let stillResolved = """
        INSERT INTO main.findings (check_id, host, resource, status, severity, reason, first_seen, resolved_at)
        SELECT check_id, host, resource, status, severity, reason, first_seen, resolved_at
        FROM previous.findings AS before WHERE status = 'resolved'
          AND resolved_at > (SELECT started_at FROM main.run) - 26 * 7 * 86400
          AND check_id IN (SELECT check_id FROM main.checks)
          AND NOT EXISTS (SELECT 1 FROM main.findings AS now WHERE now.check_id = before.check_id
            AND now.host IS before.host AND now.resource = before.resource)
        """

    static let metrics = """
        INSERT INTO main.metrics SELECT run_id, at, name, value FROM previous.metrics
        WHERE run_id IN (SELECT DISTINCT run_id FROM previous.metrics ORDER BY at DESC LIMIT 400)
        """

    /// Findings are counted by check and server: eighty packages that one upgrade brings up to date are one thing to do.
    static let counts =
        [
            ("hosts", "targets"), ("hosts_complete", "targets WHERE status = 'complete'"),
            (
                "open",
                "(SELECT DISTINCT check_id, host FROM findings WHERE status = 'fail' AND waived_until IS NULL)"
            ),
            ("waived", "(SELECT DISTINCT check_id, host FROM findings WHERE waived_until IS NOT NULL)"),
            ("unknown", "(SELECT DISTINCT check_id, host FROM findings WHERE status = 'unknown')"),
        ].map { name, rows in
            "INSERT INTO metrics SELECT id, started_at, '\(name)', (SELECT COUNT(*) FROM \(rows)) FROM run"
        }
        + ["critical", "high", "medium", "low"].map { severity in
            """
            INSERT INTO metrics SELECT id, started_at, 'open_\(severity)', (SELECT COUNT(*) FROM (
              SELECT DISTINCT check_id, host FROM findings
              WHERE status = 'fail' AND waived_until IS NULL AND severity = '\(severity)')) FROM run
            """
        }
}
