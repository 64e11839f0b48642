import Collect
import Facts
import Foundation
import Inventory
import Model
import Providers

/// Where the answers of hosts and accounts come from, and what time it is there.
struct Source: Sendable {
    let now: @Sendable () -> Int64
    /// What is recorded of the made-up agency; nothing for the real world.
    private let demo: Demo?

    private struct Demo: Sendable {
        let facts: RecordedFacts
        let accounts: RecordedAccounts
    }

    var isDemo: Bool { demo != nil }

    /// The hosts and accounts themselves, now.
    init() {
        now = { Int64(Date().timeIntervalSince1970) }
        demo = nil
    }

    /// The made-up agency in a folder, at the moment that its file `now` says.
    init(demo folder: URL) throws {
        let file = folder.appending(path: "now")
        let text = try String(contentsOf: file, encoding: .utf8)
        guard let moment = Moment(String(text.prefix { $0 != "\n" })) else {
            throw Problem("no moment", at: Place(file: file.path, line: 1), evidence: text)
        }
        now = { moment.seconds }
        demo = Demo(
            facts: try RecordedFacts(folder.appending(path: "facts"), tables: Facts.tables),
            accounts: RecordedAccounts(folder.appending(path: "answers")))
    }

    /// Gives the outcome of a visit to each host to `keep` as it comes.
    func visit(
        _ hosts: [Model.Host], _ bounds: Inventory.Limits, keep: (HostOutcome) throws -> Void
    ) async throws {
        if let demo {
            for host in hosts { try keep(demo.facts.outcome(of: host.name, at: now())) }
            return
        }
        var limits = Collector.Limits()
        limits.run = .seconds(bounds.runMinutes * 60)
        let collector = Collector(
            facts: Facts.all, limits: limits, environment: ProcessInfo.processInfo.environment, now: now)
        try await collector.collect(hosts, atOnce: bounds.hostsAtOnce) { try keep($0) }
    }

    /// What asks accounts.
    ///
    /// `knownInvoices` are those whose lines an earlier run has. A trial only learns what may be read.
    func accounts(
        isTrial: Bool = false, knownInvoices: @escaping @Sendable (Account) -> Set<String> = { _ in [] }
    ) -> AccountCollector {
        let recorded = demo?.accounts
        let tokens = TokenReader(
            environment: recorded == nil ? ProcessInfo.processInfo.environment : ["DEMO": "made-up"])
        let overHTTP = HTTPFetch.line(version: Constat.version, now: now)
        return AccountCollector(
            tokens: tokens, now: now, knownInvoices: knownInvoices, isTrial: isTrial
        ) { account, provider in
            try recorded?.line(to: account) ?? overHTTP(account, provider)
        }
    }
}
