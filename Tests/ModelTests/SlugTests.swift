import Model
import TestSupport
import Testing

@Suite struct SlugTests {
    @Test("a plain name is its own file name", arguments: ["web-1", "a", "ssh-root-login", "2026", "a--b"])
    func plain(_ name: String) {
        #expect(slug(of: name) == name)
    }

    @Test(
        "any other name keeps what it can and gets a hash",
        arguments: [
            ("Web 1", "web-1-"), ("web-1.example.com", "web-1-example-com-"),
            ("../../etc/passwd", "etc-passwd-"), ("", ""), (".", ""), ("..", ""),
            ("-rf", "rf-"), ("a-", "a-"), ("index", "index-"), ("NUL", "nul-"), ("é", ""), ("日本", ""),
            ("\0", ""), ("a\u{301}", "a-"), ("CON", "con-"),
        ])
    func hashed(_ name: String, _ start: String) {
        let slug = slug(of: name)
        #expect(slug.hasPrefix(start) && slug.utf8.count == start.utf8.count + 16, "\(slug)")
    }

    @Test("names that differ at all, in case or in form, differ in their files without regard to case")
    func unique() {
        let names = Set(NastyText(seed: 7).prefix(3_000).map { Array($0.utf8) })
            .union(
                [
                    "Foo", "foo", "FOO", "foo-", "e\u{301}", "\u{E9}", slug(of: "Foo"),
                    String(repeating: "a", count: 300),
                ].map { Array($0.utf8) })
        let slugs = names.map { slug(of: String(decoding: $0, as: UTF8.self)) }
        #expect(Set(slugs.map { $0.lowercased() }).count == names.count)
        #expect(slugs.allSatisfy { (1...80).contains($0.utf8.count) })
        #expect(
            slugs.allSatisfy {
                $0.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
            })
    }

    @Test("a name that looks like another one's slug does not take its place")
    func forged() {
        let victim = slug(of: "Foo")
        #expect(slug(of: victim) != victim)
        #expect(slug(of: slug(of: "é")) != slug(of: "é"))
    }
}
