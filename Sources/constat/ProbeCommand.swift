import ArgumentParser
import Collect
import Facts
import Model

/// `constat probe`: the script that hosts are sent, for anyone to read.
struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Print the script that servers are sent, or the form of it to install as a forced command.")

    @Flag(help: "The form to install on a server, so that the audit key can do nothing else.")
    var forcedCommand = false
    @Option(help: "Only the script of one fact, ready for sh.") var only: String?

    func run() async throws {
        try await reportingProblems { try answer() }
    }

    private func answer() throws {
        let probe = Collect.Probe(facts: Facts.all)
        guard let only else {
            return Terminal.result(bytes: Array((forcedCommand ? probe.forcedCommand : probe.text).utf8))
        }
        guard let fact = Facts.all.first(where: { $0.name == only }) else {
            throw Problem(
                "no such fact: \(only)",
                remedy: suggestion(for: only, among: Facts.tables.map(\.name)))
        }
        Terminal.result(bytes: Array((Prelude.script + fact.script + "\n").utf8))
    }
}
