internal import GRDBSQLite

/// What SQL on a `Reader` may do, and which tables the statement that is being prepared reads.
final class Access {
    private(set) var tables: Set<String> = []
    private let known: Set<String>

    init(known: Set<String>) { self.known = known }

    private var end: ContinuousClock.Instant?

    /// The object that a callback of SQLite's was given as its context.
    static func behind(_ context: UnsafeMutableRawPointer?) -> Access? {
        context.map { Unmanaged<Access>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Starts a new account for a statement that is about to be prepared.
    func begin() { tables = [] }

    /// Starts the clock of a statement that is about to run.
    func allow(_ seconds: Double) { end = .now + .seconds(seconds) }

    var isOver: Bool { end.map { ContinuousClock.now > $0 } ?? false }

    /// SQLite's question, answered: reading is allowed, by functions on the list, and nothing else.
    func verdict(_ action: Int32, _ first: String?, _ second: String?, _ database: String?) -> Int32 {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_READ:
            // A table of which no column is needed, as for `COUNT(*)`, comes with the schema as it is written, so mostly with none.
            if let first, database == "run" || (database == nil && second == ""), known.contains(first) {
                tables.insert(first)
            }
            return SQLITE_OK
        case SQLITE_FUNCTION: return second.map(Access.functions.contains) == true ? SQLITE_OK : SQLITE_DENY
        default: return SQLITE_DENY
        }
    }

    /// The functions of SQLite that only compute, and ours.
    private static let functions: Set<String> = [
        "abs", "avg", "ceil", "ceiling", "char", "coalesce", "count", "cume_dist", "date", "datetime",
        "dense_rank",
        "first_value", "floor", "format", "glob", "group_concat", "hex", "ifnull", "iif", "instr", "json",
        "json_array",
        "json_array_length", "json_each", "json_extract", "json_group_array", "json_group_object",
        "json_object",
        "json_type", "json_valid", "julianday", "lag", "last_value", "lead", "length", "like", "ln", "log",
        "lower",
        "ltrim", "max", "min", "nth_value", "ntile", "now", "nullif", "percent_rank", "pow", "power",
        "printf", "quote",
        "rank", "replace", "round", "row_number", "rtrim", "sign", "sqrt", "strftime", "substr", "substring",
        "sum",
        "time", "total", "trim", "trunc", "typeof", "unicode", "unixepoch", "upper", "->", "->>",
    ]
}
