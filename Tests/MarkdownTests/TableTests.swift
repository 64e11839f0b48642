import Markdown
import Model
import TestSupport
import Testing

/// The HTML of a text without what is ours: wrapper, scope and labels of tables, links of headings.
func bare(_ markdown: String) throws -> String {
    String(decoding: try html(of: Array(markdown.utf8)), as: UTF8.self)
        .replacing(/<div class="scroll" role="region" aria-label="[^"]*" tabindex="0">/, with: "")
        .replacing("</table></div>", with: "</table>").replacing(/\ data-l="[^"]*"/, with: "")
        .replacing(" scope=\"col\"", with: "").replacing(" rel=\"noreferrer\"", with: "")
        .replacing(/\ class="(left|center|right)"/) { " align=\"\($0.output.1)\"" }
        .replacing(/<a class="anchor"[^>]*>#<\/a>/, with: "").replacing(" tabindex=\"0\"", with: "")
}

/// A table's cells, row by row; on bytes, since a mark would be one Character with the `>` before it.
private func cells(_ markdown: [UInt8]) throws -> [[String]] {
    let html = try html(of: markdown)
    return html.split(separator: Array("<tr>\n".utf8), omittingEmptySubsequences: false).dropFirst().map {
        row in
        row.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard line.starts(with: "<td".utf8) || line.starts(with: "<th ".utf8) else { return nil }
            let start = line.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? line.startIndex
            return String(decoding: line[start...].dropLast(5), as: UTF8.self)
        }
    }
}

@Suite struct TableTests {
    @Test("an example of the specification gives the HTML beside it", arguments: GFMExample.specification)
    func specification(_ example: GFMExample) throws {
        #expect(try bare(example.markdown) == example.html)
    }

    @Test("an example of cmark-gfm gives the HTML beside it", arguments: GFMExample.extensions)
    func extensions(_ example: GFMExample) throws {
        #expect(try bare(example.markdown) == example.html)
    }

    @Test(
        "an example is the same with other line ends, in a quote, in an item, and in both",
        arguments: GFMExample.specification + GFMExample.extensions, Around.allCases)
    func around(_ example: GFMExample, _ around: Around) throws {
        #expect(try around.inside(bare(around.markdown(example.markdown))) == example.html)
    }

    enum Around: CaseIterable {
        case carriageReturns, oldMac, quote, tightQuote, bullet, number, quotedItem, itemQuote, tabbedItem

        func markdown(_ text: String) -> String {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            func joined(_ first: String, _ rest: String, ends: String = "\n") -> String {
                lines.enumerated().map { ($0.offset == 0 ? first : rest) + $0.element + ends }.joined()
            }
            return switch self {
            case .carriageReturns: joined("", "", ends: "\r\n")
            case .oldMac: joined("", "", ends: "\r")
            case .quote: joined("> ", "> ")
            case .tightQuote: joined(" >", "  >")
            case .bullet: joined("- ", "  ") + "\n- x\n"
            case .number: joined("  12)  ", "       ") + "\n13) x\n"
            case .quotedItem: joined("> * ", ">   ") + ">\n> * x\n"
            case .itemQuote: joined("+ > ", "  > ") + "\n+ x\n"
            case .tabbedItem: joined("-\t", "\t") + "\n- x\n"
            }
        }

        func inside(_ html: String) -> String {
            var html = html
            func drop(_ start: String, _ end: String) {
                html = String(html.dropFirst(html.hasPrefix(start) ? start.count : 0))
                html = String(html.dropLast(html.hasSuffix(end) ? end.count : 0))
            }
            let item = "</li>\n<li>\n<p>x</p>\n</li>\n"
            switch self {
            case .carriageReturns, .oldMac: break
            case .quote, .tightQuote: drop("<blockquote>\n", "</blockquote>\n")
            case .bullet, .tabbedItem: drop("<ul>\n<li>\n", item + "</ul>\n")
            case .number: drop("<ol start=\"12\">\n<li>\n", item + "</ol>\n")
            case .quotedItem: drop("<blockquote>\n<ul>\n<li>\n", item + "</ul>\n</blockquote>\n")
            case .itemQuote: drop("<ul>\n<li>\n<blockquote>\n", "</blockquote>\n" + item + "</ul>\n")
            }
            return html
        }
    }

    @Test(
        "a table ends where GFM says so, and not where a paragraph would",
        arguments: [
            // A lazy line is outside.
            ("> | a |\n> | - |\n> b\nc", "<blockquote>\nTABLE a, b\n</blockquote>\n<p>c</p>\n"),
            (
                "> > | a |\n> > | - |\n> c",
                "<blockquote>\n<blockquote>\nTABLE a\n</blockquote>\n<p>c</p>\n</blockquote>\n"
            ),
            ("- | a |\n  | - |\nc", "<ul>\n<li>\nTABLE a\n</li>\n</ul>\n<p>c</p>\n"),
            // A header stays one where it could begin something else.
            ("x\n3) a\n|-|", "<p>x</p>\nTABLE 3) a\n"), ("x\n      a\n|-|", "<p>x</p>\nTABLE a\n"),
            ("> x\n===\n> |-|", "<blockquote>\n<p>x</p>\nTABLE ===\n</blockquote>\n"),
            // What follows it is parsed anew.
            ("|a|\n|-|\n--\n|b|\nc\n|-|", "TABLE a, --, b, c, -\n"),
            (
                "- |a|\n  |-|\nx\n\n  |b|\n  |-|\nc",
                "<ul>\n<li>\nTABLE a\n</li>\n</ul>\n<p>x</p>\nTABLE b, c\n"
            ), ("|a|\n|-|\n|\nb", "TABLE a\n<p>|\nb</p>\n"),
            // So are the delimiter row and what follows when it is lazy.
            ("> | a |\n| - |", "<blockquote>\n<p>| a |\n| - |</p>\n</blockquote>\n"),
            // Four columns are code.
            ("| a |\n| - |\n    c", "TABLE a\n<pre><code>c\n</code></pre>\n"),
            (
                "> | a |\n> | - |\n>     c",
                "<blockquote>\nTABLE a\n<pre><code>c\n</code></pre>\n</blockquote>\n"
            ),
            ("x\n    | a |\n    | - |", "<p>x\n| a |\n| - |</p>\n"),
            // Lists that may not interrupt a paragraph may end a table.
            ("| a |\n| - |\n2. c", "TABLE a\n<ol start=\"2\">\n<li>c</li>\n</ol>\n"),
            ("| a |\n| - |\n-\n", "TABLE a\n<ul>\n<li></li>\n</ul>\n"),
            ("| a |\n| - |\n2.c", "TABLE a, 2.c\n"),
            // No heading comes of it.
            ("| a |\n| - |\n| b |\n---\nc", "TABLE a, b\n<hr>\n<p>c</p>\n"),
            ("| a |\n| - |\n| b |\n===\nc", "TABLE a, b, ===, c\n"),
            ("> | a |\n> | - |\n> --\n> b\n>\n> ---", "<blockquote>\nTABLE a, --, b\n<hr>\n</blockquote>\n"),
            ("> | a |\n> | - |\n===", "<blockquote>\nTABLE a\n</blockquote>\n<p>===</p>\n"),
            ("| a |\n| - |\n# c", "TABLE a\n<h1 id=\"c\">c</h1>\n"),
            ("| a |\n===\n|-|", "<h1 id=\"-a-\">| a |</h1>\n<p>|-|</p>\n"),
            ("a\n---\n", "<h2 id=\"a\">a</h2>\n"), ("a\n:--\nb", "TABLE a, b\n"), ("a\n|--\n", "TABLE a\n"),
            // After lines of a paragraph, definitions among them.
            ("- x\n  | a |\n  | - |\n- y", "<ul>\n<li>x\nTABLE a\n</li>\n<li>y</li>\n</ul>\n"),
            ("[r]: /u\n| [r] |\n| - |", "TABLE <a href=\"/u\">r</a>\n"),
            (
                "> x\n> | a |\n> | - |\n> b\n> > c",
                "<blockquote>\n<p>x</p>\nTABLE a, b\n<blockquote>\n<p>c</p>\n</blockquote>\n</blockquote>\n"
            ),
            (
                "x\n| a |\n| - |\n    code\n\n| b |\n| - |\n1) d",
                "<p>x</p>\nTABLE a\n<pre><code>code\n</code></pre>\nTABLE b\n<ol>\n<li>d</li>\n</ol>\n"
            ),
            // Code is no table.
            ("    | a |\n    | - |", "<pre><code>| a |\n| - |\n</code></pre>\n"),
            ("```\n| a |\n| - |\n```", "<pre><code>| a |\n| - |\n</code></pre>\n"),
            ("<!--\n| a |\n| - |\n-->", ""), ("| a |\n\n| - |", "<p>| a |</p>\n<p>| - |</p>\n"),
            ("\\| a |\n| - |", "TABLE | a\n"),
        ])
    func ends(_ markdown: String, _ expected: String) throws {
        let html = try bare(markdown).replacing(/<table>.*?<\/table>/.dotMatchesNewlines()) { match in
            "TABLE "
                + match.output.matches(of: /<t[hd][^>]*>(.*)<\/t[hd]>/).map(\.output.1).joined(
                    separator: ", ")
        }
        #expect(html == expected)
    }

    @Test("tables under the text of many items, or after many lazy lines, are all found")
    func many() throws {
        let items = String(repeating: "- x\n  |a|\n  |-|\n", count: 200)
        #expect(try bare(items).matches(of: /<li>x\n<table>/).count == 200)
        let quotes = String(repeating: "> |a|\n> |-|\nlazy\n\n", count: 200)
        #expect(try bare(quotes).matches(of: /<\/table>\n<\/blockquote>\n<p>lazy/).count == 200)
    }

    @Test(
        "cells are cut from the source",
        arguments: [
            ("|a|b|\n|-|-|\n|`x|y`|", ["a¦b", "`x¦y`"]), ("|a|\n|-|\n|`x\\|y`|", ["a", "<code>x|y</code>"]),
            ("|a|\n|-|\n|x\\\\|y|", ["a", "x|y"]),
            ("|a|\n|-|\n|x\\\\\\|y|", ["a", "x\\|y"]), ("|\ta\t|\tb\n|-|-\n\t|", ["a¦b"]),
            ("| |\n|-|\n", [""]), ("|a|\n|-|\n||", ["a", ""]),
            ("|a|\n|-|\n|C #|\n|# x|\n|##|\n|a\\|", ["a", "C #", "# x", "##", "a|"]),
            ("é|😀\n-|:-:\nא|ב", ["é¦😀", "א¦ב"]),
            ("|a|\n|-|\n|<b>&amp;&#60;*c*|", ["a", "&lt;b&gt;&amp;&lt;<em>c</em>"]),
            ("|a|\n|-|\n|a\\_b_c \\* \\a|", ["a", "a_b_c * \\a"]),
            ("|a|\n|-|\n|a<br>b|\n|a <!-- x -->|", ["a", "a&lt;br&gt;b", "a "]),
            ("|a|\n|-|\n|\0|", ["a", "\u{FFFD}"]),
            ("|a|\n|-|\n|[x]|\n\n[x]: javascript:a", ["a", "x"]),
            ("|a|\n|-|\n|![x](/y \"z\")|", ["a", "<img src=\"/y\" alt=\"x\" title=\"z\">"]),
        ])
    func cut(_ markdown: String, _ expected: [String]) throws {
        #expect(try cells(Array(markdown.utf8)).map { $0.joined(separator: "¦") } == expected)
    }

    @Test("a table can be scrolled, has a name of its own, and its cells name their column")
    func accessible() throws {
        let table = "| Host | *Port* |\n| --- | ---: |\n| a | 1 |\n"
        let html = String(
            decoding: try html(of: Array("\(table)\n## Open \"ports\"\n\(table)\n\(table)".utf8)),
            as: UTF8.self)
        let labels = html.matches(of: /aria-label="([^"]*)" tabindex="0"><table>/).map { String($0.output.1) }
        #expect(labels == ["Host, Port", "Open &quot;ports&quot;", "Open &quot;ports&quot; 2"])
        #expect(
            html.contains("<th scope=\"col\">Host</th>\n<th scope=\"col\" class=\"right\"><em>Port</em></th>")
        )
        #expect(html.contains("<td data-l=\"Host\">a</td>\n<td class=\"right\" data-l=\"Port\">1</td>"))
    }

    @Test("a table that we write is read as it was meant")
    func roundTrip() throws {
        for text in NastyText(seed: 3).prefix(1_000) {
            let table = pipeTable(
                header: ["a", "b"], alignments: [nil, .right],
                rows: [[Escape.markdown(text), Escape.code(text)], [Escape.code(text)]])
            let read = try cells(table).map { $0.map { Array($0.utf8) } }
            let code = text.utf8.isEmpty ? "" : "<code>\(Escape.html(lineless(text)))</code>"
            let expected = [["a", "b"], [Escape.html(plain(text)), code], [code, ""]]
            #expect(read == expected.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test(
        "a table that we write has the columns of its header",
        arguments: [
            (
                ["a"], [nil], [["x|y"], [], ["`a|b` | `"], ["a\\|b`|"], ["l\r\nm"]],
                "| a |\n| --- |\n| x\\|y |\n| |\n| `a\\|b` \\| ` |\n| a\\|b`\\| |\n| l  m |\n"
            ),
            (
                ["a", "b", "c"], [.left, .center], [["1", "2", "3", "4"]],
                "| a | b | c |\n| :--- | :---: | --- |\n| 1 | 2 | 3 |\n"
            ),
        ] as [([String], [Alignment?], [[String]], String)])
    func written(_ header: [String], _ alignments: [Alignment?], _ rows: [[String]], _ expected: String) {
        #expect(
            String(decoding: pipeTable(header: header, alignments: alignments, rows: rows), as: UTF8.self)
                == expected)
    }
}
