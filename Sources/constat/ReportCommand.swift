import ArgumentParser
import Inventory
import Model
import Site
import Store

/// `constat report`: the site alone, from a run that is there.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the site of the last run anew.")

    @OptionGroup var place: Workspace
    @Option(name: .customLong("run"), help: "The run to show, by its id. (default: the last)") var runID:
        String?

    func run() async throws {
        try await reportingProblems {
            let schema = Schema.whole
            let editions = try Inventory.read(place.inventory).editions
            let templates = try SiteTemplates(try place.templates(), schema: schema)
            let stages = try Stages(place)
            let (entry, previous) = try stages.runs.pick(runID)
            let pages = try await stages.report(entry, after: previous, templates, editions: editions)
            Terminal.result("\(place.output)/site/index.html, \(pages) pages")
        }
    }
}
