import Inventory
import Model
import Store

extension RunFile {
    /// Keeps what the inventory declares beside its hosts, for checks and pages to hold against what is there.
    ///
    /// Its prices are not among it: they stand in one table with the ones that are built in.
    func keep(_ inventory: Inventory) throws {
        try insert(inventory.accountRows, into: InventoryTables.accounts)
        try insert(inventory.clientRows, into: InventoryTables.clients)
        try insert(inventory.matchRows, into: InventoryTables.clientMatches)
        try insert(inventory.appRows, into: InventoryTables.apps)
        try insert(inventory.aliasRows, into: InventoryTables.aliases)
        try insert(inventory.domainRows, into: InventoryTables.domains)
        try insert(inventory.exemptionRows, into: InventoryTables.exemptions)
        try insert(inventory.personRows, into: InventoryTables.people)
        try insert(
            inventory.people.flatMap { person in person.emails.map { [.text(person.name), .text($0)] } },
            into: InventoryTables.personEmails)
        try insert(
            inventory.people.flatMap { person in person.keys.map { [.text(person.name), .text($0)] } },
            into: InventoryTables.personKeys)
        try insert(inventory.attestationRows, into: InventoryTables.attestations)
        try insert(inventory.policy.rows, into: InventoryTables.policy)
        try insert(inventory.rateRows, into: InventoryTables.rates)
    }
}

extension Inventory {
    fileprivate var accountRows: [Row] {
        accounts.map { account in
            [
                .text(account.provider), .text(account.name), .optional(account.budget?.micros),
                .optional(account.budget?.currency), .optional(account.place?.description),
            ]
        }
    }

    fileprivate var clientRows: [Row] {
        clients.map { client in
            [
                .text(client.name), .text(client.title), .optional(client.owner),
                .optional(client.budget?.micros), .optional(client.budget?.currency),
                .optional(client.hostingFee?.micros), .optional(client.hostingFee?.currency),
                .optional(client.window), .optional(client.place?.description),
            ]
        }
    }

    fileprivate var matchRows: [Row] {
        let matches = clients.flatMap { client in client.matches.map { (client.name, $0) } }
        return matches.enumerated().map { index, match in
            let (client, rule) = match
            return [
                .integer(Int64(index + 1)), .text(client), .text(rule.kind.rawValue), .text(rule.pattern),
                .real(rule.share), .optional(rule.place?.description),
            ]
        }
    }

    fileprivate var appRows: [Row] {
        apps.map { app in
            [
                .text(app.name), .optional(app.client), .optional(app.owner), .optional(app.environment),
                .optional(app.place?.description),
            ]
        }
    }

    fileprivate var aliasRows: [Row] {
        hosts.flatMap { host in host.aliases.map { [.text(host.name), "server", .text($0)] } }
            + apps.flatMap { app in app.aliases.map { [.text(app.name), "app", .text($0)] } }
    }

    fileprivate var domainRows: [Row] {
        apps.flatMap { app in
            app.domains.map {
                [.text($0), .text(app.name), .optional(app.client), .optional(app.environment)]
            }
        }
    }

    fileprivate var exemptionRows: [Row] {
        (hosts.map { ($0.name, $0.exemptions) } + apps.map { ($0.name, $0.exemptions) })
            .flatMap { asset, exemptions in
                exemptions.map { [.text(asset), .text($0.promise), .text($0.reason)] }
            }
    }

    fileprivate var personRows: [Row] {
        people.map { person in
            [.text(person.name), .optional(person.left), .optional(person.place?.description)]
        }
    }

    fileprivate var attestationRows: [Row] {
        attestations.map { [.text($0.provider), .text($0.subject), .text($0.person), .text($0.day)] }
    }

    fileprivate var rateRows: [Row] {
        rates.map {
            [.text($0.currency), .text($0.base), .real($0.rate), .text($0.day), .text($0.source)]
        }
    }
}

extension Policy {
    /// Every bound, those too that nobody set.
    fileprivate var rows: [Row] {
        let bounds = [
            ("administrators_least", administrators.lowerBound),
            ("administrators_most", administrators.upperBound), ("snapshot_days", snapshotDays),
            ("stopped_days", stoppedDays), ("idle_days", idleDays), ("temporary_days", temporaryDays),
            ("review_days", reviewDays), ("unallocated_percent", unallocatedPercent),
        ]
        return emailDomains.map { ["email_domain", .text($0)] }
            + bounds.map { [.text($0.0), .text(String($0.1))] }
    }
}
