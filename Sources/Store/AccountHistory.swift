internal import Model

internal import class GRDB.Database

/// What a run takes over of its accounts from the one before.
extension RunFile {
    /// Takes over the rows of tables that an account could not tell this time, marked stale with their own date, and the lines and
    /// totals of invoices that were not asked for again.
    ///
    /// Called when every account is kept.
    package func carryAccountsForward(from previous: RunFolder.Entry?, schema: Schema) throws {
        guard let previous else { return }
        try transaction(attaching: previous.path) { database in
            let known = try String.fetchSet(
                database, sql: "SELECT name FROM previous.sqlite_schema WHERE type = 'table'")
            guard known.contains(AccountTables.accounts.name) else { return }
            try database.execute(sql: Carry.unread)
            for table in schema.providers.map(Schema.withAccount) where known.contains(table.name) {
                let columns = try String.fetchSet(
                    database, sql: "SELECT name FROM pragma_table_info(?, 'previous')",
                    arguments: [table.name])
                let names = table.columns.map(\.name).filter(columns.contains).map(Schema.quoted)
                    .joined(separator: ", ")
                let name = Schema.quoted(table.name)
                try database.execute(
                    sql: """
                        INSERT INTO main.\(name) (\(names)) SELECT \(names) FROM previous.\(name)
                        WHERE account IN (SELECT account FROM unread_accounts WHERE table_name = ?)
                        """, arguments: [table.name])
            }
            for sql in [Carry.outcomes, Carry.lastRead, Carry.charges, Carry.closed, Carry.invoices] {
                try database.execute(sql: sql)
            }
            try database.execute(sql: "DROP TABLE temp.unread_accounts")
        }
    }
}

/// The statements of taking over.
private enum Carry {
    /// What the run before knows and no endpoint could tell this time.
    static let unread = """
        CREATE TEMP TABLE unread_accounts AS
        SELECT provider, account, table_name, MAX(before.collected_at) AS collected_at
        FROM previous.account_outcomes AS before JOIN main.accounts USING (provider, account)
        WHERE table_name NOT IN ('charges', 'invoices') AND before.status IN ('complete', 'partial', 'stale')
          AND NOT EXISTS (SELECT 1 FROM main.account_outcomes AS now WHERE now.provider = before.provider
            AND now.account = before.account AND now.table_name = before.table_name AND now.status <> 'unknown')
        GROUP BY provider, account, table_name HAVING SUM(before.row_count) > 0 OR MAX(before.status = 'stale')
        """

    static let outcomes = """
        UPDATE main.account_outcomes SET status = 'stale', collected_at = unread.collected_at
        FROM unread_accounts AS unread WHERE unread.provider = account_outcomes.provider
          AND unread.account = account_outcomes.account AND unread.table_name = account_outcomes.table_name
        """

    static let lastRead = """
        UPDATE main.accounts SET last_read_at = (SELECT last_read_at FROM previous.accounts AS before
          WHERE before.provider = accounts.provider AND before.account = accounts.account)
        WHERE last_read_at IS NULL
        """

    /// A line of an invoice stays what it is; one of an open month stays until something better is known of that month.
    static let charges = """
        INSERT INTO main.charges SELECT before.* FROM previous.charges AS before JOIN main.accounts USING (provider, account)
        WHERE x_cost_source IN ('invoiced', 'preview')
          AND billing_period_start > strftime('%Y-%m', (SELECT started_at FROM main.run), 'unixepoch', '-26 months')
          AND (provider, account, COALESCE(invoice_id, x_cost_source || month)) NOT IN (
            SELECT provider, account, COALESCE(invoice_id, x_cost_source || month) FROM main.charges)
        """

    /// What was a preview has become an invoice.
    static let closed = """
        DELETE FROM main.charges WHERE x_cost_source = 'preview' AND (provider, account, month) IN (
          SELECT provider, account, month FROM main.charges WHERE x_cost_source = 'invoiced')
        """

    static let invoices = """
        INSERT INTO main.invoices SELECT before.* FROM previous.invoices AS before JOIN main.accounts USING (provider, account)
        WHERE state <> 'open' AND (provider, account, invoice_id) NOT IN (
          SELECT provider, account, invoice_id FROM main.invoices)
        """
}
