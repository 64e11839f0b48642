import Foundation
import Inventory
import Model
import TestSupport
import Testing

/// The files of an inventory, and what must come of reading them: the whole of it, or every mistake as people see it.
///
/// A `.case` file is parts that a line `==> path` starts, a line of ten dashes, and what comes of the folder `inventory`.
/// `~/` in it is the folder `home`.
struct InventoryCase: CustomTestStringConvertible, Sendable {
    let file: URL

    static let all: [InventoryCase] = {
        let folder = testsFolder.appending(path: "InventoryTests/Cases")
        let found =
            (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return found.filter { $0.pathExtension == "case" }.map(InventoryCase.init).sorted {
            $0.file.path < $1.file.path
        }
    }()

    var testDescription: String { file.lastPathComponent }

    /// The text of the files, and the expected text.
    func parts() throws -> (given: String, expected: String?) {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard let rule = text.range(of: "\n----------\n") else { return (text, nil) }
        return (String(text[..<rule.lowerBound]) + "\n", String(text[rule.upperBound...]))
    }

    /// The files by path.
    static func files(in given: String) -> [String: String] {
        var files: [String: String] = [:]
        var path: String?
        for line in given.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("==> ") {
                path = String(line.dropFirst(4))
            } else if let path {
                files[path, default: ""] += line + "\n"
            }
        }
        return files
    }
}

/// A folder of a test's own, which is gone after it.
struct Scratch {
    let folder: URL

    /// Runs `body` with a new folder that has `files`.
    static func with<Result>(_ files: [String: String], _ body: (Scratch) throws -> Result) throws -> Result {
        let name = "constat-inventory-\(UUID().uuidString)"
        let scratch = Scratch(folder: FileManager.default.temporaryDirectory.appending(path: name))
        try FileManager.default.createDirectory(at: scratch.folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch.folder) }
        for (path, text) in files { try scratch.write(Data(text.utf8), to: path) }
        return try body(scratch)
    }

    func write(_ data: Data, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    /// The inventory in it.
    func read() throws -> Inventory {
        try Inventory.read(folder.path + "/inventory", home: folder.path + "/home")
    }

    /// What comes of reading it, in text, without the folder's own name.
    func outcome() -> String {
        let text: String
        do {
            text = try read().written
        } catch let problems as Problems {
            text = problems.all.map { $0.description + "\n" }.joined()
        } catch {
            text = "another error: \(error)\n"
        }
        return text.replacingOccurrences(of: folder.path + "/", with: "")
    }
}

/// What comes of an inventory with the one file `hosts.yml`.
func outcome(_ hosts: String) throws -> String {
    try Scratch.with(["inventory/hosts.yml": hosts]) { $0.outcome() }
}

extension Inventory {
    /// All of it but the digest, a line a thing; what is at its default is left out of a host.
    var written: String {
        var lines = [
            "organisation: \(organisation)", "timezone: \(timezone)", "keep runs: \(keepRuns)",
            "limits: \(limits.hostsAtOnce) at once, \(limits.hostSeconds) s a host, \(limits.runMinutes) min",
        ]
        let usual = Inventory()
        if currency != usual.currency { lines.append("currency: \(currency)") }
        if let window { lines.append("window: \(window)") }
        if horizonDays != usual.horizonDays { lines.append("horizon days: \(horizonDays)") }
        if policy != usual.policy { lines += written(policy, "policy", beside: usual.policy, at: nil) }
        for host in hosts {
            lines += written(
                host, "host \(host.name)", beside: Model.Host(name: host.name, address: host.name),
                at: host.place)
        }
        lines += writtenDeclarations
        for waiver in waivers {
            lines.append("waiver \(waiver.check) (\(waiver.place.map { $0.description } ?? "nowhere"))")
            lines.append("  host: \(waiver.host ?? "any")  resource: \(waiver.resource ?? "any")")
            lines.append("  until: \(waiver.until)  owner: \(waiver.owner)  reason: \(waiver.reason)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// What is declared beside hosts.
    private var writtenDeclarations: [String] {
        var lines: [String] = []
        for rule in discoveries {
            let plain = Discovery(provider: rule.provider, template: Model.Host(name: "", address: ""))
            var shown = rule
            shown.template = plain.template
            lines += written(shown, "discovery \(rule.provider)", beside: plain, at: rule.place)
            lines += written(rule.template, "  template", beside: plain.template, at: nil).map { "  \($0)" }
        }
        for account in accounts {
            let plain = Account(provider: account.provider, name: account.name)
            lines += written(account, "account \(account.title)", beside: plain, at: account.place)
        }
        for client in clients {
            var (shown, plain) = (client, Client(name: client.name))
            shown.matches = []
            plain.matches = []
            lines += written(shown, "client \(client.name)", beside: plain, at: client.place)
            lines += client.matches.map { match in
                "  match \(match.kind.rawValue) \(match.pattern) share \(match.share) (\(at(match.place)))"
            }
        }
        for app in apps {
            lines += written(app, "app \(app.name)", beside: App(name: app.name), at: app.place)
        }
        for person in people {
            let plain = Person(name: person.name)
            lines += written(person, "person \(person.name)", beside: plain, at: person.place)
        }
        lines += editions.map { edition in
            "edition \(edition.name): \(edition.language) \(edition.readers.map(\.rawValue))"
        }
        lines += prices.map { price in
            "price \(price.provider) \(price.sku) \(price.account ?? "all"): \(price.micros) "
                + "\(price.currency ?? "%") a \(price.unit), \(price.day), \(price.source)"
        }
        lines += rates.map { "rate: 1 \($0.currency) is \($0.rate) \($0.base), \($0.day), \($0.source)" }
        lines += attestations.map { "attestation \($0.provider) \($0.subject) \($0.person) \($0.day)" }
        return lines
    }

    private func at(_ place: Place?) -> String { place.map { $0.description } ?? "nowhere" }

    /// A line for `thing`, and one for each of its properties that is other than that of `plain`.
    private func written<Thing>(_ thing: Thing, _ title: String, beside plain: Thing, at place: Place?)
        -> [String]
    {
        let head = place.map { "\(title) (\($0))" } ?? title
        return [head]
            + zip(fields(of: thing), fields(of: plain)).compactMap { own, usual in
                own.1 == usual.1 ? nil : "  \(own.0): \(own.1)"
            }
    }

    /// The stored properties of a thing, by name, so that none can be forgotten here.
    private func fields(of thing: Any) -> [(String, String)] {
        Mirror(reflecting: thing).children.compactMap { child in
            guard let label = child.label, label != "place" else { return nil }
            let value = Mirror(reflecting: child.value)
            if value.displayStyle == .optional {
                return (label, value.children.first.map { self.text($0.value) } ?? "none")
            }
            return (label, text(child.value))
        }
    }

    private func text(_ value: Any) -> String {
        switch value {
        case let money as Money: "\(Money.decimal(money.micros)) \(money.currency)"
        case let excused as [Exemption]: "\(excused.map { "\($0.promise): \($0.reason)" })"
        default: "\(value)"
        }
    }
}
