/// Which texts may become words of an `ssh` command line, or a file that it is told to read.
///
/// All are matched byte by byte against what is allowed: letters, digits and a little punctuation, never a `-` in front.
/// So none of them is an option, two words, a pattern, a `%` token of ssh_config or anything to a shell (promise S3).
package enum HostName {
    /// Whether `text` can name a host: labels of letters, digits, `-` and `_`, with single dots between them.
    package static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= 253, bytes.allSatisfy({ isWord($0) || $0 == dot || $0 == hyphen }) else {
            return false
        }
        return bytes.split(separator: dot, omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return isAlphanumeric(first) && isWord(last)
        }
    }

    /// Whether `text` is a host name, an IPv4 address or an IPv6 address without brackets and zone.
    package static func isAddress(_ text: String) -> Bool { isName(text) || isIPv6(text) }

    /// Whether `text` can be an account's name: a letter, a digit or `_`, then those, dots and hyphens.
    package static func isUser(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= 64 else { return false }
        return isWord(first) && bytes.allSatisfy { isWord($0) || $0 == dot || $0 == hyphen }
    }

    /// Whether `text` is one jump host or up to eight with commas between them, each `[user@]host[:port]`.
    ///
    /// An IPv6 address stands in brackets here, as in `ssh -J`.
    package static func isJump(_ text: String) -> Bool {
        let hops = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        return hops.count <= 8 && hops.allSatisfy { isHop(Substring($0)) }
    }

    /// Whether `text` can be given to `ssh` as the path of a key or of a file of known hosts.
    ///
    /// Spaces are refused because ssh takes what they separate for several files; `~` counts only in front of a slash.
    package static func isPath(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 1024, first != hyphen else { return false }
        let rest =
            first == UInt8(ascii: "~") && bytes.dropFirst().first == slash ? bytes.dropFirst() : bytes[...]
        return rest.allSatisfy { isWord($0) || "/.-+@,=:".utf8.contains($0) }
    }

    private static func isHop(_ hop: Substring) -> Bool {
        var host = hop.utf8[...]
        if let at = host.firstIndex(of: UInt8(ascii: "@")) {
            guard isUser(String(Substring(host[..<at]))) else { return false }
            host = host[host.index(after: at)...]
        }
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = host[host.index(after: host.startIndex)..<end]
            let port = host[host.index(after: end)...]
            return isIPv6(String(Substring(address)))
                && (port.isEmpty || (port.first == colon && isPort(port.dropFirst())))
        }
        let parts = host.split(separator: colon, maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, isName(String(Substring(name))) else { return false }
        return parts.count == 1 || isPort(parts[1])
    }

    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        guard text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(Substring(text)) else {
            return false
        }
        return (1...65_535).contains(port)
    }

    /// The text forms of RFC 4291, section 2.2.
    private static func isIPv6(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: colon, omittingEmptySubsequences: false).map(Array.init)
        guard (3...9).contains(groups.count) else { return false }
        // `::` splits into one empty group inside, two at an end, three when it is everything.
        let empty = groups.indices.filter { groups[$0].isEmpty }
        let gap: Bool
        switch empty.count {
        case 0: gap = false
        case 1 where empty[0] > 0 && empty[0] < groups.count - 1: gap = true
        case 2 where empty == [0, 1] || empty == [groups.count - 2, groups.count - 1]: gap = true
        case 3 where groups.count == 3: gap = true
        default: return false
        }
        var pieces = groups.filter { !$0.isEmpty }
        var count = pieces.count
        if let last = pieces.last, last.contains(dot) {
            guard isIPv4(last), groups.last?.isEmpty == false else { return false }
            pieces.removeLast()
            count += 1
        }
        guard pieces.allSatisfy({ $0.count <= 4 && $0.allSatisfy(isHexadecimal) }) else { return false }
        return gap ? count <= 7 : count == 8
    }

    private static func isIPv4(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: dot, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
                    && part.reduce(0) { $0 * 10 + Int($1) - 0x30 } <= 255
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) && (byte | 0x20) <= UInt8(ascii: "f")
    }

    private static let dot = UInt8(ascii: ".")
    private static let hyphen = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")
    private static let slash = UInt8(ascii: "/")
}
