import ArgumentParser
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
            let (entry, previous) = try place.runs().pick(runID)
            let schema = Schema.whole
            if let host { try checkHost(host, in: entry, schema) }
            let reader = try Reader(
                run: entry.path, previous: previous?.path, schema: schema, host: host,
                limits: Reader.Limits(seconds: 60, rows: 1_000_000))
            do {
                let statement = try reader.statement(sql)
                let format = ResultFormat(json: json, csv: csv)
                Terminal.result(bytes: format.bytes(columns: statement.columns, rows: try statement.rows()))
            } catch let error as QueryError {
                throw error.problem
            }
        }
    }

    private func checkHost(_ host: String, in entry: RunFolder.Entry, _ schema: Schema) throws {
        let reader = try Reader(run: entry.path, previous: nil, schema: schema)
        let hosts = try reader.rows("SELECT host FROM targets").compactMap { $0[0].text }
        guard hosts.contains(host) else {
            throw Problem(
                "no such host in the run: \(host)",
                remedy: suggestion(for: host, among: hosts))
        }
    }
}

extension RunFolder {
    /// The run called `id`, or the last, with the one that it calls its previous.
    ///
    /// - Throws: `Problem` when there is none; when the newest file, or the one called `id`, cannot be read: an older run must not
    ///   pass for it.
    func pick(_ id: String?) throws -> (run: Entry, previous: Entry?) {
        let (runs, problems) = try entries()
        let place = { (problem: Problem) in problem.place?.file ?? "" }
        guard let run = id.map({ id in runs.first { $0.id == id } }) ?? runs.last else {
            if let id, let problem = problems.first(where: { place($0) == path(of: id) }) { throw problem }
            if id == nil, let problem = problems.last { throw problem }
            throw Problem(
                id.map { "no such run: \($0)" } ?? "there is no run yet",
                remedy: id.map { id in
                    suggestion(for: id, among: runs.map(\.id))
                } ?? "Start with constat audit.")
        }
        // Names are times, so the greatest is the newest; `…Z-2` comes after `…Z`, which only shows without the ending.
        let name = { (path: String) in path.dropLast(".sqlite".count) }
        if id == nil, var problem = problems.last(where: { name(place($0)) > name(run.path) }) {
            problem.remedy = [problem.remedy, "--run \(run.id) asks the run before it."]
                .compactMap(\.self).joined(separator: " ")
            throw problem
        }
        return (run, runs.first { $0.id == run.previousID })
    }
}
