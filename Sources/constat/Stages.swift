import Checks
import Collect
import Costs
import Facts
import Foundation
import Inventory
import Model
import Publish
import Site
import Store

/// The stages that a run is made of, each with what it needs; the commands put them together.
struct Stages {
    let workspace: Workspace
    let schema = Schema.whole
    let runs: RunFolder
    /// Where answers come from: the hosts and accounts themselves, or what is recorded of made-up ones.
    let source: Source
    /// Held until the command ends.
    private let lock: Lock

    /// Opens the output folder for writing.
    ///
    /// - Throws: `LockHeld` when another run is at work in it.
    init(_ workspace: Workspace) throws {
        self.workspace = workspace
        source = try workspace.source
        runs = try workspace.runs(forWriting: true)
        lock = try workspace.lock()
        try runs.removeLeftovers()
        StagedSite.removeLeftovers(in: workspace.output)
    }

    /// Visits the hosts and keeps what they say in a new run file, with what the run before knows of those that said nothing.
    func collect(_ inventory: Inventory, from hosts: [Model.Host], quiet: Bool) async throws -> RunFile {
        let (earlier, damaged) = try predecessor()
        let start = source.now()
        let file = try RunFile(in: runs, startedAt: start, schema: schema)
        do {
            try keep(inventory, in: file, after: earlier, startedAt: start)
            try file.insert(try vanished(inventory, since: earlier), into: RunTables.notes)
            for problem in damaged {
                Terminal.say(problem.description)
                let name = problem.place.map { "\($0): " } ?? ""
                try file.insert(
                    [
                        [
                            .text("An earlier run could not be read: \(name)\(problem.what)"),
                            .optional(problem.remedy),
                        ]
                    ],
                    into: RunTables.notes)
            }
            let all = try await askAndDiscover(inventory, hosts, into: file, after: earlier, quiet: quiet)
            try await visit(all, inventory.limits, into: file, quiet: quiet)
            try passOver(inventory.hosts.filter { !all.contains($0) }, in: file, at: start)
            try file.carryFactsForward(from: earlier, schema: schema)
            try derive(file, after: earlier)
            return file
        } catch {
            file.discard()
            throw error
        }
    }

    /// The run that the next one compares itself with and carries history from, and what is wrong with runs that it cannot be.
    ///
    /// It is the newest that can be read whole and was checked: one that was only collected has no findings to date others by.
    private func predecessor() throws -> (run: RunFolder.Entry?, problems: [Problem]) {
        var (entries, problems) = try runs.entries()
        if entries.contains(where: \.isChecked) { entries.removeAll { !$0.isChecked } }
        while let entry = entries.popLast() {
            guard let problem = entry.damage() else { return (entry, problems) }
            problems.append(problem)
        }
        return (nil, problems)
    }

    /// Says of hosts that were left out that they were, so that nobody takes what is not known of them for resolved.
    private func passOver(_ hosts: [Model.Host], in file: RunFile, at time: Int64) throws {
        for host in hosts {
            let outcome = HostOutcome(
                host: host.name, status: .failed, reason: "not visited: --only named other servers",
                remedy: "`constat audit` visits all of them.", startedAt: time, finishedAt: time)
            try file.keep(outcome, of: host)
        }
    }

    /// A note on the servers that the run before had and the inventory no longer has; their findings end without being resolved.
    private func vanished(_ inventory: Inventory, since previous: RunFolder.Entry?) throws -> [Row] {
        guard let previous else { return [] }
        let reader = try Reader(run: previous.path, previous: nil, schema: schema)
        let names = Set(inventory.hosts.map(\.name))
        let gone = try reader.rows("SELECT host FROM targets ORDER BY host").compactMap(\.[0].text)
            .filter { !names.contains($0) }
        guard !gone.isEmpty else { return [] }
        let some =
            gone.prefix(10).joined(separator: ", ") + (gone.count > 10 ? " and \(gone.count - 10) more" : "")
        return [
            [
                .text("No longer in the inventory: \(some)"),
                .text("What was last known of them is in run \(previous.id)."),
            ]
        ]
    }

    private func keep(
        _ inventory: Inventory, in file: RunFile, after previous: RunFolder.Entry?, startedAt start: Int64
    ) throws {
        try file.insert(
            [
                [
                    .text(file.id), .integer(try runs.nextNumber()), .integer(start), .null,
                    .text(Constat.version), .text(inventory.organisation), .text(inventory.timezone),
                    .text(inventory.digest), .optional(previous?.id), .text(inventory.currency),
                    .bool(source.isDemo), "open",
                ]
            ], into: RunTables.run)
        try file.insert(schema.reference, into: RunTables.tableColumns)
        try file.keep(inventory)
        try file.insert(Prices.rows(overrides: inventory.prices), into: InventoryTables.prices)
        try keep(inventory.hosts, in: file)
    }

    /// Keeps what the inventory says of hosts.
    func keep(_ hosts: [Model.Host], in file: RunFile) throws {
        try file.insert(
            hosts.map { host in
                [
                    .text(host.name), .text(host.address), .text(host.transport.rawValue),
                    .text(host.groups.joined(separator: ",")), .optional(host.client), .optional(host.owner),
                    .text(host.tags.joined(separator: ",")), .optional(host.environment),
                    .optional(host.window), .optional(host.place?.description),
                ]
            }, into: RunTables.inventoryHosts)
        try file.insert(
            hosts.flatMap { host in host.ports.map { [.text(host.name), .integer(Int64($0))] } },
            into: RunTables.inventoryHostPorts)
        try file.insert(
            hosts.flatMap { host in host.services.map { [.text(host.name), .text($0)] } },
            into: RunTables.inventoryHostServices)
    }

    private func visit(
        _ hosts: [Model.Host], _ bounds: Inventory.Limits, into file: RunFile, quiet: Bool
    ) async throws {
        let byName = Dictionary(hosts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var done = 0
        try await source.visit(hosts, bounds) { outcome in
            guard let host = byName[outcome.host] else { return }
            try file.keep(outcome, of: host)
            done += 1
            if !quiet { report(outcome, done, of: hosts.count) }
        }
        Terminal.endProgress()
    }

    /// A line for each host that is not all right, and a moving one for those that are.
    private func report(_ outcome: HostOutcome, _ done: Int, of all: Int) {
        if outcome.status != .complete && outcome.status != .partial {
            Terminal.endProgress()
            Terminal.say(
                "\(outcome.host): \(outcome.status.rawValue): \(outcome.reason ?? "no reason given")")
            if let remedy = outcome.remedy { Terminal.say("  \(remedy)") }
        }
        Terminal.progress("Collecting  \(done)/\(all) servers, last: \(outcome.host)")
    }

    /// Runs every check over the run and keeps what they say.
    func check(_ file: RunFile, with checks: [Check], _ inventory: Inventory) throws {
        let (start, previous) = try identity(of: file)
        let earlier = try runs.entries().runs.first { $0.id == previous }
        let reader = try Reader(
            run: file.path, previous: earlier?.path, schema: schema, limits: CheckRun.limits)
        let run = try CheckRun(reader, schema: schema)
        let today = Day(source.now(), in: inventory.timezone)
        let (inForce, ended) = (
            inventory.waivers.filter { $0.until >= today.description },
            inventory.waivers.filter { $0.until < today.description }
        )
        let results = checks.map { run.result(of: $0, waivers: inForce) }
        try file.insert(results.checkRows, into: RunTables.checks)
        try file.insert(results.translationRows, into: RunTables.checkTranslations)
        try file.insert(results.findingRows(at: start), into: RunTables.findings)
        try file.insert(notes(on: ended, inForce, checks), into: RunTables.notes)
        try file.carryFindingsForward(from: earlier)
        try file.finish(at: source.now())
    }

    /// The start of the run in `file`, and the run that it calls its previous.
    private func identity(of file: RunFile) throws -> (start: Int64, previous: String?) {
        let reader = try Reader(run: file.path, previous: nil, schema: schema)
        guard let row = try reader.rows("SELECT started_at, previous_id FROM run").first,
            case .integer(let start) = row[0]
        else { throw Problem("holds no run", at: Place(file: file.path)) }
        return (start, row[1].text)
    }

    /// Does what is left to do on a run, then gives it its name; on any error nothing of it stays.
    func complete(_ file: RunFile, _ work: (RunFile) throws -> Void) throws {
        do {
            try work(file)
            try Task.checkCancellation()
            try file.publish()
        } catch {
            file.discard()
            throw error
        }
    }

    /// What the readers must know of the waivers themselves.
    private func notes(on ended: [Waiver], _ inForce: [Waiver], _ checks: [Check]) -> [Row] {
        let ids = Set(checks.map(\.id))
        return ended.map { waiver in
            [
                .text(
                    "The waiver of \(waiver.check) for \(waiver.host ?? waiver.resource ?? "every server") ended on \(waiver.until)"
                ),
                .text(
                    "Fix the finding, or renew the waiver in \(waiver.place?.description ?? "the inventory")."
                ),
            ]
        }
            + inForce.filter { !ids.contains($0.check) }.map { waiver in
                [
                    .text("A waiver names the check \(waiver.check), which does not exist"),
                    .optional(
                        nearest(to: waiver.check, among: ids).map {
                            "Did you mean \($0)? See \(waiver.place?.description ?? "the inventory")."
                        }),
                ]
            }
    }

    /// Writes the site of a run, edition by edition, and puts it in the place of the old one; gives the number of its pages.
    func report(
        _ entry: RunFolder.Entry, after previous: RunFolder.Entry?, _ templates: SiteTemplates,
        editions: [Edition]
    ) async throws -> Int {
        let site = try StagedSite(output: workspace.output)
        do {
            let pages = try await SiteBuilder(templates, schema: schema).build(
                run: entry.path, previous: previous?.path, editions: editions,
                workers: ProcessInfo.processInfo.activeProcessorCount
            ) { bytes, path in
                try Task.checkCancellation()
                try site.write(bytes, to: path)
            }
            try Task.checkCancellation()
            try site.publish()
            return pages
        } catch {
            site.discard()
            throw error
        }
    }
}
