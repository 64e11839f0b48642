internal import Foundation
internal import GRDBSQLite
package import Model

/// A connection for the queries of checks, pages and people: it can read the run and the one before, and nothing else.
///
/// Opening a file read-only would still let SQL make files (`ATTACH`, `VACUUM INTO`) and take all the memory and time there
/// is, so an authorizer lets only reading through and limits hold the rest. It stands on SQLite itself because GRDB needs the
/// one authorizer that a connection has. The run is attached to an empty database in memory; `previous` is the run before,
/// empty when there is none.
///
/// Source: «Defense Against The Dark Arts», sqlite.org/security.html.
package final class Reader {
    let connection: OpaquePointer
    let access: Access
    /// The tables that the program knows, for the words of its messages.
    let tables: [Table]
    package let limits: Limits

    /// What a query may take.
    package struct Limits: Sendable {
        package var seconds = 5.0
        package var rows = 10_000

        package init() {}
        package init(seconds: Double, rows: Int) {
            self.seconds = seconds
            self.rows = rows
        }
    }

    /// Opens the tables with nothing in them, to check queries against.
    package convenience init(schema: Schema) throws {
        try self.init(schema, Limits())
        for name in ["run", "previous"] {
            try execute("ATTACH ':memory:' AS \(name)")
            try complete(name, schema)
        }
        registerNow()
        restrict()
    }

    /// Opens the run at `path`, with the one at `previous` as the run before.
    ///
    /// With a `language` other than English, `checks` has its texts in that language as far as the run has them. With a `host`, each fact's table shows only that host's rows, without their column `host`, so that a query written for
    /// osquery means that host.
    ///
    /// - Throws: `Problem` for a file that is damaged, newer than this program, or no run file at all.
    package convenience init(
        run path: String, previous: String?, schema: Schema, host: String? = nil, language: Language = .en,
        limits: Limits = Limits()
    ) throws {
        try self.init(schema, limits)
        try attach(path, as: "run", schema)
        if let previous {
            try attach(previous, as: "previous", schema)
        } else {
            try execute("ATTACH ':memory:' AS previous")
            try complete("previous", schema)
        }
        if language != .en { try translate(into: language) }
        if let host { try narrow(to: host, schema) }
        registerNow()
        restrict()
    }

    private init(_ schema: Schema, _ limits: Limits) throws {
        var connection: OpaquePointer?
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_URI
            | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(":memory:", &connection, flags, nil) == SQLITE_OK, let connection else {
            throw Problem("SQLite does not open")
        }
        self.connection = connection
        self.limits = limits
        tables = schema.tables
        access = Access(known: Set(tables.map(\.name)))
    }

    deinit { sqlite3_close_v2(connection) }

    /// All rows of one statement.
    ///
    /// - Throws: `QueryError`.
    package func rows(_ sql: String, _ parameters: [String: Value] = [:]) throws -> [Row] {
        let statement = try statement(sql)
        statement.bind(parameters)
        return try statement.rows()
    }

    /// One prepared statement.
    ///
    /// - Throws: `QueryError` for SQL that is wrong, that is more than one statement, or that does more than read.
    package func statement(_ sql: String) throws -> Statement { try Statement(sql, on: self) }

    var message: String { String(cString: sqlite3_errmsg(connection)) }

    // MARK: - Opening

    private func attach(_ path: String, as name: String, _ schema: Schema) throws {
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
        let uri = "file:" + (path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path) + "?mode=ro"
        do {
            try execute("ATTACH \(literal(uri)) AS \(name)")
            try execute("PRAGMA \(name).cache_size = -8000")
            try checkIdentity(of: path, name)
            if try lacks(name, schema) {
                try execute("DETACH \(name)")
                try load(path, as: name)
                try complete(name, schema)
            }
        } catch let error as QueryError {
            throw Problem(
                "not a readable run file: \(error.message)", at: Place(file: path),
                remedy: "Remove it, or bring it back from a backup; the other runs are not touched by it.")
        }
    }

    private func checkIdentity(of path: String, _ name: String) throws {
        guard try integer("PRAGMA \(name).application_id") == Int64(Schema.applicationID) else {
            throw QueryError(message: "another program's database")
        }
        if try integer("PRAGMA \(name).user_version") > Int64(Schema.version) {
            throw Problem(
                "written by a newer Constat", at: Place(file: path),
                remedy: "Use that version, or remove the file.")
        }
    }

    /// Whether a table or column that this program knows is missing from an older file.
    private func lacks(_ name: String, _ schema: Schema) throws -> Bool {
        try schema.tables.contains { table in
            let columns = try columns(of: table.name, in: name)
            return !Set(table.columns.map(\.name)).isSubset(of: columns)
        }
    }

    /// Reads an older file into memory, so that its gaps can be filled without touching it.
    private func load(_ path: String, as name: String) throws {
        try execute("ATTACH ':memory:' AS \(name)")
        var source: OpaquePointer?
        defer { sqlite3_close_v2(source) }
        guard sqlite3_open_v2(path, &source, SQLITE_OPEN_READONLY, nil) == SQLITE_OK,
            let backup = sqlite3_backup_init(connection, name, source, "main")
        else { throw QueryError(message: message) }
        let result = sqlite3_backup_step(backup, -1)
        sqlite3_backup_finish(backup)
        guard result == SQLITE_DONE else { throw QueryError(message: message) }
    }

    /// Adds the tables and columns that `schema` has and the database called `name` has not.
    private func complete(_ name: String, _ schema: Schema) throws {
        for table in schema.tables {
            let columns = try columns(of: table.name, in: name)
            if columns.isEmpty {
                try execute(Schema.definition(of: table, in: name))
            }
            for column in table.columns where !columns.isEmpty && !columns.contains(column.name) {
                try execute(
                    "ALTER TABLE \(name).\(Schema.quoted(table.name)) ADD COLUMN \(Schema.quoted(column.name)) "
                        + column.kind.rawValue)
            }
        }
    }

    private func columns(of table: String, in name: String) throws -> Set<String> {
        let statement = try Statement(
            "SELECT name FROM pragma_table_info(\(literal(table)), \(literal(name)))", on: self)
        return Set(try statement.rows().compactMap { $0[0].text })
    }

    /// Hides the other hosts: a temporary view of each table's name comes before the table itself.
    private func narrow(to host: String, _ schema: Schema) throws {
        for table in schema.facts {
            let columns = table.columns.map { column in
                column.name == Schema.remoteHost ? "\(column.name) AS host" : Schema.quoted(column.name)
            }.joined(separator: ", ")
            let name = Schema.quoted(table.name)
            try execute(
                "CREATE TEMP VIEW \(name) AS SELECT \(columns) FROM run.\(name) WHERE host = \(literal(host))"
            )
        }
    }

    /// Hides the checks' English texts where there are others: a temporary view of the table's name comes before the table.
    private func translate(into language: Language) throws {
        let translated = ["title", "pass_title", "text"]
        let columns = RunTables.checks.columns.map { column in
            let name = "checks.\(Schema.quoted(column.name))"
            guard translated.contains(column.name) else { return name }
            return "COALESCE(other.\(column.name), \(name)) AS \(column.name)"
        }
        try execute(
            """
            CREATE TEMP VIEW checks AS SELECT \(columns.joined(separator: ", ")) FROM run.checks AS checks
            LEFT JOIN run.check_translations AS other
              ON other.check_id = checks.check_id AND other.language = \(literal(language.rawValue))
            """)
    }

    private func integer(_ sql: String) throws -> Int64 {
        guard case .integer(let number)? = try Statement(sql, on: self).rows().first?[0] else { return 0 }
        return number
    }

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
            throw QueryError(message: message)
        }
    }

    private func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    /// `now()` is the start of the run, so that the same run file gives the same answers on any day.
    private func registerNow() {
        let now = (try? integer("SELECT started_at FROM run.run")) ?? 0
        let context = UnsafeMutableRawPointer(bitPattern: Int(now))
        sqlite3_create_function_v2(
            connection, "now", 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC, context,
            { call, _, _ in sqlite3_result_int64(call, Int64(Int(bitPattern: sqlite3_user_data(call)))) },
            nil, nil, nil)
    }

    private func restrict() {
        // A table-valued function makes its table when it is first used, which the authorizer would not allow.
        try? execute("SELECT * FROM json_each('[]'), json_tree('[]')")
        for (limit, value) in [
            (SQLITE_LIMIT_LENGTH, 4_000_000), (SQLITE_LIMIT_SQL_LENGTH, 100_000),
            (SQLITE_LIMIT_EXPR_DEPTH, 200),
            (SQLITE_LIMIT_COMPOUND_SELECT, 100), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
            (SQLITE_LIMIT_ATTACHED, 2),
            (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
        ] as [(Int32, Int32)] {
            sqlite3_limit(connection, limit, value)
        }
        let access = Unmanaged.passUnretained(access).toOpaque()
        sqlite3_progress_handler(
            connection, 1_000, { Access.behind($0)?.isOver == true ? 1 : 0 },
            access)
        sqlite3_set_authorizer(
            connection,
            { access, action, first, second, database, _ in
                Access.behind(access)?.verdict(
                    action, first.map { String(cString: $0) }, second.map { String(cString: $0) },
                    database.map { String(cString: $0) }) ?? SQLITE_DENY
            }, access)
    }
}
