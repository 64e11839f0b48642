internal import Model

/// The files of sshd's configuration, read as sshd reads them: the first value of a keyword wins, a `Match` block's over it.
///
/// Source: `sshd_config(5)`; OpenSSH `servconf.c`, `fill_default_server_options` and `dump_config`.
struct SSHDConfiguration {
    /// Values by keyword, in the order in which they came; a keyword has several where it is a list of rows.
    struct Values {
        private(set) var all: [(name: String, values: [String])] = []

        var isEmpty: Bool { all.isEmpty }

        subscript(name: String) -> [String]? { all.first { $0.name == name }?.values }

        mutating func set(_ name: String, _ values: [String]) {
            if let at = all.firstIndex(where: { $0.name == name }) {
                all[at].values = values
            } else {
                all.append((name, values))
            }
        }

        mutating func append(_ name: String, _ value: String) { set(name, (self[name] ?? []) + [value]) }

        /// A line `name value` of `sshd -T`.
        mutating func append(spoken line: String) {
            let words = line.utf8.split(separator: 32, maxSplits: 1).map {
                String(decoding: $0, as: UTF8.self)
            }
            if let name = words.first { append(name, words.count > 1 ? words[1] : "") }
        }

        func rows(condition: String, source: String) -> [Row] {
            all.flatMap { SSHDConfiguration.rows($0.name, $0.values, condition, source) }
        }
    }

    struct Block {
        let condition: String
        /// Which `Match` lines, counted from 1, have this condition.
        var numbers: [Int]
        var values = Values()
    }

    private(set) var everybody: Values
    private(set) var blocks: [Block] = []

    static func rows(_ name: String, _ values: [String], _ condition: String, _ source: String) -> [Row] {
        values.map { [.text(name), .text(masked($0)), .text(condition), .text(source)] }
    }

    init(_ events: [IncludedFiles.Event], version: String) {
        let defaults = SSHDDefaults(version: version)
        everybody = Values()
        var global = Values()
        var always = Values()
        // The conditions that hold where the reading is: those of the file, and those of the files that include it.
        var outer: [[String]] = []
        var conditions: [String] = []
        var number = 0
        for event in events {
            switch event {
            case .begin: outer.append(conditions)
            case .end: conditions = outer.popLast() ?? []
            case .line(_, _, let text):
                let words = SSHDConfiguration.words(text)
                guard let keyword = words.first?.lowercased() else { continue }
                if keyword == "match" {
                    number += 1
                    conditions = (outer.last ?? []) + [SSHDConfiguration.condition(words.dropFirst())]
                    if conditions.contains(where: { $0 != "all" }) { open(conditions, number) }
                    continue
                }
                guard keyword != "include",
                    let (name, values) = defaults.canonical(keyword, Array(words.dropFirst()))
                else { continue }
                let condition = SSHDConfiguration.joined(conditions)
                if condition.isEmpty {
                    if conditions.isEmpty {
                        defaults.note(name, values, in: &global)
                    } else {
                        defaults.note(name, values, in: &always)
                    }
                } else if always[name] == nil,
                    let at = blocks.firstIndex(where: { $0.condition == condition })
                {
                    // What an earlier `Match all` says has been said for this block too.
                    defaults.note(name, values, in: &blocks[at].values)
                }
            }
        }
        everybody = defaults.completed(global)
        for (name, values) in always.all { everybody.set(name, values) }
    }

    private mutating func open(_ conditions: [String], _ number: Int) {
        let condition = SSHDConfiguration.joined(conditions)
        if let at = blocks.firstIndex(where: { $0.condition == condition }) {
            blocks[at].numbers.append(number)
        } else {
            blocks.append(Block(condition: condition, numbers: [number]))
        }
    }

    private static func joined(_ conditions: [String]) -> String {
        conditions.filter { $0 != "all" }.joined(separator: " ")
    }

    /// The criteria with their keywords in lower case.
    private static func condition(_ words: ArraySlice<String>) -> String {
        var isKeyword = true
        return words.map { word in
            defer { isKeyword = !isKeyword || ["all", "invalid-user"].contains(word.lowercased()) }
            return isKeyword ? word.lowercased() : word
        }.joined(separator: " ")
    }

    /// The words of a line, quotes undone and a comment at its end left out; the keyword may be followed by `=`.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var isWord = false
        var quote: UInt8?
        var sawEquals = false
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 || byte == 12 }
        for byte in line.utf8 {
            if let open = quote {
                if byte == open { quote = nil } else { word.append(byte) }
            } else if isBlank(byte)
                || (byte == UInt8(ascii: "=") && !sawEquals && words.count + (isWord ? 1 : 0) == 1)
            {
                if byte == UInt8(ascii: "=") { sawEquals = true }
                if isWord { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
                isWord = false
            } else if byte == UInt8(ascii: "#"), !isWord {
                return words
            } else {
                isWord = true
                if byte == UInt8(ascii: "\"") { quote = byte } else { word.append(byte) }
            }
        }
        if isWord { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }
}
