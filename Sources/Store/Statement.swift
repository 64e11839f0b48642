internal import GRDBSQLite
package import Model

/// Why a query cannot run, and where in its text when SQLite knows.
package struct QueryError: Error, Sendable {
    package var message: String
    /// Byte of the SQL text, from 0.
    package var offset: Int?
    /// What may have been meant, or what is allowed.
    package var remedy: String?

    package init(message: String, offset: Int? = nil, remedy: String? = nil) {
        self.message = message
        self.offset = offset
        self.remedy = remedy
    }
}

extension QueryError {
    /// The error at its line and column of the file that the SQL stands in.
    package func located(in sql: String, at place: Place) -> Problem {
        let before = sql.utf8.prefix(offset ?? 0)
        let line = before.count { $0 == UInt8(ascii: "\n") }
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
        return Problem(
            message,
            at: Place(file: place.file, line: (place.line ?? 1) + line, column: offset == nil ? nil : column),
            remedy: remedy)
    }

    package var problem: Problem { Problem(message, remedy: remedy) }

    /// What to say beside SQLite's own `message`, where the tables of a run are `tables`.
    static func remedy(for message: String, _ tables: [Table]) -> String? {
        let word = message.split(separator: " ").last.map(String.init) ?? ""
        var meant: String?
        if message.hasPrefix("no such column") {
            let name = word.split(separator: ".").last.map(String.init) ?? word
            meant = nearest(to: name, among: Set(tables.flatMap { $0.columns.map(\.name) }))
        } else if message.hasPrefix("no such table") {
            let name = word.split(separator: ".").last.map(String.init) ?? word
            meant = nearest(to: name, among: tables.map(\.name))
        } else if message.hasPrefix("not authorized") {
            return "A query can only read: one SELECT over the tables that `constat tables` lists."
        }
        return meant.map { "Did you mean \($0)?" }
    }
}

/// A prepared statement of a `Reader`, with what it returns and what it reads.
package final class Statement {
    private let reader: Reader
    private let handle: OpaquePointer
    package let columns: [String]
    /// Tables of the run that it reads, behind views too; those of the run before are not among them.
    package let tables: Set<String>
    /// Names of its `:parameters`, without the colon.
    package let parameters: [String]

    init(_ sql: String, on reader: Reader) throws {
        self.reader = reader
        reader.access.begin()
        var handle: OpaquePointer?
        var tail = 0
        let result = sql.withCString { text in
            var rest: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v3(
                reader.connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &rest)
            tail = rest.map { $0 - text } ?? 0
            return result
        }
        guard result == SQLITE_OK, let handle else {
            let offset = sqlite3_error_offset(reader.connection)
            throw QueryError(
                message: result == SQLITE_OK ? "no statement" : reader.message,
                offset: offset < 0 ? nil : Int(offset),
                remedy: QueryError.remedy(for: reader.message, reader.tables))
        }
        self.handle = handle
        tables = reader.access.tables
        columns = (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
        parameters = (0..<sqlite3_bind_parameter_count(handle)).compactMap { index in
            sqlite3_bind_parameter_name(handle, index + 1).map { String(String(cString: $0).dropFirst()) }
        }
        guard sql.utf8.dropFirst(tail).allSatisfy({ " \t\r\n;".utf8.contains($0) }) else {
            throw QueryError(message: "more than one statement", offset: tail)
        }
    }

    deinit { sqlite3_finalize(handle) }

    /// Gives each parameter its value; one that is not named gets null.
    package func bind(_ values: [String: Value]) {
        sqlite3_reset(handle)
        for (index, name) in parameters.enumerated() { bind(values[name] ?? .null, at: Int32(index + 1)) }
    }

    private func bind(_ value: Value, at index: Int32) {
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let number): sqlite3_bind_int64(handle, index, number)
        case .real(let number): sqlite3_bind_double(handle, index, number)
        case .text(let text):
            let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            sqlite3_bind_text(handle, index, text, Int32(text.utf8.count), copy)
        }
    }

    /// All rows, within the reader's limits of time and number.
    ///
    /// - Throws: `QueryError` when a limit is reached or SQLite fails on the way.
    package func rows() throws -> [Row] {
        var rows: [Row] = []
        try eachRow { rows.append($0) }
        return rows
    }

    /// Calls `body` with each row in turn, without keeping them.
    package func eachRow(_ body: (Row) throws -> Void) throws {
        reader.access.allow(reader.limits.seconds)
        sqlite3_reset(handle)
        defer { sqlite3_reset(handle) }
        let width = Int32(columns.count)
        var count = 0
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                count += 1
                guard count <= reader.limits.rows else {
                    throw QueryError(message: "more than \(reader.limits.rows) rows")
                }
                try body(Row((0..<width).map(value)))
            case SQLITE_DONE: return
            case SQLITE_INTERRUPT: throw QueryError(message: "took longer than \(reader.limits.seconds) s")
            default: throw QueryError(message: reader.message)
            }
        }
    }

    private func value(at index: Int32) -> Value {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
        case SQLITE_NULL: return .null
        default:
            let start = sqlite3_column_text(handle, index)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
            return .text(String(decoding: bytes, as: UTF8.self))
        }
    }
}
