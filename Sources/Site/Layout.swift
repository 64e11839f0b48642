internal import Model
internal import Reports

/// The shell of every page: HTML of ours with `{{name}}` where a page puts its own.
///
/// `{{word(skip)}}` writes a phrase, `{{link(runs/index, run)}}` a phrase that leads to a page where the site has it, and
/// `{{also(about/tables, tables)}}` such a link with a dot before it, or nothing. What is put in is HTML already; a layout that misses a name, or has one that nothing fills, is refused when it is read.
struct Layout: Sendable {
    /// What a page puts into its shell.
    enum Slot: String, CaseIterable {
        case language, title, organisation, root, navigation, collected, freshness, banner, main, version, run
    }

    private enum Part {
        case literal([UInt8])
        case slot(Slot)
        case word(Phrase)
        case link(Link)
    }

    /// A way to a page that not every edition has.
    struct Link {
        let path: String
        let phrase: Phrase
        /// Whether nothing stands there without the page.
        let isOptional: Bool
    }
    private let parts: [Part]

    /// - Throws: `Problem` naming the file and line of a name that is no slot, or the slot that the file has not.
    init(_ text: String, file: String) throws {
        var parts: [Part] = []
        var line = 1
        for (index, piece) in text.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
            var literal = piece
            if index > 0 {
                let halves = piece.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2, let part = Layout.part(String(halves[0])) else {
                    throw Problem(
                        "unknown name in the layout: \(halves[0].prefix(40))",
                        at: Place(file: file, line: line),
                        remedy: nearest(to: String(halves[0]), among: Slot.allCases.map(\.rawValue)).map {
                            "Did you mean \($0)?"
                        })
                }
                parts.append(part)
                literal = halves[1]
            }
            parts.append(.literal(Array(literal.utf8)))
            line += piece.utf8.count { $0 == UInt8(ascii: "\n") }
        }
        self.parts = parts
        let used = Set(parts.compactMap { if case .slot(let slot) = $0 { slot } else { nil } })
        if let missing = Slot.allCases.first(where: { !used.contains($0) && $0 != .run }) {
            throw Problem("layout without {{\(missing.rawValue)}}", at: Place(file: file))
        }
    }

    private static func part(_ tag: String) -> Part? {
        if let slot = Slot(rawValue: tag) { return .slot(slot) }
        guard let open = tag.firstIndex(of: "("), tag.hasSuffix(")") else { return nil }
        let words = tag[tag.index(after: open)...].dropLast().split(separator: ",").map { word in
            String(word.drop { $0 == " " })
        }
        guard let phrase = words.last.flatMap(Phrase.init) else { return nil }
        switch (tag[..<open], words.count) {
        case ("word", 1): return .word(phrase)
        case ("link", 2), ("also", 2):
            return .link(Link(path: words[0], phrase: phrase, isOptional: tag.hasPrefix("also")))
        default: return nil
        }
    }

    /// One page, whole.
    func page(_ words: Words, link: (Link) -> [UInt8], fill: (Slot) -> [UInt8]) -> [UInt8] {
        var page: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let bytes): page += bytes
            case .slot(let slot): page += fill(slot)
            case .word(let phrase): page += Escape.html(words(phrase)).utf8
            case .link(let target): page += link(target)
            }
        }
        return page
    }
}
