import Assets
import Collect
import Costs
import Foundation
import Inventory
import Model
import Providers
import Store

/// The part of collecting that asks providers, and what is made of it.
extension Stages {
    /// Asks the accounts and keeps what they say, with what the run before knows of those that said nothing.
    func ask(
        _ inventory: Inventory, into file: RunFile, after earlier: RunFolder.Entry?, quiet: Bool
    ) async throws {
        let known = try invoices(of: earlier)
        let collector = source.accounts { known[$0.title] ?? [] }
        var done = 0
        try await collector.collect(inventory.accounts) { outcome in
            let title = Providers.named(outcome.account.provider)?.title ?? outcome.account.provider
            try file.keep(outcome, title: title)
            done += 1
            if !quiet { report(outcome, done, of: inventory.accounts.count) }
        }
        if !inventory.accounts.isEmpty { Terminal.endProgress() }
        try file.carryAccountsForward(from: earlier, schema: schema)
    }

    /// Asks the accounts, then gives the hosts to visit: those that were meant, and the servers that the accounts list and the
    /// inventory takes by rule, unless only some hosts were meant.
    func askAndDiscover(
        _ inventory: Inventory, _ hosts: [Model.Host], into file: RunFile, after earlier: RunFolder.Entry?,
        quiet: Bool
    ) async throws -> [Model.Host] {
        try await ask(inventory, into: file, after: earlier, quiet: quiet)
        guard !inventory.discoveries.isEmpty, hosts.count == inventory.hosts.count else { return hosts }
        let reader = try Reader(run: file.path, previous: nil, schema: schema, limits: Stages.derivation)
        let found = try Discovered.hosts(by: inventory.discoveries, reader, besides: inventory.hosts)
        try keep(found, in: file)
        return hosts + found
    }

    /// Makes assets, costs and the coverage matrix of all that was kept.
    func derive(_ file: RunFile, after earlier: RunFolder.Entry?) throws {
        let reader = {
            try Reader(run: file.path, previous: earlier?.path, schema: schema, limits: Stages.derivation)
        }
        try Assets.keep(in: file, try reader())
        try Costs.keep(in: file, try reader())
        try file.giveAssetsToClients()
        try Assets.keepCoverage(in: file, try reader())
    }

    /// What making assets and costs may take: a big account has a hundred thousand lines of bills.
    private static let derivation = Reader.Limits(seconds: 120, rows: 5_000_000)

    /// The closed invoices whose lines an earlier run has, and which add up to them, by account.
    private func invoices(of earlier: RunFolder.Entry?) throws -> [String: Set<String>] {
        guard let earlier else { return [:] }
        let reader = try Reader(run: earlier.path, previous: nil, schema: schema, limits: Stages.derivation)
        var known: [String: Set<String>] = [:]
        for row in try reader.rows(
            """
            SELECT invoices.provider || ' ' || invoices.account, invoices.invoice_id FROM invoices
            JOIN charges USING (provider, account, invoice_id)
            WHERE state <> 'open' AND has_lines = 1 AND x_cost_source = 'invoiced'
            GROUP BY invoices.provider, invoices.account, invoices.invoice_id HAVING SUM(billed_cost) = total
            """)
        {
            known[row[0].text ?? "", default: []].insert(row[1].text ?? "")
        }
        return known
    }

    /// A line for each account that is not all right, and a moving one for those that are.
    private func report(_ outcome: AccountOutcome, _ done: Int, of all: Int) {
        if outcome.status != .complete {
            Terminal.endProgress()
            Terminal.say(
                "\(outcome.account.title): \(outcome.status.rawValue): \(outcome.reason ?? "no reason given")"
            )
            if let remedy = outcome.remedy { Terminal.say("  \(remedy)") }
        }
        Terminal.progress("Asking  \(done)/\(all) accounts, last: \(outcome.account.title)")
    }
}
