import Checks
import Facts
package import Foundation
package import Model
import Providers
package import Store

/// A made-up agency of six servers, audited twice, a week apart: all that a page can have to show, the same each time.
///
/// Its servers say what the recordings of facts expect. `web-1`, `db-1`, `alpine-1` and `rocky-1` are read whole, `old-1` without
/// root, `mail-1` answers the first time only, and `gone-1` leaves the inventory after it. The checks are the real ones.
package struct Agency: Sendable {
    package let runs: RunFolder
    package let first: RunFolder.Entry
    package let second: RunFolder.Entry

    package static let schema = Schema(facts: Facts.tables, providers: Providers.tables)
    package static let templates = projectFolder.appending(path: "templates").path
    /// When the second run starts, 2026-11-25 at 06:00 UTC; the recordings' times are before it.
    package static let start: Int64 = 1_795_586_400
    package static let week: Int64 = 604_800

    /// The agency, made once for all tests; nothing of it may be changed.
    package static let shared = Result {
        atexit { try? FileManager.default.removeItem(at: Agency.folder) }
        return try Agency(in: folder)
    }

    private static let folder = FileManager.default.temporaryDirectory
        .appending(path: "constat-test-agency-\(getpid())")

    /// Makes the agency's runs in `folder`, the same whenever and wherever it is made.
    package init(in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        runs = try RunFolder(folder.appending(path: "runs").path)
        let checks = try CheckFiles.read([Agency.templates], schema: Agency.schema)
        for visit in [Visit.first, .second] {
            let file = try visit.file(in: runs)
            let earlier = try runs.entries().runs.last
            try file.carryFactsForward(from: earlier, schema: Agency.schema)
            try Agency.check(file, with: checks, after: earlier, at: visit.start)
            try file.finish(at: visit.start + 95)
            try file.publish()
        }
        let entries = try runs.entries().runs
        guard entries.count == 2 else { throw Problem("\(entries.count) runs") }
        (first, second) = (entries[0], entries[1])
    }

    /// A connection to the second run, `previous.` being the first.
    package func reader(seconds: Double = 30) throws -> Reader {
        try Reader(
            run: second.path, previous: first.path, schema: Agency.schema,
            limits: Reader.Limits(seconds: seconds, rows: 100_000))
    }

    /// The waivers in force.
    package static let waivers = [
        Waiver(
            check: "acc-sudo-nopasswd", host: "web-1", until: "2027-01-31", owner: "lea",
            reason: "the deploy pipeline needs it until it has its own runner"),
        Waiver(
            check: "ssh-max-auth-tries", resource: "*", until: "2026-12-24", owner: "sam",
            reason: "waits for the new base image"),
    ]

    private static func check(
        _ file: RunFile, with checks: [Check], after earlier: RunFolder.Entry?, at start: Int64
    ) throws {
        let reader = try Reader(run: file.path, previous: earlier?.path, schema: schema)
        let run = try CheckRun(reader, schema: schema)
        let results = checks.map { run.result(of: $0, waivers: waivers) }
        try file.insert(results.checkRows, into: RunTables.checks)
        try file.insert(results.translationRows, into: RunTables.checkTranslations)
        try file.insert(results.findingRows(at: start), into: RunTables.findings)
        try file.insert(
            [
                [
                    "The waiver of fs-tmp-options for old-1 ended on 2026-11-01",
                    "Fix the finding, or renew the waiver in inventory/waivers.yml:9.",
                ]
            ], into: RunTables.notes)
        try file.carryFindingsForward(from: earlier)
    }
}

/// One of the two runs, before it is checked.
private enum Visit {
    case first, second

    var start: Int64 { self == .first ? Agency.start - Agency.week : Agency.start }

    func file(in runs: RunFolder) throws -> RunFile {
        let earlier = try runs.entries().runs.last
        let file = try RunFile(in: runs, startedAt: start, schema: Agency.schema)
        try file.insert(
            [
                [
                    .text(file.id), self == .first ? 1 : 2, .integer(start), .integer(start + 80), "0.1.0",
                    "Example Agency", "Europe/Paris", .text(SHA256.hex("inventory")), .optional(earlier?.id),
                    "EUR", 0, "open",
                ]
            ], into: RunTables.run)
        try file.insert(Agency.schema.reference, into: RunTables.tableColumns)
        try AgencyCosts.keep(in: file, at: start)
        for (index, server) in servers.enumerated() {
            let host = server.host(line: 4 + index)
            try file.insert([declaration(of: host)], into: RunTables.inventoryHosts)
            try file.insert(
                host.ports.map { [.text(host.name), .integer(Int64($0))] }, into: RunTables.inventoryHostPorts
            )
            try file.insert(
                host.services.map { [.text(host.name), .text($0)] }, into: RunTables.inventoryHostServices)
            try file.keep(try outcome(of: server, at: start + Int64(index)), of: host)
        }
        return file
    }

    private var servers: [Server] {
        Server.all.filter { $0.name != "gone-1" || self == .first }
    }

    private func declaration(of host: Model.Host) -> Row {
        [
            .text(host.name), .text(host.address), .text(host.transport.rawValue),
            .text(host.groups.joined(separator: ",")), .optional(host.client), .optional(host.owner),
            .text(host.tags.joined(separator: ",")), .optional(host.environment), .optional(host.window),
            .optional(host.place?.description),
        ]
    }

    private func outcome(of server: Server, at start: Int64) throws -> HostOutcome {
        var outcome = HostOutcome(
            host: server.name, status: .complete, startedAt: start, finishedAt: start + 7)
        if server.name == "mail-1", self == .second {
            outcome.status = .unreachable
            outcome.reason = "no answer over SSH in 15 s: Connection timed out"
            outcome.remedy = "Check the address in inventory/hosts.yml:9."
            return outcome
        }
        outcome.facts = try RecordedFacts.facts(of: server.system, with: server.recordings)
        setClock(of: server.name, to: start, in: &outcome)
        if server.name == "old-1" { withoutRoot(&outcome) }
        if self == .first {
            for index in outcome.facts.indices { earlier(&outcome.facts[index], server.name) }
        }
        return outcome
    }

    /// Gives the host the clock of the visit; that of `rocky-1` is two minutes fast.
    private func setClock(of name: String, to start: Int64, in outcome: inout HostOutcome) {
        guard let index = outcome.facts.firstIndex(where: { $0.table == "time_synchronization" }),
            let last = outcome.facts[index].rows.first?.values.indices.last
        else { return }
        outcome.facts[index].rows[0].values[last] = .integer(start + (name == "rocky-1" ? 120 : 1))
    }

    /// Takes away what only root may read.
    private func withoutRoot(_ outcome: inout HostOutcome) {
        outcome.status = .partial
        outcome.reason = "sudo -n is refused, so facts that need root are missing"
        outcome.remedy = "Give the audit user the sudoers lines that `constat probe` names."
        for (index, fact) in Facts.all.enumerated() where fact.privilege == .root {
            outcome.facts[index] = FactOutcome(
                table: fact.name, coverage: .unknown, reason: "needs root, and sudo -n was refused",
                remedy: "Give the audit user the sudoers lines that `constat probe` names.")
        }
    }

    /// What was different a week before.
    private func earlier(_ fact: inout FactOutcome, _ host: String) {
        switch (host, fact.table) {
        case ("web-1", "deb_packages"):
            fact.rows.removeLast()
            fact.rows[0].values[1] = "1.0-1"
        case ("web-1", "listening_ports"):
            fact.rows.append([712, 6379, 6, 2, "0.0.0.0", "redis-server", "redis", 110])
        case ("db-1", "shadow"):
            for index in fact.rows.indices { fact.rows[index].values[0] = "locked" }
        default: break
        }
    }
}

/// A server of the agency.
private struct Server {
    let name: String
    let address: String
    /// Whose recordings it answers with.
    let system: String
    var recordings: [String: String] = [:]
    var groups: [String] = []
    var client: String?
    var owner: String?
    var ports: [Int] = []
    var services: [String] = []

    static let all = [
        Server(
            name: "web-1", address: "203.0.113.10", system: "bookworm",
            recordings: ["firewalls": "nftables", "certificates": "trixie", "log_forwarding": "rsyslog"],
            groups: ["web", "production"], client: "acme", owner: "lea", ports: [22, 80, 443],
            services: ["nginx.service"]),
        Server(
            name: "db-1", address: "203.0.113.20", system: "trixie",
            recordings: ["redis_settings": "bookworm", "firewalls": "none", "file": "bookworm"],
            groups: ["db"], client: "acme", owner: "lea", ports: [22]),
        Server(name: "old-1", address: "203.0.113.30", system: "bullseye", groups: ["web"], client: "petit"),
        Server(name: "alpine-1", address: "203.0.113.40", system: "alpine"),
        Server(
            name: "rocky-1", address: "rocky-1.example.com", system: "rocky",
            recordings: ["firewalls": "firewalld"], owner: "sam"),
        Server(
            name: "mail-1", address: "203.0.113.60", system: "bookworm", groups: ["mail"], client: "petit"),
        Server(name: "gone-1", address: "203.0.113.70", system: "alpine"),
    ]

    func host(line: Int) -> Model.Host {
        var host = Model.Host(name: name, address: address)
        host.groups = groups
        host.client = client
        host.owner = owner
        host.tags = client == nil ? [] : ["audit"]
        host.ports = ports
        host.services = services
        host.place = Place(file: "inventory/hosts.yml", line: line)
        return host
    }
}
