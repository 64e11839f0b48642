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
        for host in hosts {
            let plain = Model.Host(name: host.name, address: host.name)
            lines.append("host \(host.name) (\(host.place.map { $0.description } ?? "nowhere"))")
            for ((name, value), (_, usual)) in zip(fields(of: host), fields(of: plain)) where value != usual {
                lines.append("  \(name): \(value)")
            }
        }
        for waiver in waivers {
            lines.append("waiver \(waiver.check) (\(waiver.place.map { $0.description } ?? "nowhere"))")
            lines.append("  host: \(waiver.host ?? "any")  resource: \(waiver.resource ?? "any")")
            lines.append("  until: \(waiver.until)  owner: \(waiver.owner)  reason: \(waiver.reason)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The stored properties of a host, by name, so that none can be forgotten here.
    private func fields(of host: Model.Host) -> [(String, String)] {
        Mirror(reflecting: host).children.compactMap { child in
            guard let label = child.label, label != "place" else { return nil }
            let value = Mirror(reflecting: child.value)
            let isOptional = value.displayStyle == .optional
            return (
                label, isOptional ? value.children.first.map { "\($0.value)" } ?? "none" : "\(child.value)"
            )
        }
    }
}
