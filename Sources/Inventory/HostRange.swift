import Model

/// A host pattern with ranges in it, as Ansible writes them: `web[01:12].example.com`, `db-[a:c]`, `n[0:10:2]`.
///
/// Source: Ansible, *How to build your inventory*: adding ranges of hosts.
enum HostRange {
    /// The names that `pattern` stands for, in order.
    ///
    /// - Throws: `Problem` for a range that is none, and for more than `limit` names, before any is made.
    static func names(_ pattern: String, limit: Int) throws -> [String] {
        var names: [[UInt8]] = [[]]
        var rest = Array(pattern.utf8)[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "[")) {
            guard let close = rest[open...].firstIndex(of: UInt8(ascii: "]")) else {
                throw Problem(
                    "a range that is not closed", evidence: pattern, remedy: "Write it as web[01:12].")
            }
            let before = rest[..<open]
            let words = try self.words(rest[(open + 1)..<close], limit: limit)
            guard words.count <= limit / names.count else { throw tooMany(pattern, limit) }
            names = names.flatMap { name in words.map { name + before + $0 } }
            rest = rest[(close + 1)...]
        }
        return names.map { String(decoding: $0 + rest, as: UTF8.self) }
    }

    private static func words(_ range: ArraySlice<UInt8>, limit: Int) throws -> [[UInt8]] {
        let text = "[\(String(decoding: range, as: UTF8.self))]"
        let parts = range.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let wrong = Problem(
            "no range", evidence: text, remedy: "Write [01:12], [a:c] or, with a step, [0:10:2].")
        guard (2...3).contains(parts.count), let step = parts.count == 3 ? number(parts[2]) : 1, step > 0
        else {
            throw wrong
        }
        if let first = letter(parts[0]), let last = letter(parts[1]) {
            guard first <= last, (first < 0x61) == (last < 0x61) else { throw wrong }
            return stride(from: first, through: last, by: step).map { [UInt8($0)] }
        }
        // An empty start is 0, as in Ansible.
        guard let first = parts[0].isEmpty ? 0 : number(parts[0]), let last = number(parts[1]), first <= last
        else {
            throw wrong
        }
        let isPadded = parts[0].count > 1 && parts[0].first == 0x30
        guard !isPadded || parts[0].count == parts[1].count else { throw wrong }
        guard (last - first) / step < limit else { throw tooMany(text, limit) }
        return stride(from: first, through: last, by: step).map { value in
            let digits = Array(String(value).utf8)
            let width = isPadded ? parts[0].count : 0
            return [UInt8](repeating: 0x30, count: max(0, width - digits.count)) + digits
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count), bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return nil
        }
        return bytes.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    private static func letter(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count == 1, let byte = bytes.first else { return nil }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return Int(byte)
        default: return nil
        }
    }

    private static func tooMany(_ text: String, _ limit: Int) -> Problem {
        Problem("more than \(limit) hosts in a range", evidence: text, remedy: "Is there a digit too many?")
    }
}
