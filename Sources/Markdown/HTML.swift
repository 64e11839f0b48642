internal import CMark
internal import Model

/// A heading of a page.
package struct Heading: Sendable, Hashable {
    /// 1 to 6.
    package let level: Int
    /// Unique in the page.
    package let id: String
    /// Without markup.
    package let text: String
}

/// A Markdown text as HTML that can do nothing.
///
/// CommonMark by libcmark, with the pipe tables of GFM. Raw HTML is shown as text, comments are left out, links lead to `https`,
/// `http`, `mailto` or into the site, and pictures from elsewhere are replaced by their description. Headings have ids and a link to
/// themselves; tables can be scrolled by keyboard, and their cells name their column for narrow screens.
///
/// Source: CommonMark 0.30; GitHub Flavored Markdown 0.29, section 4.10.
package struct HTML: Sendable {
    /// UTF-8, one line a block.
    package let bytes: [UInt8]
    /// The headings in the order of the text.
    package let outline: [Heading]

    /// Reads a text of at most 1 MiB.
    ///
    /// - Parameters:
    ///   - markdown: UTF-8; what is none is replaced.
    ///   - reserved: ids that the page has already.
    ///   - root: what leads from the page to the site's folder, `../` or nothing: links within the site are written from there.
    ///   - permalink: what the link beside a heading is called, before the heading's own words.
    ///   - leads: whether an address within the site leads to something; a link with another leaves its text.
    ///   - replacing: is asked for each fenced block that has words behind its fence; what it gives stands in its place as it
    ///     is, and for nothing the block is shown as code.
    /// - Throws: `Problem` for a text that is too long or nested too deep; whatever `replacing` throws.
    package init(
        of markdown: [UInt8], reserved: Set<String> = ["main"], root: String = "",
        permalink: String = "Permalink: ", leads: @escaping (String) -> Bool = { _ in true },
        replacing: (CodeBlock) throws -> [UInt8]? = { _ in nil }
    ) throws {
        try Limits.check(markdown)
        let tables = try Tables(markdown)
        var writer = HTMLWriter(
            reserved: reserved, root: root, permalink: permalink, leads: leads,
            capacity: markdown.count * 3 / 2 + 256)
        try writer.write(tables, replacing: replacing)
        bytes = writer.out
        outline = writer.outline
    }
}

/// The HTML of a Markdown text; see `HTML` for what it can and cannot be.
///
/// - Throws: `Problem` for a text that is too long or nested too deep; whatever `replacing` throws.
package func html(
    of markdown: [UInt8], root: String = "", replacing: (CodeBlock) throws -> [UInt8]? = { _ in nil }
) throws -> [UInt8] {
    try HTML(of: markdown, root: root, replacing: replacing).bytes
}
