/// The parts of an address that may be kept: never who logs in with it, nor its query, where tokens are.
struct PublicAddress: Hashable {
    /// In lower case: `https`, `syslog+tls`.
    let scheme: String
    /// In lower case, without the port.
    let host: String
    /// With its slash; empty for none.
    let path: String
    /// What follows `#`, as a version of a git repository.
    let fragment: String?

    /// Nothing for what is no address with a scheme and a host.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            bytes[colon...].starts(with: "://".utf8), bytes[..<colon].allSatisfy(PublicAddress.isOfScheme)
        else { return nil }
        let rest = bytes[(colon + 3)...]
        let end = rest.firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        var authority = rest[..<(end ?? rest.endIndex)]
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            authority = authority[...close]
        } else if let port = authority.firstIndex(of: UInt8(ascii: ":")) {
            authority = authority[..<port]
        }
        guard !authority.isEmpty, authority.allSatisfy(PublicAddress.isOfHost) else { return nil }
        scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        host = String(decoding: authority, as: UTF8.self).lowercased()
        let tail = rest[(end ?? rest.endIndex)...]
        path = String(
            decoding: tail.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }, as: UTF8.self)
        fragment = tail.firstIndex(of: UInt8(ascii: "#")).map {
            String(decoding: tail[($0 + 1)...], as: UTF8.self)
        }
    }

    /// All of it on one line: `https://github.com/example/buildpack#v2`.
    var text: String { "\(scheme)://\(host)\(path)" + (fragment.map { "#\($0)" } ?? "") }

    private static func isOfScheme(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
    }
    private static func isOfHost(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "-._:[]".utf8.contains(byte)
    }
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
