import Foundation
import TestSupport
import Testing

/// Imports go one way, and a dependency stays in its one module or two.
@Suite struct ImportTests {
    /// The modules of `Package.swift` in their order, which is the way of the data, with what each declares.
    static let modules: [(name: String, declared: Set<String>)] = {
        let text = ProjectFile.all.first { $0.path == "Package.swift" }?.text ?? ""
        // Each target begins a piece; products are named within it.
        return text.components(separatedBy: "arget(").dropFirst().compactMap {
            piece -> (String, Set<String>)? in
            let words = piece.components(separatedBy: "\"")
            guard words.count > 2 else { return nil }
            let quoted = Set(stride(from: 3, to: words.count, by: 2).map { words[$0] })
            return (words[1], quoted)
        }
    }()

    /// The modules that a line imports: `internal import struct GRDB.Configuration` is GRDB.
    private func module(importedBy line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy(Self.modifiers.contains),
            let last = words.last, index + 1 < words.count, index + 3 >= words.count
        else { return nil }
        return last.split(separator: ".").first.map(String.init)
    }

    private static let modifiers: Set<String> = [
        "internal", "package", "private", "fileprivate", "public", "@testable",
    ]

    private static let system: Set<String> = ["Foundation", "Glibc", "Synchronization", "Testing"]

    @Test("an import is one that Package.swift declares for its module, and so leads up the list")
    func declared() throws {
        let order = Self.modules.map(\.name)
        #expect(order.count > 10)
        var count = 0
        for file in ProjectFile.sources {
            let parts = file.path.split(separator: "/").map(String.init)
            let own = try #require(order.firstIndex(of: parts[1]), "\(file.path)")
            for line in file.lines {
                guard let name = module(importedBy: line), !Self.system.contains(name) else { continue }
                count += 1
                #expect(Self.modules[own].declared.contains(name), "\(file.path): \(line)")
                if let other = order.firstIndex(of: name) { #expect(other < own, "\(file.path): \(line)") }
            }
        }
        #expect(count > 200)
    }

    @Test(
        "a dependency is imported where it is wrapped and nowhere else",
        arguments: [
            ("CMark", ["Markdown"]), ("GRDB", ["Store"]), ("GRDBSQLite", ["Store"]),
            ("Yams", ["Inventory", "Markdown"]), ("Subprocess", ["Collect"]), ("ArgumentParser", ["constat"]),
            ("CMessageDigest", ["Model"]), ("CLinux", ["Publish"]),
        ])
    func wrapped(_ dependency: String, _ modules: [String]) {
        let found = ProjectFile.sources.filter { $0.lines.contains { module(importedBy: $0) == dependency } }
            .map { String($0.path.split(separator: "/")[1]) }
        #expect(Set(found) == Set(modules))
    }

    @Test(
        "collecting and facts know nothing of the store; a module that pages use knows nothing of a host's visit"
    )
    func apart() {
        for (module, forbidden) in [
            ("Model", ["Foundation.Process"]), ("Facts", ["Collect", "Store"]),
            ("Collect", ["Store", "Checks"]),
            ("Store", ["Collect", "Facts"]), ("Checks", ["Collect", "Facts", "Reports"]),
            ("Reports", ["Collect", "Facts", "Checks"]), ("Site", ["Collect", "Facts", "Checks"]),
        ] {
            for file in ProjectFile.sources where file.path.hasPrefix("Sources/\(module)/") {
                let found = file.lines.compactMap(self.module(importedBy:)).filter(forbidden.contains)
                #expect(found == [], "\(file.path)")
            }
        }
    }
}
