import Model
import TestSupport
import Testing

/// The same scalars, which `==` on strings does not ask.
private func same(_ a: String?, _ b: String?) -> Bool { a.map { Array($0.utf8) } == b.map { Array($0.utf8) } }

@Suite struct EscapeTests {
    static let texts = Array(NastyText(seed: 1).prefix(2_000))

    @Test("a sign that is one Character with its neighbour is escaped all the same")
    func graphemes() {
        #expect(same(Escape.html("\u{600}<b>"), "\u{600}&lt;b&gt;"))
        #expect(same(Escape.attribute("\"\u{301}"), "&quot;\u{301}"))
        #expect(same(Escape.markdown("\u{600}*a*\r\n<"), "\u{600}\\*a\\* \\<"))
        #expect(same(Escape.json("\"\u{301}\r\n"), #""\"\#u{301}\r\n""#))
        #expect(same(Escape.csv("\"\u{301}"), "\"\"\"\u{301}\""))
        #expect(same(Escape.csv("a\r\nb"), "\"a\r\nb\""))
        #expect(same(Escape.log("a\r\nb"), "a\\r\\nb"))
    }

    @Test("no special byte is left in text or attributes of HTML")
    func html() {
        for text in Self.texts {
            #expect(!Escape.html(text).utf8.contains { "<>".utf8.contains($0) || $0 == 0 || $0 == 0x1B })
            let attribute = Escape.attribute(text)
            #expect(!attribute.utf8.contains { "<>\"'".utf8.contains($0) })
            #expect(same(unescaped(attribute), unescaped(Escape.html(text))))
            #expect(
                !attribute.unicodeScalars.contains {
                    (0x7F..<0xA0).contains($0.value) || $0.value & 0xFFFE == 0xFFFE
                })
        }
    }

    /// What a browser reads: the five references undone, by bytes, since `replacing` works on Characters.
    private func unescaped(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        var plain: [UInt8] = []
        let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        while let byte = rest.first {
            if let (reference, sign) = references.first(where: { rest.starts(with: $0.0.utf8) }) {
                plain += sign.utf8
                rest.removeFirst(reference.utf8.count)
            } else {
                plain.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    @Test(
        "the forbidden becomes U+FFFD, and the rest stays",
        arguments: [
            ("a\0b", "a\u{FFFD}b"), ("\u{1B}[31m", "\u{FFFD}[31m"),
            ("\u{7F}\u{80}\u{9F}\u{A0}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{A0}"),
            ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
            ("\u{FDCF}\u{FDF0}\u{FFFD}", "\u{FDCF}\u{FDF0}\u{FFFD}"),
            ("\u{1FFFF}\u{10FFFE}", "\u{FFFD}\u{FFFD}"), ("😀é日\t\r\n", "😀é日\t\r\n"),
            ("\u{1F3FF}\u{2FFFD}", "\u{1F3FF}\u{2FFFD}"),
        ])
    func forbidden(_ text: String, _ expected: String) {
        #expect(same(Escape.html(text), expected))
        #expect(same(Escape.attribute(text), expected))
    }

    @Test("U+FDD0 to U+FDEF, which Swift lets nobody write, are forbidden too")
    func noCharacters() {
        let text = String(
            decoding: [0xEF, 0xB7, 0x90, 0xEF, 0xB7, 0xAF, 0xEF, 0xB7, 0xB0] as [UInt8], as: UTF8.self)
        #expect(same(Escape.html(text), "\u{FFFD}\u{FFFD}\u{FDF0}"))
    }

    @Test("bytes that are no UTF-8 are replaced before they are escaped")
    func invalid() {
        var out: [UInt8] = []
        Escape.html([0xC3, UInt8(ascii: "<"), 0xFF], into: &out)
        #expect(out == Array("\u{FFFD}&lt;\u{FFFD}".utf8))
    }

    @Test(
        "an address is written, or refused",
        arguments: [
            ("https://example.com/a b?q=<x>&y=\"1\"", "https://example.com/a%20b?q=%3Cx%3E&amp;y=%221%22"),
            ("HTTP://Example.com", "HTTP://Example.com"), ("mailto:a@example.com", "mailto:a@example.com"),
            ("servers/web-1.html#ports", "servers/web-1.html#ports"), ("../a", "../a"), ("/a", "/a"),
            ("?q=a:b", "?q=a:b"),
            ("#x", "#x"), ("./a:b", "./a:b"), ("é/日", "%C3%A9/%E6%97%A5"), ("100%/%41", "100%25/%41"),
            ("a(b)'c'", "a%28b%29%27c%27"),
            ("/\\evil.example", "/%5Cevil.example"),
            ("https://[2001:db8::1]/[x]", "https://[2001:db8::1]/%5Bx%5D"),
            ("&#106;avascript:alert(1)", "&amp;#106;avascript:alert%281%29"), ("a\u{301}\"", "a%CC%81%22"),
            ("javascript:alert(1)", nil), ("JaVaScRiPt:alert(1)", nil), (" javascript:alert(1)", nil),
            ("java\tscript:alert(1)", nil),
            ("java\r\nscript:alert(1)", nil), ("\u{1}javascript:alert(1)", nil), ("data:text/html,x", nil),
            ("vbscript:x", nil),
            ("file:///etc/passwd", nil), ("//evil.example", nil), ("\\\\evil.example", "%5C%5Cevil.example"),
            ("https:evil", nil),
            ("https:///evil", nil), ("https://", nil), ("http://?x", nil), ("ftp://a", nil),
            ("x\u{301}:a", nil), ("", nil), ("\t//evil", nil),
        ] as [(String, String?)])
    func href(_ address: String, _ expected: String?) {
        #expect(same(Escape.href(address), expected), "\(Escape.href(address) ?? "refused")")
    }

    @Test("an address that is written has no byte that ends an attribute or a Markdown link")
    func hrefBytes() {
        for text in Self.texts {
            guard let address = Escape.href("a/" + text) else { continue }
            #expect(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"'()\\`|".utf8.contains($0) })
        }
        #expect(Escape.component("a/b c?é") == "a%2Fb%20c%3F%C3%A9")
    }

    @Test(
        "Markdown is escaped where it would mean something, and stays readable elsewhere",
        arguments: [
            ("deb_packages - a.b (c) 1. x", "deb_packages - a.b (c) 1. x"), ("- a", "\\- a"),
            ("+ a", "\\+ a"), ("1. a", "1\\. a"),
            ("12) a", "12\\) a"), ("# a", "\\# a"), ("===", "\\==="), ("---", "\\---"), ("> a", "\\> a"),
            (": a", "\\: a"),
            ("a|b", "a\\|b"), ("~~a~~", "\\~\\~a\\~\\~"), ("<b>&amp;", "\\<b>\\&amp;"),
            ("a\n\n# b", "a \\# b"), ("  a  b\t", "a b"),
            ("www.a.b", "www\\.a.b"), ("see http://a.b", "see http\\://a.b"), ("_a_", "\\_a\\_"),
            ("![a](b)", "\\!\\[a\\](b)"),
            ("Stop!", "Stop\\!"), ("(javascript:x)", "\\(javascript:x)"), ("a\\", "a\\\\"), ("C #", "C \\#"),
            ("\u{FEFF}# a\u{FEFF}", "&#65279;\\# a\u{FEFF}"),
            ("", ""), (" \n ", ""),
        ])
    func markdown(_ text: String, _ expected: String) {
        #expect(same(Escape.markdown(text), expected), "\(Escape.markdown(text))")
    }

    @Test(
        "a code span's fence is longer than any run inside",
        arguments: [
            ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), (" a ", "`  a  `"), ("a\r\nb\nc", "`a b c`"),
            ("", ""), ("a|b", "`a|b`"),
        ])
    func code(_ text: String, _ expected: String) {
        #expect(same(Escape.code(text), expected))
    }

    @Test("a code block's fence is longer than any run inside")
    func codeBlock() {
        #expect(Escape.codeBlock("a\n````\nb") == "`````\na\n````\nb\n`````\n")
        #expect(Escape.codeBlock("") == "```\n```\n")
    }

    @Test(
        "a spreadsheet is given text, never a formula, and numbers stay numbers",
        arguments: [
            ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), (" a", "\" a\""),
            ("", ""), ("-12.50", "-12.50"),
            ("+33123456789", "+33123456789"), ("1e9", "1e9"), ("-", "\"'-\""), ("=1+1", "\"'=1+1\""),
            ("-1+1", "\"'-1+1\""),
            ("+a", "\"'+a\""), ("@SUM(A1)", "\"'@SUM(A1)\""), ("|cmd", "\"'|cmd\""), ("%a", "\"'%a\""),
            ("  =a", "\"'  =a\""),
            ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), ("\u{FEFF}=a", "\"'\u{FEFF}=a\""),
            ("\u{200B}\u{A0}=a", "\"'\u{200B}\u{A0}=a\""),
            ("\u{301}=a", "\"'\u{301}=a\""), ("＝a", "\"'＝a\""), ("=\u{301}", "\"'=\u{301}\""), ("é=1", "é=1"),
            ("a;=1", "\"a;=1\""),
        ])
    func csv(_ text: String, _ expected: String) {
        #expect(same(Escape.csv(text), expected), "\(Escape.csv(text))")
    }

    @Test(
        "a JSON string is ASCII where scripts need it, and complete",
        arguments: [
            ("a", "\"a\""), ("\"\\", #""\"\\""#), ("</script><!--", #""\u003c/script>\u003c!--""#),
            ("\u{2028}\u{2029}\u{202A}", "\"\\u2028\\u2029\u{202A}\""),
            ("\0\u{1F}\u{7F}\t", #""\u0000\u001f\u007f\t""#), ("é😀", "\"é😀\""), ("", "\"\""),
        ])
    func json(_ text: String, _ expected: String) {
        #expect(same(Escape.json(text), expected))
    }

    @Test(
        "what would move, colour, reorder or hide is shown",
        arguments: [
            ("\u{1B}[31mred", "\\x1b[31mred", "\\x1b[31mred"), ("a\tb\nc", "a\tb\nc", "a\\tb\\nc"),
            ("a\r\nb", "a\\r\nb", "a\\r\\nb"),
            ("\u{9B}1m\u{7F}\0", "\\x9b1m\\x7f\\x00", "\\x9b1m\\x7f\\x00"),
            ("\u{202E}\u{2066}\u{200F}\u{61C}", "\\u{202e}\\u{2066}\\u{200f}\\u{61c}", nil),
            ("\u{2028}\u{85}\u{FEFF}", "\\u{2028}\\x85\\u{feff}", nil), ("\u{E0041}", "\\u{e0041}", nil),
            ("é日😀👩‍👧", "é日😀👩‍👧", nil),
        ] as [(String, String, String?)])
    func terminal(_ text: String, _ terminal: String, _ log: String?) {
        #expect(same(Escape.terminal(text), terminal))
        #expect(same(Escape.log(text), log ?? terminal))
    }

    @Test("an event of a log is one line of harmless scalars, whatever the text")
    func logLines() {
        for text in Self.texts {
            let line = Escape.log(text)
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
            #expect(
                !line.unicodeScalars.contains {
                    (0x2028...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
                })
        }
    }

    @Test("an escaper gives the same as bytes and as a string, and adds to what is there")
    func forms() {
        for text in Self.texts.prefix(200) {
            for escape in [
                Escape.html, .attribute, .component, .markdown, .code, .codeBlock, .csv, .json, .terminal,
                .log,
            ] {
                var out = Array("before ".utf8)
                escape(text, into: &out)
                #expect(out == Array(("before " + escape(text)).utf8))
            }
        }
    }
}
