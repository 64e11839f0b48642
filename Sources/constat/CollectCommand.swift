import ArgumentParser
import Facts
import Inventory
import Model
import Store

/// `constat collect`: the first stage, a run without findings.
struct CollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Visit the servers and keep what they say; check and report come after.")

    @OptionGroup var place: Workspace
    @OptionGroup var selection: Selection
    @Flag(name: .shortAndLong, help: "Say nothing unless something is wrong.") var quiet = false

    func run() async throws {
        try await reportingProblems {
            let inventory = try Inventory.read(try place.inventory)
            let hosts = try selection.hosts(of: inventory)
            let stages = try Stages(place)
            let file = try await stages.collect(inventory, from: hosts, quiet: quiet)
            try stages.complete(file) { try stages.check($0, with: [], inventory) }
            let (entry, previous) = try stages.runs.pick(file.id)
            let summary = try Summary(entry, previous, schema: stages.schema, site: "", pages: nil)
            if !quiet { summary.print(json: false) }
            try summary.exit(failOn: nil)
        }
    }
}
