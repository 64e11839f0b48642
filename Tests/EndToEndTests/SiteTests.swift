import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3))) struct SiteTests {
    @Test("the same run gives the same site and the same findings, byte for byte")
    func sameBytes() async throws {
        let (place, _) = try await Replay.ofThisMachine().workplace()
        let audit = try await place.constat("audit")
        #expect(audit.status == 0 || audit.status == 3, "\(audit.errors)")
        let site = place.scratch.path("output/site")
        let first = contents(site)
        #expect(first.count > 100)
        let findings = try await place.rows("SELECT * FROM findings ORDER BY 1, 2, 3")
        #expect(!findings.isEmpty)
        for _ in 0..<2 {
            #expect(try await place.constat("report").status == 0)
            let again = contents(site)
            #expect(Set(again.keys) == Set(first.keys))
            #expect(again.filter { first[$0.key] != $0.value }.keys.sorted() == [])
        }
        #expect(try await place.constat("check").status == audit.status)
        #expect(try await place.rows("SELECT * FROM findings ORDER BY 1, 2, 3") == findings)
        #expect(try await place.constat("report").status == 0)
        #expect(contents(site).filter { first[$0.key] != $0.value }.keys.sorted() == [])
    }

    @Test("every link and every anchor of the site leads somewhere, and nothing leads outside unasked")
    func links() async throws {
        let (place, _) = try await Replay.ofThisMachine().workplace()
        _ = try await place.constat("audit")
        let site = LinkedSite(place.scratch.path("output/site"))
        #expect(site.pages.count > 100)
        #expect(site.links > 1_000)
        #expect(site.deadLinks == [])
        #expect(site.doubleIDs == [])
        #expect(site.requests.filter { $0.contains("//") } == [])
    }
}

/// The pages of a site with what they link to and what can be linked to.
struct LinkedSite {
    /// Paths of the pages, each with its ids.
    private(set) var pages: [String: Set<String>] = [:]
    private(set) var links = 0
    private(set) var deadLinks: [String] = []
    private(set) var doubleIDs: [String] = []
    /// What a browser fetches to show the pages.
    private(set) var requests: Set<String> = []

    init(_ folder: String) {
        let files = contents(folder)
        var targets: [(page: String, target: String)] = []
        for (path, bytes) in files where path.hasSuffix(".html") {
            let ids = values(of: "id", in: bytes)
            pages[path] = Set(ids)
            if ids.count != Set(ids).count { doubleIDs.append(path) }
            targets += values(of: "href", in: bytes).map { (path, $0) }
            let sources = values(of: "src", in: bytes)
            requests.formUnion(sources)
            targets += sources.map { (path, $0) }
        }
        links = targets.count
        for (page, target) in targets where !leads(target, from: page, files) {
            deadLinks.append("\(page) -> \(target)")
        }
        deadLinks = Array(Set(deadLinks)).sorted()
    }

    private func leads(_ target: String, from page: String, _ files: [String: Data]) -> Bool {
        if ["https://", "http://", "mailto:"].contains(where: target.hasPrefix) { return true }
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        var path = page
        if let relative = parts.first?.split(separator: "?").first?.removingPercentEncoding {
            guard !relative.hasPrefix("/"), !relative.contains(":") else { return false }
            var folders = page.split(separator: "/").dropLast().map(String.init)
            for part in relative.split(separator: "/") where part != "." {
                if part == ".." {
                    guard !folders.isEmpty else { return false }
                    folders.removeLast()
                } else {
                    folders.append(String(part))
                }
            }
            path = folders.joined(separator: "/")
        }
        guard files[path] != nil else { return false }
        guard parts.count == 2, let anchor = parts[1].removingPercentEncoding, !anchor.isEmpty else {
            return true
        }
        return pages[path]?.contains(anchor) == true
    }
}

/// The values of ` name="…"` in HTML of ours, which quotes every value so and escapes quotes inside.
private func values(of name: String, in html: Data) -> [String] {
    let start = Data(" \(name)=\"".utf8)
    var values: [String] = []
    var rest = html[...]
    while let found = rest.range(of: start),
        let end = rest[found.upperBound...].firstIndex(of: UInt8(ascii: "\""))
    {
        values.append(
            String(decoding: rest[found.upperBound..<end], as: UTF8.self)
                .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&lt;", with: "<")
                .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&#39;", with: "'")
                .replacingOccurrences(of: "&amp;", with: "&"))
        rest = rest[end...]
    }
    return values
}
