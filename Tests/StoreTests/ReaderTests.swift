import Foundation
import Model
import Store
import TestSupport
import Testing

@Suite struct ReaderTests {
    static let users = Table(
        "users", "An account.", [.integer("uid", "Id"), .text("username", "Name")], key: ["uid"])
    static let schema = Schema(facts: [users])
    let scratch: Scratch
    let runs: RunFolder

    init() throws {
        scratch = try Scratch()
        runs = try RunFolder(scratch.path("runs"))
    }

    /// A finished run with two hosts and an account on each.
    func run(at start: Int64 = 1_795_500_000, number: Int64 = 1) throws -> String {
        let file = try RunFile(in: runs, startedAt: start, schema: Self.schema)
        try file.insert(
            [
                [
                    .text(file.id), .integer(number), .integer(start), nil, "test", "Example", "UTC", "", nil,
                    "EUR", 0, "open",
                ]
            ],
            into: RunTables.run)
        for (name, uid) in [("web-1", 0), ("web-2", 7)] as [(String, Int64)] {
            try file.keep(
                HostOutcome(
                    host: name, status: .complete, startedAt: start, finishedAt: start + 1,
                    facts: [
                        FactOutcome(table: "users", coverage: .complete, rows: [[.integer(uid), "root"]])
                    ]),
                of: Host(name: name, address: name))
        }
        try file.publish()
        return runs.path(of: file.id)
    }

    @Test(
        "a query can only read",
        arguments: [
            "ATTACH 'FILE' AS x", "VACUUM INTO 'FILE'", "VACUUM", "CREATE TABLE x (y)",
            "CREATE TEMP TABLE x (y)",
            "INSERT INTO users VALUES ('a', 1, 'b')", "DELETE FROM users", "UPDATE users SET uid = 0",
            "DROP TABLE users",
            "PRAGMA journal_mode = WAL", "PRAGMA query_only = 0", "PRAGMA writable_schema = 1", "DETACH run",
            "SELECT load_extension('x')", "SELECT readfile('/etc/passwd')", "SELECT writefile('FILE', 'x')",
            "SELECT fts3_tokenizer('x')", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT x", "REINDEX", "ANALYZE",
            "SELECT randomblob(1000000000)", "SELECT zeroblob(1000000000)", "SELECT 1; DROP TABLE users",
            "CREATE VIRTUAL TABLE x USING fts5(y)", "ALTER TABLE users ADD COLUMN x",
            "EXPLAIN DELETE FROM users",
            "SELECT sqlite_compileoption_get(1)", "",
        ])
    func onlyReads(_ sql: String) throws {
        let file = scratch.path("made")
        let reader = try Reader(run: try run(), previous: nil, schema: Self.schema)
        #expect(throws: QueryError.self) { try reader.rows(sql.replacing("FILE", with: file)) }
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(try reader.rows("SELECT COUNT(*) FROM users") == [[2]])
    }

    @Test(
        "a query that takes too much is ended",
        arguments: [
            "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT COUNT(*) FROM x",
            "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT n FROM x",
            "WITH RECURSIVE x(s) AS (SELECT 'aaaaaaaa' UNION ALL SELECT s || s FROM x) SELECT length(s) FROM x",
        ])
    func bounded(_ sql: String) throws {
        let reader = try Reader(
            run: try run(), previous: nil, schema: Self.schema, limits: .init(seconds: 0.2, rows: 1_000))
        #expect(throws: QueryError.self) { try reader.rows(sql) }
    }

    @Test("a statement says which tables it reads, behind a subquery too")
    func reads() throws {
        let reader = try Reader(run: try run(), previous: nil, schema: Self.schema)
        let statement = try reader.statement(
            "SELECT host FROM targets WHERE EXISTS (SELECT 1 FROM users) AND host NOT IN (SELECT host FROM previous.outcomes)"
        )
        #expect(statement.tables == ["targets", "users"])
        #expect(try reader.statement("SELECT COUNT(*) FROM users").tables == ["users"])
    }

    @Test("with a host, a query written for osquery means that host")
    func narrowed() throws {
        let reader = try Reader(run: try run(), previous: nil, schema: Self.schema, host: "web-2")
        #expect(try reader.rows("SELECT * FROM users") == [[7, "root"]])
    }

    @Test("a host's name cannot end the condition that it stands in")
    func quoted() throws {
        let reader = try Reader(run: try run(), previous: nil, schema: Self.schema, host: "x' OR '1'='1")
        #expect(try reader.rows("SELECT * FROM users").isEmpty)
    }

    @Test("now is the start of the run")
    func now() throws {
        let reader = try Reader(run: try run(), previous: nil, schema: Self.schema)
        #expect(try reader.rows("SELECT now()") == [[1_795_500_000]])
    }

    @Test("without a run before, its tables are there and empty")
    func first() throws {
        let reader = try Reader(run: try run(), previous: nil, schema: Self.schema)
        #expect(try reader.rows("SELECT * FROM previous.users").isEmpty)
    }

    @Test("a run from before a table or column existed reads as if it had been empty")
    func older() throws {
        let path = try run()
        let wider = Table("users", "", Self.users.columns + [.text("shell", "Shell")])
        let newer = Schema(facts: [wider, Table("groups", "A group.", [.integer("gid", "Id")])])
        let reader = try Reader(run: path, previous: path, schema: newer)
        #expect(try reader.rows("SELECT uid, shell FROM users WHERE host = 'web-2'") == [[7, nil]])
        #expect(try reader.rows("SELECT * FROM previous.groups").isEmpty)
    }

    @Test(
        "a file that is no run file is refused, and stays as it is",
        arguments: ["", "not a database, not at all"])
    func foreign(_ content: String) throws {
        try scratch.write(content, to: "runs/x.sqlite")
        let path = scratch.path("runs/x.sqlite")
        #expect(throws: Problem.self) { try Reader(run: path, previous: nil, schema: Self.schema) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
    }

    @Test("an error of SQL says where it is")
    func errors() throws {
        let reader = try Reader(run: try run(), previous: nil, schema: Self.schema)
        #expect {
            try reader.rows("SELECT uid,\n  shel FROM users")
        } throws: { error in
            (error as? QueryError)?.message == "no such column: shel" && (error as? QueryError)?.offset == 14
        }
    }
}
