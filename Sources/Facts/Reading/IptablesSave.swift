internal import Model

/// The chains and rules that `iptables-save -c` writes, read line by line.
struct IptablesSave {
    struct Chain {
        var family: String
        var table: String
        var name: String
        /// Nothing for a chain that somebody made.
        var policy: String?
        var packets: Int64
        var bytes: Int64
        var rules: [Rule] = []
    }

    struct Rule {
        /// As `iptables-save` writes it, without its counters.
        let text: String
        let packets: Int64
        let bytes: Int64
        private let words: [String]

        init(text: String, packets: Int64, bytes: Int64) {
            self.text = text
            self.packets = packets
            self.bytes = bytes
            words = Self.words(of: text)
        }

        var target: String? { value(of: "-j") ?? value(of: "-g") }

        /// Whether it meets every packet: nothing but a target, its options, and a comment.
        var isUnconditional: Bool {
            let limits = ["-s", "-d", "-i", "-o", "-p", "-f"]
            return !limits.contains { value(of: $0) != nil }
                && values(of: "-m").allSatisfy { $0 == "comment" }
        }

        /// What follows `option`, after a `!` where the rule turns it round.
        func value(of option: String) -> String? { values(of: option).first }

        func values(of option: String) -> [String] {
            words.indices.dropLast().filter { words[$0] == option }.map { index in
                let isTurned = index > 0 && words[index - 1] == "!"
                return (isTurned ? "!" : "") + words[index + 1]
            }
        }

        /// The words of a rule; a word in double quotes is one, and no option.
        private static func words(of text: String) -> [String] {
            var words: [String] = []
            var word: [UInt8] = []
            var isQuoted = false
            var isEscaped = false
            for byte in Array(text.utf8) + [0x20] {
                if isEscaped {
                    word.append(byte)
                    isEscaped = false
                } else if isQuoted, byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    // A quote keeps its place, so that a comment `-j` is not taken for an option.
                    word.append(byte)
                    isQuoted.toggle()
                } else if byte == 0x20, !isQuoted {
                    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                    word = []
                } else {
                    word.append(byte)
                }
            }
            return words
        }
    }

    private(set) var chains: [Chain] = []
    private var table = ""
    private var places: [[String]: Int] = [:]

    /// - Throws: `Problem` for a line that is no table, chain, rule or end of a table.
    mutating func read(_ text: String, family: String, line: Int) throws {
        let words = text.utf8.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        let first = words.first?.utf8 ?? "".utf8
        if first.first == UInt8(ascii: "*") {
            table = String(decoding: first.dropFirst(), as: UTF8.self)
        } else if text == "COMMIT" {
            table = ""
        } else if first.first == UInt8(ascii: ":"), words.count == 3, !table.isEmpty,
            let counters = counters(words[2])
        {
            let name = String(decoding: first.dropFirst(), as: UTF8.self)
            // The old and the new iptables may both have the chain: both apply, and the stricter policy holds.
            if let place = places[[family, table, name]] {
                if words[1] == "DROP" { chains[place].policy = words[1] }
                return
            }
            places[[family, table, name]] = chains.count
            chains.append(
                Chain(
                    family: family, table: table, name: name, policy: words[1] == "-" ? nil : words[1],
                    packets: counters.packets, bytes: counters.bytes))
        } else if words.count >= 3, words[1] == "-A", let counters = counters(words[0]),
            let place = places[[family, table, words[2]]]
        {
            let rule = String(decoding: text.utf8.dropFirst(words[0].utf8.count + 1), as: UTF8.self)
            chains[place].rules.append(Rule(text: rule, packets: counters.packets, bytes: counters.bytes))
        } else {
            throw Problem("line \(line): no line of iptables-save", evidence: String(text.prefix(120)))
        }
    }

    /// Whether the last rule of `chain` drops or rejects all that reaches it, or goes to a chain that does.
    func dropsTheRest(_ chain: Chain, depth: Int = 0) -> Bool {
        guard depth < 8, let last = chain.rules.last, last.isUnconditional, let target = last.target else {
            return false
        }
        if target == "DROP" || target == "REJECT" { return true }
        return places[[chain.family, chain.table, target]].map { dropsTheRest(chains[$0], depth: depth + 1) }
            ?? false
    }

    private func counters(_ text: String) -> (packets: Int64, bytes: Int64)? {
        guard text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") else { return nil }
        let numbers = text.utf8.dropFirst().dropLast().split(separator: UInt8(ascii: ":"))
            .compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }
}
