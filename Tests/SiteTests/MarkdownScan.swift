import Model

/// A look at Markdown that does not trust our own reader of it: by bytes, for what another reader would make markup of.
enum MarkdownScan {
    /// The first line outside of code with a `<`, a picture or an address that no backslash is before.
    static func danger(in bytes: [UInt8]) -> String? {
        var fence = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let ticks = line.prefix { $0 == UInt8(ascii: "`") }.count
            let rest = line.dropFirst(ticks)
            if fence > 0 {
                if ticks >= fence, rest.allSatisfy({ $0 == UInt8(ascii: " ") }) { fence = 0 }
                continue
            }
            if ticks >= 3, !rest.contains(UInt8(ascii: "`")) {
                fence = ticks
                continue
            }
            if let found = danger(inLine: Array(line)) { return found }
        }
        return fence > 0 ? "a fence is not closed" : nil
    }

    private static func danger(inLine line: [UInt8]) -> String? {
        var index = 0
        func shown(_ what: String) -> String {
            "\(what) in \(Escape.log(String(decoding: line[max(0, index - 60)..<min(line.count, index + 60)], as: UTF8.self)))"
        }
        while index < line.count {
            switch line[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "`"):
                let ticks = line[index...].prefix { $0 == UInt8(ascii: "`") }.count
                index = end(ofCode: line, from: index + ticks, ticks) ?? index + ticks
                continue
            case UInt8(ascii: "<"): return shown("an element")
            case UInt8(ascii: "!") where line[(index + 1)...].starts(with: "[".utf8):
                return shown("a picture")
            case UInt8(ascii: ":") where line[(index + 1)...].starts(with: "//".utf8):
                return shown("an address")
            case UInt8(ascii: "]") where line[(index + 1)...].starts(with: "(".utf8):
                let target = line[(index + 2)...].prefix { $0 != UInt8(ascii: ")") }
                if target.contains(UInt8(ascii: ":")) || target.starts(with: "//".utf8) {
                    return shown("a link")
                }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Where the code span that `ticks` began ends.
    private static func end(ofCode line: [UInt8], from start: Int, _ ticks: Int) -> Int? {
        var index = start
        while index < line.count {
            let run = line[index...].prefix { $0 == UInt8(ascii: "`") }.count
            if run == ticks { return index + run }
            index += max(1, run)
        }
        return nil
    }
}
