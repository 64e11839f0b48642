/// Made-up text of the kinds that break escapers, the same for the same seed.
package struct NastyText: Sequence, IteratorProtocol {
    private var state: UInt64

    package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// Pieces that mean something to one reader or another, among them scalars that make one Character with their neighbour.
    private static let pieces: [String] =
        [
            "<", ">", "&", "\"", "'", "`", "``", "```", "\\", "|", "*", "**", "_", "__", "~", "~~", "#",
            "## ", "-", "- ", "+ ",
            "=", "===", "---", "1. ", "2) ", "10.", ".", ")", "(", "[", "]", "![", "](", "]:", "!", ":",
            "://", "http://a.b",
            "www.", "www.a.b", "a@b.c", "<b>", "<!--", "-->", "</script", "<script>", "&lt;", "&#60;", "&amp",
            "{{", "}}", "$", "%",
            "%41", "@", "=1+1", "+33", "-1", "a", "b c", "Z9", "deb_packages", "snake_", "\u{600}", "\u{301}",
            "\u{200D}",
            "\u{FFFD}", "\u{FEFF}", "\u{202E}", "\u{2066}", "\u{2028}", "\u{2029}", "\u{85}", "\u{9B}",
            "\u{7F}", "\u{1B}[31m",
            "\0", "\u{7}", "\r\n", "\n", "\r", "\t", " ", "  ", "\u{A0}", "é", "e\u{301}", "日本", "שלום",
            "مرحبا", "👩‍👩‍👧", "🇫🇷",
            "\u{FFFE}", "\u{1FFFF}", String(decoding: [0xEF, 0xB7, 0x90] as [UInt8], as: UTF8.self),
            "\u{E0041}", "\u{10FFFF}", "＝", "＋1", "－", "＠",
        ]

    private mutating func random(below bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    package mutating func next() -> String? {
        var text = ""
        for _ in 0..<random(below: 12) {
            text += NastyText.pieces[random(below: NastyText.pieces.count)]
        }
        return text
    }
}
