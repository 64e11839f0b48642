import Model

/// Reading of what Rackspace wraps in base64, and writing of lists.
enum RackspaceEncoding {
    /// Texts as a JSON array.
    static func list(_ texts: [String]) -> Value {
        var out = [UInt8(ascii: "[")]
        for (index, text) in texts.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            Escape.json(text, into: &out)
        }
        out.append(UInt8(ascii: "]"))
        return .text(String(decoding: out, as: UTF8.self))
    }

    /// The fingerprint of a public key as a line of `authorized_keys`; nothing when it is no key.
    static func fingerprint(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard words.count > 1, let blob = bytes(String(words[1])), blob.count > 8 else { return nil }
        return "SHA256:" + base64(SHA256.digest(blob))
    }

    /// When the first certificate of a PEM text ends, in seconds since 1970; nothing when it is no certificate.
    ///
    /// Source: RFC 5280, section 4.1: `tbsCertificate` has version, serial number, algorithm and issuer before the validity.
    static func end(ofCertificate pem: String) -> Int64? {
        let lines = pem.split { $0.isNewline }.drop { $0 != "-----BEGIN CERTIFICATE-----" }.dropFirst()
            .prefix { $0 != "-----END CERTIFICATE-----" }
        guard let der = bytes(lines.joined()) else { return nil }
        var outer = DER(rest: der[...])
        guard let certificate = outer.next(0x30) else { return nil }
        var inside = DER(rest: certificate)
        guard let signed = inside.next(0x30) else { return nil }
        var fields = DER(rest: signed)
        if fields.rest.first == 0xA0 { _ = fields.next(0xA0) }
        guard fields.next(0x02) != nil, fields.next(0x30) != nil, fields.next(0x30) != nil,
            let validity = fields.next(0x30)
        else { return nil }
        var times = DER(rest: validity)
        guard times.time() != nil else { return nil }
        return times.time()
    }

    /// Values of the distinguished encoding rules, one after another.
    private struct DER {
        var rest: ArraySlice<UInt8>

        mutating func next(_ tag: UInt8) -> ArraySlice<UInt8>? {
            guard rest.first == tag, let short = rest.dropFirst().first else { return nil }
            rest = rest.dropFirst(2)
            var length = Int(short)
            if short >= 0x80 {
                let count = Int(short & 0x7F)
                guard (1...3).contains(count), rest.count >= count else { return nil }
                length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(count)
            }
            guard rest.count >= length else { return nil }
            defer { rest = rest.dropFirst(length) }
            return rest.prefix(length)
        }

        /// UTCTime has two digits of the year, which is before 2050; GeneralizedTime has four.
        mutating func time() -> Int64? {
            let isShort = rest.first == 0x17
            guard let bytes = next(isShort ? 0x17 : 0x18) else { return nil }
            var digits = String(decoding: bytes, as: UTF8.self)
            if isShort { digits = (digits < "5" ? "20" : "19") + digits }
            guard digits.utf8.count == 15, digits.hasSuffix("Z") else { return nil }
            let parts = [4, 2, 2, 2, 2, 2].reduce(into: (out: [Substring](), rest: digits[...])) {
                $0.out.append($0.rest.prefix($1))
                $0.rest = $0.rest.dropFirst($1)
            }.out
            return Moment(
                "\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5])Z")?.seconds
        }
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func bytes(_ text: String) -> [UInt8]? {
        var out: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return out
    }

    /// Without `=` at its end, as ssh-keygen has it.
    private static func base64(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                out.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { out.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: out, as: UTF8.self)
    }
}

/// Which entries of a server's metadata look like secrets.
enum RackspaceSecrets {
    /// Judged by words in the name, and by the shape of the value: a private key, an address with a password, a known token's prefix, a web
    /// token, or 32 characters and more that are letters and digits mixed and no UUID.
    static func isLikely(name: String, value: String) -> Bool {
        guard !value.isEmpty else { return false }
        let plain = name.lowercased().filter { $0.isLetter }
        if words.contains(where: { plain.contains($0) }) { return true }
        if value.contains("PRIVATE KEY-----") || value.hasPrefix("eyJ") { return true }
        if prefixes.contains(where: { value.hasPrefix($0) }) { return true }
        return hasPassword(value) || isRandom(value)
    }

    private static let words = [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "credential", "privatekey",
        "accesskey",
    ]
    private static let prefixes = [
        "AKIA", "ASIA", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk_live_",
        "rk_live_", "dop_v1_", "NRAK-", "SG.", "AIza",
    ]

    private static func hasPassword(_ value: String) -> Bool {
        let parts = value.split(separator: "://", maxSplits: 1)
        guard parts.count == 2 else { return false }
        let authority = parts[1].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }

    private static func isRandom(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        guard bytes.count >= 32, bytes.count <= 512 else { return false }
        let isUUID =
            bytes.count == 36
            && [8, 13, 18, 23].allSatisfy { bytes[$0] == UInt8(ascii: "-") }
        var letters = 0
        var digits = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): letters += 1
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                continue
            default: return false
            }
        }
        return !isUUID && letters >= 4 && digits >= 4
    }
}
