import ArgumentParser
import Facts
import Model
import Store

/// `constat query`: SQL over the last run.
struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Run SQL over the last run; `previous.` is the run before it.",
        usage: """
            constat query "SELECT host, name, version FROM deb_packages WHERE name = 'openssl'"
            constat query --host web-1 "SELECT username, shell FROM users"   (as osquery would answer on that host)
            """)

    @OptionGroup var place: Workspace
    @Argument(help: "One SELECT.") var sql: String
    @Option(help: "Make the tables mean this host, as osquery's do.") var host: String?
    @Option(name: .customLong("run"), help: "The run to ask, by its id. (default: the last)") var runID:
        String?
    @Flag(help: "As JSON, a list of objects.") var json = false
    @Flag(help: "As CSV.") var csv = false

    func run() async throws {
        try await reportingProblems {
            let runs = try place.runs().entries().runs
            let (entry, previous) = try runs.pick(runID)
            let schema = Schema(facts: Facts.tables)
            if let host { try checkHost(host, in: entry, schema) }
            let reader = try Reader(
                run: entry.path, previous: previous?.path, schema: schema, host: host,
                limits: Reader.Limits(seconds: 60, rows: 1_000_000))
            do {
                let statement = try reader.statement(sql)
                let format = ResultFormat(json: json, csv: csv)
                Terminal.result(bytes: format.bytes(columns: statement.columns, rows: try statement.rows()))
            } catch let error as QueryError {
                throw error.problem(schema: schema)
            }
        }
    }

    private func checkHost(_ host: String, in entry: RunFolder.Entry, _ schema: Schema) throws {
        let reader = try Reader(run: entry.path, previous: nil, schema: schema)
        let hosts = try reader.rows("SELECT host FROM targets").compactMap { $0[0].text }
        guard hosts.contains(host) else {
            throw Problem(
                "no such host in the run: \(host)",
                remedy: nearest(to: host, among: hosts).map { "Did you mean \($0)?" })
        }
    }
}

extension [RunFolder.Entry] {
    /// The run called `id`, or the last, with the one before it.
    ///
    /// - Throws: `Problem` when there is none.
    func pick(_ id: String?) throws -> (run: RunFolder.Entry, previous: RunFolder.Entry?) {
        guard let index = id.map({ id in firstIndex { $0.id == id } }) ?? indices.last else {
            throw Problem(
                id.map { "no such run: \($0)" } ?? "there is no run yet",
                remedy: id == nil ? "Start with constat audit." : nil)
        }
        return (self[index], index > 0 ? self[index - 1] : nil)
    }
}

extension QueryError {
    /// The error as people see it, with what they may have meant.
    func problem(schema: Schema) -> Problem {
        let words = message.split(separator: " ").map(String.init)
        var remedy: String?
        if message.hasPrefix("no such column"), let last = words.last {
            let name = last.split(separator: ".").last.map(String.init) ?? last
            remedy = nearest(to: name, among: Set(schema.tables.flatMap { $0.columns.map(\.name) }))
        } else if message.hasPrefix("no such table"), let name = words.last {
            remedy = nearest(to: name, among: schema.tables.map(\.name))
        }
        return Problem(message, remedy: remedy.map { "Did you mean \($0)?" })
    }
}
