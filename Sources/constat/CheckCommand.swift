import ArgumentParser
import Checks
import Inventory
import Model
import Store

/// `constat check`: the checks alone, over the last run.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Run the checks over the last run, or see that check files are right.",
        usage: """
            constat check                              all checks over the last run, whose findings they replace
            constat check templates/checks/mine.md     only whether that file is right, and what it says of the last run
            """)

    @OptionGroup var place: Workspace
    @Argument(help: "Check files to try; the run is not changed.") var files: [String] = []
    @Option(help: "Exit with 2 when an open finding is at least this severe.") var failOn: Severity?
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
        try await reportingProblems {
            let schema = Schema.whole
            if !files.isEmpty { return try attempt(schema) }
            let inventory = try Inventory.read(try place.inventory)
            let checks = try CheckFiles.read(try place.templates(), schema: schema)
            let stages = try Stages(place)
            let (last, _) = try stages.runs.pick(nil)
            let file = try RunFile(revising: last.id, in: stages.runs, schema: schema)
            try stages.complete(file) {
                try $0.forgetFindings()
                try stages.check($0, with: checks, inventory)
            }
            let (entry, previous) = try stages.runs.pick(last.id)
            let summary = try Summary(entry, previous, schema: schema, site: "", pages: nil)
            summary.print(json: json)
            try summary.exit(failOn: failOn)
        }
    }

    /// Runs the named files over the last run without keeping what they say.
    private func attempt(_ schema: Schema) throws {
        let checks = try CheckFiles.read(files: files, schema: schema)
        let (entry, previous) = try place.runs().pick(nil)
        let run = try CheckRun(
            Reader(run: entry.path, previous: previous?.path, schema: schema), schema: schema)
        let rows: [Row] = checks.map { run.result(of: $0) }.flatMap { result -> [Row] in
            let check = result.check
            if let error = result.error { return [[.text(check.id), nil, nil, "error", nil, .text(error)]] }
            return result.findings.map { finding in
                [
                    .text(check.id), .optional(finding.host), .text(finding.resource),
                    .text(finding.status.rawValue),
                    .text(finding.severity.rawValue), .text(finding.reason),
                ]
            }
        }
        Terminal.result(
            bytes: ResultFormat(json: json, csv: false).bytes(
                columns: ["check", "host", "resource", "status", "severity", "reason"], rows: rows))
    }
}
