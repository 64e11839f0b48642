internal import Foundation
package import Model

internal import struct GRDB.Configuration
internal import class GRDB.Database
internal import struct GRDB.DatabaseError
internal import class GRDB.DatabaseQueue
internal import struct GRDB.DatabaseValue
internal import protocol GRDB.DatabaseValueConvertible
internal import struct GRDB.StatementArguments

/// The run that is being written: a file under a temporary name, invisible to readers and to the next run until `publish()`.
///
/// While it is written nothing is synced, for a crash loses no more than the file; `publish` syncs it, then its folder.
package struct RunFile: Sendable {
    package let id: String
    /// Where it is while it is being written.
    package let path: String
    private let destination: String
    private let database: DatabaseQueue
    private let tables: [String: Table]

    /// Makes the file of a run that starts at `startedAt`, in `runs`.
    ///
    /// - Throws: `Problem` when the folder cannot be written to.
    package init(in runs: RunFolder, startedAt: Int64, schema: Schema) throws {
        let id = try runs.unusedID(for: startedAt)
        try self.init(
            id: id, path: runs.temporaryPath(of: id), destination: runs.path(of: id), schema: schema)
        do {
            try reportingDisk(path) {
                try database.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
                    try database.execute(sql: "PRAGMA user_version = \(Schema.version)")
                    for table in schema.tables {
                        try database.execute(sql: Schema.definition(of: table, in: "main"))
                        for index in Schema.indexes(on: table, in: "main") {
                            try database.execute(sql: index)
                        }
                    }
                }
            }
        } catch {
            discard()
            throw error
        }
    }

    /// Opens a copy of the finished run `id`, to check it anew and then take its place.
    ///
    /// - Throws: `Problem` when the run cannot be copied.
    package init(revising id: String, in runs: RunFolder, schema: Schema) throws {
        let copy = runs.temporaryPath(of: id)
        try reportingDisk(copy) { try FileManager.default.copyItem(atPath: runs.path(of: id), toPath: copy) }
        try self.init(id: id, path: copy, destination: runs.path(of: id), schema: schema)
    }

    private init(id: String, path: String, destination: String, schema: Schema) throws {
        self.id = id
        self.path = path
        self.destination = destination
        tables = Dictionary(uniqueKeysWithValues: schema.tables.map { ($0.name, $0) })
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = MEMORY")
            try database.execute(sql: "PRAGMA synchronous = OFF")
        }
        database = try reportingDisk(path) { try DatabaseQueue(path: path, configuration: configuration) }
        try reportingDisk(path) {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }

    /// Adds rows to a table, in their order.
    ///
    /// - Throws: `Problem` when a cell is not of its column's kind, or the disk is full.
    package func insert(_ rows: [Row], into table: Table) throws {
        try reportingDisk(path) {
            try database.write { database in try insert(rows, into: table, of: database) }
        }
    }

    /// Adds rows to the table of that name, in their order.
    func insert(_ rows: [Row], intoTableNamed name: String) throws {
        guard let table = tables[name] else { throw Problem("no table \(name)") }
        try insert(rows, into: table)
    }

    /// Keeps what came of one visit: the target, an outcome a fact, and the rows under the inventory's name for the host.
    package func keep(_ outcome: HostOutcome, of host: Model.Host) throws {
        let answered = outcome.status == .complete || outcome.status == .partial
        let target: Row = [
            .text(host.name), .text(host.transport.rawValue), .text(host.address),
            .text(outcome.status.rawValue),
            .optional(outcome.reason), .optional(outcome.remedy), .integer(outcome.startedAt),
            .integer(outcome.finishedAt), answered ? .integer(outcome.finishedAt) : .null,
        ]
        try reportingDisk(path) {
            try database.write { database in
                try insert([target], into: RunTables.targets, of: database)
                for fact in outcome.facts {
                    guard let table = tables[fact.table] else { throw Problem("no table \(fact.table)") }
                    try insert(
                        [outcomeRow(fact, of: host, at: outcome)], into: RunTables.outcomes, of: database)
                    let rows = fact.rows.map { Row([.text(host.name)] + $0.values) }
                    try insert(rows, into: table, of: database)
                }
            }
        }
    }

    private func outcomeRow(_ fact: FactOutcome, of host: Model.Host, at visit: HostOutcome) -> Row {
        [
            .text(host.name), .text(fact.table), .text(fact.coverage.rawValue), .optional(fact.reason),
            .optional(fact.remedy), .integer(Int64(fact.rows.count)), .integer(Int64(fact.milliseconds)),
            .integer(visit.finishedAt),
        ]
    }

    private func insert(_ rows: [Row], into table: Table, of database: Database) throws {
        guard !rows.isEmpty else { return }
        let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "INSERT INTO \(Schema.quoted(table.name)) VALUES (\(marks))")
        for row in rows {
            try statement.execute(arguments: StatementArguments(table.typed(row).values.map(\.databaseValue)))
        }
    }

    /// Runs `work` in one transaction, with the run at `previous` attached under that name.
    func transaction(attaching previous: String? = nil, _ work: (Database) throws -> Void) throws {
        try reportingDisk(path) {
            try database.writeWithoutTransaction { database in
                if let previous { try database.execute(sql: "ATTACH ? AS previous", arguments: [previous]) }
                try database.inTransaction {
                    try work(database)
                    return .commit
                }
                if previous != nil { try database.execute(sql: "DETACH previous") }
            }
        }
    }

    /// Closes the account of the run: complete when every target is, else partial.
    package func finish(at time: Int64) throws {
        try transaction { database in
            try database.execute(
                sql: """
                    UPDATE run SET finished_at = COALESCE(finished_at, ?), status = CASE
                      WHEN EXISTS (SELECT 1 FROM targets WHERE status <> 'complete')
                        OR EXISTS (SELECT 1 FROM accounts WHERE status <> 'complete') THEN 'partial' ELSE 'complete' END
                    """, arguments: [time])
        }
    }

    /// Syncs the file, gives it its name, and syncs the folder: from here on it is the newest run.
    package func publish() throws {
        try reportingDisk(path) {
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "ANALYZE")
                let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
                guard verdict == "ok" else {
                    throw Problem("run file damaged while writing", evidence: verdict)
                }
            }
            try database.close()
        }
        try sync(path)
        guard rename(path, destination) == 0 else { throw Problem.disk(destination) }
        try sync(URL(filePath: destination).deletingLastPathComponent().path)
    }

    /// Forgets the run: nothing of it stays.
    package func discard() {
        try? database.close()
        unlink(path)
    }
}

extension Value {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}

/// Runs `work`; what SQLite or Foundation throws of `path` comes out as a `Problem` that names it.
private func reportingDisk<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
    do {
        return try work()
    } catch let error as DatabaseError {
        let full = error.resultCode == .SQLITE_FULL
        throw Problem(
            full ? "no space left on device" : error.message ?? error.description, at: Place(file: path),
            remedy: full ? "Free some room; the last good run and site are untouched." : nil)
    } catch let error as CocoaError {
        throw Problem(error.localizedDescription, at: Place(file: path))
    }
}

/// Waits until what is in a file or folder is on its disk.
private func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Problem.disk(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Problem.disk(path) }
}
