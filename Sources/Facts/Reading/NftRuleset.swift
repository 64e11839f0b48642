internal import Model

/// The chains and rules that `nft list ruleset` writes, read line by line.
struct NftRuleset {
    struct Chain {
        var family: String
        var table: String
        var name: String
        /// Nothing for a chain that others jump to.
        var hook: String?
        var policy: String?
        var rules: [String] = []
    }

    private(set) var chains: [Chain] = []
    private var table: (family: String, name: String)?
    private var isInChain = false
    /// Braces open in a set or another thing that is skipped.
    private var skipped = 0
    /// A rule that goes on on the next line, because a set in it does.
    private var rule = ""

    /// - Throws: `Problem` for a line that stands where nft would not write it.
    mutating func read(_ line: String, number: Int) throws {
        let text = trimmed(line)
        let words = text.utf8.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first, !(rule.isEmpty && first.utf8.first == UInt8(ascii: "#")) else {
            return
        }
        if skipped > 0 {
            skipped += openBraces(in: text)
        } else if isInChain {
            readChain(text, words)
        } else if let table {
            if text == "}" {
                self.table = nil
            } else if first == "chain", words.count >= 3, words[2] == "{" {
                chains.append(Chain(family: table.family, table: table.name, name: words[1]))
                isInChain = true
            } else {
                skipped += openBraces(in: text)
            }
        } else if first == "table", words.count >= 4, words[3] == "{" {
            table = (words[1], words[2])
        } else {
            throw Problem("line \(number): no table of nft", evidence: String(line.prefix(120)))
        }
    }

    private mutating func readChain(_ text: String, _ words: [String]) {
        let last = chains.count - 1
        guard last >= 0 else { return }
        if rule.isEmpty, text == "}" {
            isInChain = false
        } else if rule.isEmpty, words[0] == "type", let hook = words.firstIndex(of: "hook"),
            hook + 1 < words.count
        {
            let policy = words.firstIndex(of: "policy").flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
            chains[last].hook = words[hook + 1]
            chains[last].policy =
                policy.map { String(decoding: $0.utf8.filter { $0 != UInt8(ascii: ";") }, as: UTF8.self) }
                ?? "accept"
        } else if rule.isEmpty, words[0] == "comment" {
            // What the chain is for, in somebody's words.
        } else {
            rule += (rule.isEmpty ? "" : " ") + text
            guard openBraces(in: rule) <= 0 else { return }
            chains[last].rules.append(rule)
            rule = ""
        }
    }

    /// How many more braces open than close, outside of quotes.
    private func openBraces(in text: String) -> Int {
        var open = 0
        var isQuoted = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "{") { open += 1 }
            if byte == UInt8(ascii: "}") { open -= 1 }
        }
        return open
    }

    private func trimmed(_ line: String) -> String {
        let blanks: [UInt8] = [0x20, 0x09]
        var bytes = Array(line.utf8.drop { blanks.contains($0) })
        while let last = bytes.last, blanks.contains(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension NftRuleset.Chain {
    /// Whether the last rule drops or rejects all that reaches it.
    var dropsTheRest: Bool {
        guard let last = rules.last else { return false }
        var words = last.utf8.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }[...]
        while let word = words.first {
            if word == "drop" || word == "reject" { return true }
            guard
                word == "counter" || word == "log" || word == "packets" || word == "bytes" || word == "prefix"
                    || word == "level" || word == "flags" || Int64(word) != nil
                    || word.utf8.first == UInt8(ascii: "\"")
                    || ["warn", "info", "debug", "notice", "all"].contains(word)
            else { return false }
            words = words.dropFirst()
        }
        return false
    }
}
