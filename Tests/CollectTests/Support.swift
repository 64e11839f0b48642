import Collect
import Foundation
import Model

/// A collector over `facts` with this process's PATH, and no agent.
func collector(
    _ facts: [any Fact.Type], limits: Collector.Limits = Collector.Limits(),
    environment: [String: String] = [:],
    run: @escaping @Sendable (Session.Command) async -> Session = { await Session.run($0) }
) -> Collector {
    var variables = environment
    variables["PATH"] = environment["PATH"] ?? ProcessInfo.processInfo.environment["PATH"]
    variables["HOME"] = environment["HOME"] ?? NSHomeDirectory()
    return Collector(facts: facts, limits: limits, environment: variables, now: { 1_700_000_000 }, run: run)
}

func here(become: Model.Host.Become = .none, roots: [String] = []) -> Model.Host {
    var host = Model.Host(name: "here", address: "localhost")
    host.transport = .local
    host.become = become
    host.roots = roots
    host.timeout = 30
    return host
}

extension HostOutcome {
    subscript(table: String) -> FactOutcome? { facts.first { $0.table == table } }

    func lines(of table: String) -> [String] { self[table]?.rows.compactMap { $0[0].text } ?? [] }
}
