import ArgumentParser
import Checks
import Collect
import Facts
import Foundation
import Inventory
import Model
import Site
import Store

/// `constat doctor`: what works from here, what does not, and the remedy of each.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "See what works from here and what does not, with the remedy; changes nothing.")

    @OptionGroup var place: Workspace
    @OptionGroup var selection: Selection
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
        try await reportingProblems {
            var findings: [Row] = []
            let schema = Schema.whole
            let inventory = try Inventory.read(try place.inventory)
            add(
                "inventory", "ok",
                "\(inventory.hosts.count) servers, \(inventory.accounts.count) accounts, \(inventory.waivers.count) waivers",
                nil, &findings)
            let templates = try place.templates()
            let checks = try CheckFiles.read(templates, schema: schema)
            let site = try SiteTemplates(templates, schema: schema)
            add("templates", "ok", "\(checks.count) checks, \(site.pages.count) page files", nil, &findings)
            translations(checks, site, &findings)
            try disk(&findings)
            program("ssh", needed: inventory.hosts.contains { $0.transport == .ssh }, &findings)
            let source = try place.source
            try await accounts(inventory, source, &findings)
            if !source.isDemo { try await servers(inventory, &findings) }
            let columns = ["what", "state", "found", "remedy"]
            Terminal.result(
                bytes: ResultFormat(json: json, csv: false).bytes(columns: columns, rows: findings))
            let bad = findings.count { $0[1] == "FAIL" }
            if bad > 0 {
                Terminal.say(
                    bad == 1 ? "1 problem. Nothing was changed." : "\(bad) problems. Nothing was changed.")
                throw ExitStatus.failed
            }
        }
    }

    private func add(
        _ what: String, _ state: String, _ found: String, _ remedy: String?, _ findings: inout [Row]
    ) {
        findings.append([.text(what), .text(state), .text(found), .optional(remedy)])
    }

    /// What the pages of another language would say in English; no failure, for a team's own files may stay as they are.
    private func translations(_ checks: [Check], _ site: SiteTemplates, _ findings: inout [Row]) {
        for language in Language.allCases where language != .en {
            let missing =
                site.missingTranslations(for: language)
                + CheckFiles.missingTranslations(of: checks, for: language)
            let few = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
            add(
                "translations", missing.isEmpty ? "ok" : "warn",
                missing.isEmpty
                    ? language.rawValue : "\(language.rawValue)  \(missing.count) missing: \(few)",
                missing.isEmpty
                    ? nil : "Write NAME.\(language.rawValue).md beside each; until then it is in English.",
                &findings)
        }
    }

    private func disk(_ findings: inout [Row]) throws {
        var status = statvfs()
        let folder = FileManager.default.fileExists(atPath: place.output) ? place.output : place.folder
        guard statvfs(folder, &status) == 0 else { throw Problem.disk(folder) }
        let free = Int(status.f_bavail) * Int(status.f_frsize) / 1_048_576
        add(
            "disk", free > 200 ? "ok" : "FAIL", "\(free) MB free for \(place.output)",
            free > 200 ? nil : "Free some room: a run of 50 servers takes about 50 MB.", &findings)
    }

    private func program(_ name: String, needed: Bool, _ findings: inout [Row]) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let found = path.split(separator: ":").lazy.map { "\($0)/\(name)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        if let found {
            add(name, "ok", found, nil, &findings)
        } else if needed {
            add(name, "FAIL", "not on the PATH", "Install openssh-client.", &findings)
        }
    }

    /// Asks every account for the first page of each of its lists, to learn what its token may read.
    private func accounts(
        _ inventory: Inventory, _ source: Source, _ findings: inout [Row]
    ) async throws {
        var rows: [Row] = []
        try await source.accounts(isTrial: true).collect(inventory.accounts) { outcome in
            let unread = outcome.endpoints.filter { $0.coverage == .unknown }
            let (state, found, remedy): (String, String, String?)
            switch outcome.status {
            case .complete where unread.isEmpty:
                (state, found, remedy) = ("ok", "\(outcome.requests) requests, all answered", nil)
            case .complete, .partial:
                let few = unread.prefix(4).map(\.endpoint).joined(separator: ", ")
                let remedies = Set(unread.compactMap(\.remedy)).sorted().joined(separator: " ")
                state = "warn"
                found =
                    unread.isEmpty
                    ? outcome.reason ?? "read in part" : "cannot read \(few)\(unread.count > 4 ? ", …" : "")"
                remedy = remedies.isEmpty ? outcome.remedy : remedies
            default:
                (state, found, remedy) = ("FAIL", outcome.reason ?? outcome.status.rawValue, outcome.remedy)
            }
            rows.append([
                .text(outcome.account.title), .text(state), .text(found), .optional(remedy),
            ])
        }
        findings += rows.sorted { ($0[0].text ?? "") < ($1[0].text ?? "") }
    }

    /// Visits every server once with the smallest probe there is.
    private func servers(_ inventory: Inventory, _ findings: inout [Row]) async throws {
        let facts = Facts.all.filter { ["os_version", "shadow", "time_synchronization"].contains($0.name) }
        let collector = Collector(
            facts: facts, environment: ProcessInfo.processInfo.environment,
            now: { Int64(Date().timeIntervalSince1970) })
        var rows: [Row] = []
        try await collector.collect(try selection.hosts(of: inventory), atOnce: inventory.limits.hostsAtOnce)
        { outcome in
            let answered = outcome.status == .complete || outcome.status == .partial
            let unread = outcome.facts.filter { $0.coverage != .complete }
            let found =
                answered
                ? (unread.isEmpty
                    ? "answers" : "answers; not read: \(unread.map(\.table).joined(separator: ", "))")
                : outcome.reason ?? outcome.status.rawValue
            rows.append([
                .text(outcome.host), .text(answered ? (unread.isEmpty ? "ok" : "warn") : "FAIL"),
                .text(found),
                .optional(outcome.remedy ?? unread.first?.remedy),
            ])
        }
        findings += rows.sorted { ($0[0].text ?? "") < ($1[0].text ?? "") }
    }
}
