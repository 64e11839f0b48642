internal import Model

/// The shell of every page: HTML of ours with `{{name}}` where a page puts its own.
///
/// What is put in is HTML already; a layout that misses a name, or has one that nothing fills, is refused when it is read.
struct Layout: Sendable {
    /// What a page puts into its shell.
    enum Slot: String, CaseIterable {
        case language, title, organisation, root, navigation, collected, freshness, banner, main, version, run
    }

    private enum Part {
        case literal([UInt8])
        case slot(Slot)
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
                guard halves.count == 2, let slot = Slot(rawValue: String(halves[0])) else {
                    throw Problem(
                        "unknown name in the layout: \(halves[0].prefix(40))",
                        at: Place(file: file, line: line),
                        remedy: nearest(to: String(halves[0]), among: Slot.allCases.map(\.rawValue)).map {
                            "Did you mean \($0)?"
                        })
                }
                parts.append(.slot(slot))
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

    /// One page, whole.
    func page(_ fill: (Slot) -> [UInt8]) -> [UInt8] {
        var page: [UInt8] = []
        for part in parts {
            switch part {
            case .literal(let bytes): page += bytes
            case .slot(let slot): page += fill(slot)
            }
        }
        return page
    }
}
