import ArgumentParser
import Checks
import Foundation
import Inventory
import Model
import Site
import Store

/// `constat audit`: the whole way, from the inventory to the site.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Collect, check and report: the whole way, as cron runs it.")

    @OptionGroup var place: Workspace
    @OptionGroup var selection: Selection
    @Option(
        help: "Exit with 2 when an open finding is at least this severe: critical, high, medium, low or info."
    )
    var failOn: Severity?
    @Flag(name: .shortAndLong, help: "Say nothing unless something is wrong.") var quiet = false
    @Flag(help: "The summary as JSON.") var json = false

    func run() async throws {
        try await reportingProblems {
            let inventory = try Inventory.read(try place.inventory)
            let hosts = try selection.hosts(of: inventory)
            let templates = try place.templates()
            let schema = Schema.whole
            let checks = try CheckFiles.read(templates, schema: schema)
            let site = try SiteTemplates(templates, schema: schema)
            let stages = try Stages(place)
            let file = try await stages.collect(inventory, from: hosts, quiet: quiet)
            try stages.complete(file) { try stages.check($0, with: checks, inventory) }
            let (entry, previous) = try stages.runs.pick(file.id)
            let pages = try await stages.report(entry, after: previous, site, editions: inventory.editions)
            try stages.runs.prune(keeping: inventory.keepRuns)
            let summary = try Summary(
                entry, previous, schema: schema, site: "\(place.output)/site/index.html", pages: pages,
                editions: inventory.editions.count)
            if !quiet || json { summary.print(json: json) }
            try summary.exit(failOn: failOn)
        }
    }
}

extension Severity: ExpressibleByArgument {}

/// Which hosts of the inventory a command is about.
struct Selection: ParsableArguments {
    @Option(name: .long, help: "Only this host; may be given again.") var only: [String] = []

    /// - Throws: `Problem` for a name that the inventory has not.
    func hosts(of inventory: Inventory) throws -> [Model.Host] {
        for name in only where !inventory.hosts.contains(where: { $0.name == name }) {
            throw Problem(
                "no such host in the inventory: \(name)",
                remedy: suggestion(for: name, among: inventory.hosts.map(\.name)))
        }
        return only.isEmpty ? inventory.hosts : inventory.hosts.filter { only.contains($0.name) }
    }
}
