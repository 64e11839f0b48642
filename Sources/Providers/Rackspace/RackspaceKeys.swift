import Model

/// What is kept of keys and of certificates.
enum RackspaceKeys {
    /// The fingerprint of a public key as a line of `authorized_keys`; nothing when it is no key.
    static func fingerprint(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard words.count > 1 else { return nil }
        return PublicKey(algorithm: String(words[0]), base64: String(words[1]))?.fingerprint
    }

    /// When the first certificate of a PEM text ends, in seconds since 1970; nothing when it is no certificate.
    ///
    /// Source: RFC 5280, section 4.1: `tbsCertificate` has version, serial number, algorithm and issuer before the validity.
    static func end(ofCertificate pem: String) -> Int64? {
        let lines = pem.split { $0.isNewline }.drop { $0 != "-----BEGIN CERTIFICATE-----" }.dropFirst()
            .prefix { $0 != "-----END CERTIFICATE-----" }
        guard let der = Base64.decode(lines.joined()) else { return nil }
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
}
