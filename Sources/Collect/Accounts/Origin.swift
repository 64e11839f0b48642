import Model

/// Scheme, host and port: where a token may go.
struct Origin: Sendable, Hashable {
    let scheme: String
    /// In lower case; an IPv6 address without its brackets.
    let host: String
    let port: Int

    /// The origin of an address; what is behind the host counts for nothing.
    ///
    /// - Throws: `Problem` when it is not `https:`, or `http:` to this machine, or has a name or password in it.
    init(_ address: String) throws {
        let problem = { (what: String) in
            Problem(what, evidence: printable(address.utf8, most: 120), remedy: "Write it as https://host.")
        }
        let bytes = Array(address.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[(colon + 1)...].starts(with: "//".utf8)
        else { throw problem("not an address") }
        scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw problem("neither https: nor http:")
        }
        let rest = bytes[(colon + 3)...]
        let ends: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\")]
        let authority = rest.prefix { !ends.contains($0) }
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw Problem("an address with a name or password in it", remedy: "Write it as https://host.")
        }
        let isBracketed = authority.first == UInt8(ascii: "[")
        let end = isBracketed ? authority.firstIndex(of: UInt8(ascii: "]")) : nil
        let mark = authority[(end ?? authority.startIndex)...].firstIndex(of: UInt8(ascii: ":"))
        let name = authority[..<(mark ?? authority.endIndex)].filter {
            !isBracketed || $0 != 0x5B && $0 != 0x5D
        }
        host = String(decoding: name, as: UTF8.self).lowercased()
        let digits = mark.map { authority[($0 + 1)...] } ?? []
        let number = Int(String(decoding: digits, as: UTF8.self))
        guard mark == nil || number.map({ (1...65_535).contains($0) }) == true else {
            throw problem("its port is no number from 1 to 65535")
        }
        port = number ?? (scheme == "https" ? 443 : 80)
        guard isBracketed ? Origin.isAddress6(name) : Origin.isName(name) else {
            throw problem("its host is no name and no address")
        }
        guard scheme == "https" || isLoopback else {
            throw problem("http: would send the token where it can be read on the way")
        }
    }

    /// Whether it is this machine itself.
    var isLoopback: Bool {
        let parts = host.utf8.split(separator: UInt8(ascii: "."))
        let is127 = parts.count == 4 && host.utf8.starts(with: "127.".utf8) && parts.allSatisfy(Origin.isByte)
        return host == "localhost" || host == "::1" || is127
    }

    /// Whether this is one of `pattern`'s, where `*.` in front of the host stands for one label.
    func isOne(of pattern: Origin) -> Bool {
        guard scheme == pattern.scheme, port == pattern.port else { return false }
        guard pattern.host.utf8.starts(with: "*.".utf8) else { return host == pattern.host }
        guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        return host[dot...] == pattern.host.dropFirst()
    }

    private static func isByte(_ digits: Substring.UTF8View.SubSequence) -> Bool {
        Int(Substring(digits)).map { (0...255).contains($0) } == true
    }
    private static func isName(_ name: [UInt8]) -> Bool {
        let plain = name.starts(with: "*.".utf8) ? name.dropFirst(2) : name[...]
        return !plain.isEmpty && plain.count <= 253 && plain.first != UInt8(ascii: "-")
            && plain.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                    || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            }
    }
    private static func isAddress6(_ name: [UInt8]) -> Bool {
        name.contains(UInt8(ascii: ":"))
            && name.allSatisfy { byte in
                (0x30...0x3A).contains(byte) || (0x61...0x66).contains(byte | 0x20)
                    || byte == UInt8(ascii: ".")
            }
    }
}
