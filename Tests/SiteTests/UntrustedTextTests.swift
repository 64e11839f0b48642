import Foundation
import Markdown
import Model
import Site
import Store
import TestSupport
import Testing

/// Promises X2 to X8 on a whole site: what others wrote is text in every file.
@Suite struct UntrustedTextTests {
    @Test("HTML has the elements and attributes of a harmless run and no others, and no address of others")
    func html() async throws {
        let harmless = try await Self.vocabulary(of: BuiltSite.agency.value)
        let site = try await BuiltSite.hostile.value
        #expect(site.paths(".html").count > HostileRun.payloads.count)
        try expectHarmless(site, harmless)
    }

    @Test("the text of a check is Markdown and no HTML, whatever is in it")
    func checkText() async throws {
        let harmless = try await Self.vocabulary(of: BuiltSite.agency.value)
        let scratch = try Scratch()
        let run = try HostileRun(in: scratch.folder)
        let site = try await BuiltSite(run: run.second, previous: run.first, workers: 2)
        // What Markdown itself makes of the payloads.
        let markdown: Set<String> = [
            "h1 id", "h2 id", "em", "strong", "ol", "ul", "li", "hr", "pre tabindex", "a rel",
        ]
        try expectHarmless(site, harmless.union(markdown), ownLinks: true)
    }

    /// Each element with each of its attributes.
    private static func vocabulary(of site: BuiltSite) throws -> Set<String> {
        var words: Set<String> = []
        for path in site.paths(".html") {
            for case .start(let name, let attributes) in try site.tokens(path) {
                words.insert(name)
                for attribute in attributes { words.insert("\(name) \(attribute.name)") }
            }
        }
        return words
    }

    private func expectHarmless(_ site: BuiltSite, _ harmless: Set<String>, ownLinks: Bool = false) throws {
        let foreign = try Self.vocabulary(of: site).subtracting(harmless)
        #expect(foreign == [])
        for path in site.paths(".html") {
            let tokens = try site.tokens(path)
            #expect(tokens.starts("script").count == 2 && tokens.starts("body").count == 1, "\(path)")
            for token in tokens {
                guard let address = token["href"] ?? token["src"], !address.hasPrefix("#") else { continue }
                if ownLinks, address.hasPrefix("https://evil.example/") { continue }
                let target = address.split(separator: "#", omittingEmptySubsequences: false)[0]
                #expect(
                    site.files[resolved(String(target), from: path)] != nil, "\(path) leads to \(address)")
            }
        }
    }

    @Test("every payload is there to be read")
    func visible() async throws {
        let site = try await BuiltSite.hostile.value
        var words = ""
        for path in site.paths(".html") { words += try site.tokens(path).words + "\n" }
        for payload in HostileRun.payloads {
            let isPlain = payload.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value != 0xFEFF && $0.value & 0xFFFE != 0xFFFE
                    && !(0x202A...0x202E).contains($0.value) && !(0x2066...0x2069).contains($0.value)
            }
            if isPlain { #expect(words.utf8.contains(payload.utf8), "\(Escape.log(payload))") }
        }
        for number in 1...43 { #expect(words.contains("XSS-\(number)"), "XSS-\(number)") }
    }

    @Test("Markdown has no element, picture or address of others")
    func markdown() async throws {
        let site = try await BuiltSite.hostile.value
        for path in site.paths(".md") {
            let bytes = try #require(site.files[path])
            if let found = MarkdownScan.danger(in: bytes) {
                Issue.record("\(path): \(found)")
            }
            // Our own reader finds text only, and links into the site.
            let tokens = try Token.all(in: try Markdown.html(of: bytes))
            #expect(tokens.starts("img").isEmpty, "\(path)")
            for link in tokens.starts("a").compactMap({ $0["href"] }) where !link.hasPrefix("#") {
                #expect(!link.contains(":") && !link.hasPrefix("//"), "\(path) leads to \(link)")
            }
        }
    }

    @Test("no cell of a CSV file is a formula, and each file is read back whole")
    func csv() async throws {
        let site = try await BuiltSite.hostile.value
        #expect(site.paths(".csv").count > 100)
        for path in site.paths(".csv") {
            let records = try CSV.records(site.files[path] ?? [])
            for cell in records.joined() {
                let first = cell.unicodeScalars.first {
                    !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
                        && ![.control, .format, .nonspacingMark].contains($0.properties.generalCategory)
                }
                let begins = first.map { "=+-@|%＝＋－＠".unicodeScalars.contains($0) } ?? false
                #expect(!begins || Double(cell) != nil, "\(path): \(Escape.log(cell))")
                #expect(!["\t", "\r"].contains(cell.unicodeScalars.first), "\(path): \(Escape.log(cell))")
            }
        }
    }

    @Test("JSON and the search index are valid and have no sign that a script element could end at")
    func json() async throws {
        let site = try await BuiltSite.hostile.value
        #expect(site.paths(".json").count == site.paths(".csv").count)
        for path in site.paths(".json") {
            let bytes = site.files[path] ?? []
            #expect(throws: Never.self, "\(path)") {
                try JSONSerialization.jsonObject(with: Data(bytes))
            }
            #expect(!bytes.contains(UInt8(ascii: "<")), "\(path)")
        }
        let entries = try searchEntries(site)
        for entry in entries { #expect(site.files[entry[2]] != nil, "\(Escape.log(entry[2]))") }
        // SQLite ends a text at U+0000.
        let unfound = Set(HostileRun.payloads.filter { !$0.utf8.contains(0) })
            .subtracting(entries.map { $0[0] }).map { Escape.log($0) }
        #expect(unfound == [])
        let script = try site.text("assets/search.js")
        #expect(!script.utf8.contains(UInt8(ascii: "<")))
        for separator in ["\u{2028}", "\u{2029}"] { #expect(!script.utf8.contains(separator.utf8)) }
    }

    @Test(
        "names of hosts that would leave the folder, or meet each other in it, make safe and different files")
    func fileNames() async throws {
        let names = [
            "", ".", "..", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "..\\..\\x", "web-1", "WEB-1",
            "Web-1",
            "index", "INDEX", "con", "nul.txt", "web-1.html", "%2e%2e%2f", "a\0b", "e\u{301}", "é", "~root",
            "-rf",
            "a b", " a", "a ", "$(id)", "`id`", "\u{202E}lmth", String(repeating: "x", count: 300),
            String(repeating: "x", count: 301), String(repeating: "é", count: 300), "x\ny", "web-1?x",
            "web-1#x",
        ]
        let scratch = try Scratch()
        let run = try HostileRun(in: scratch.folder, names: names, checkText: "Words.")
        let site = try await BuiltSite(run: run.second, previous: run.first, workers: 2)
        #expect(site.doubled == [])
        expectSafePaths(site)
        let servers = site.paths(".html").filter { $0.hasPrefix("inventory/servers/") }
        #expect(servers.count == names.count)
        #expect(site.paths(".html").filter { $0.hasPrefix("findings/") }.count == names.count + 1)
    }
}

extension String.UTF8View {
    /// Whether these bytes are somewhere in it.
    fileprivate func contains(_ other: String.UTF8View) -> Bool {
        String(self).utf8.withContiguousStorageIfAvailable { bytes in
            let other = Array(other)
            guard let first = other.first else { return true }
            return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: other) }
        } ?? false
    }
}
