internal import Model

/// A certificate, read as far as the table `certificates` needs.
///
/// Nothing of it is verified.
///
/// Source: RFC 5280, RFC 3279, RFC 5480, RFC 8410; X.690 for DER.
struct X509 {
    private(set) var commonName: String?
    let subject: String
    let issuer: String
    let notBefore: Int64?
    let notAfter: Int64?
    let signature: String
    let keyAlgorithm: String
    let keyBits: Int64?
    let serial: String
    let sha1: String
    private(set) var mayIssue = false
    private(set) var names: [String] = []

    /// Nothing for bytes that are no certificate.
    init?(_ bytes: [UInt8]) {
        guard let certificate = DER.first(in: bytes[...]), certificate.tag == 0x30 else { return nil }
        let outer = certificate.children
        guard outer.count >= 2, outer[0].tag == 0x30 else { return nil }
        var fields = outer[0].children
        if fields.first?.tag == 0xA0 { fields.removeFirst() }
        guard fields.count >= 6, fields[0].tag == 2, let validity = fields[3].children.pair,
            let key = fields[5].children.pair
        else { return nil }
        serial = X509.hex(fields[0].content.drop { $0 == 0 })
        signature = X509.name(of: outer[1].children.first)
        let issuerParts = X509.parts(fields[2])
        let subjectParts = X509.parts(fields[4])
        issuer = X509.text(issuerParts)
        subject = X509.text(subjectParts)
        commonName = subjectParts.last { $0.kind == "CN" }?.value
        notBefore = validity.0.time
        notAfter = validity.1.time
        keyAlgorithm = X509.name(of: key.0.children.first)
        keyBits = X509.bits(algorithm: key.0, key: key.1)
        // The digest is of the certificate itself, not of what may follow it in the file.
        sha1 = SHA1.hex(Array(certificate.whole))
        for extensions in fields[6...] where extensions.tag == 0xA3 {
            for entry in extensions.children.first?.children ?? [] { note(entry) }
        }
    }

    private mutating func note(_ entry: DER) {
        let parts = entry.children
        guard let identifier = parts.first?.identifier, let value = parts.last, value.tag == 4,
            let inner = DER.first(in: value.content)
        else { return }
        switch identifier {
        case "2.5.29.19":
            mayIssue = inner.children.first.map { $0.tag == 1 && $0.content.first != 0 } ?? false
        case "2.5.29.17":
            names = inner.children.prefix(200).compactMap { name in
                switch name.tag {
                case 0x81, 0x82, 0x86: String(decoding: name.content, as: UTF8.self)
                case 0x87: X509.address(name.content)
                default: nil
                }
            }
        default: break
        }
    }

    private static func address(_ bytes: ArraySlice<UInt8>) -> String? {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        guard bytes.count == 16 else { return nil }
        let bytes = Array(bytes)
        return stride(from: 0, to: 16, by: 2).map {
            String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
        }
        .joined(separator: ":")
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func parts(_ name: DER) -> [(kind: String, value: String)] {
        let kinds = [
            "2.5.4.3": "CN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
            "2.5.4.9": "street",
            "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.97": "organizationIdentifier",
            "1.2.840.113549.1.9.1": "emailAddress",
            "0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID",
        ]
        return name.children.flatMap(\.children).compactMap { attribute in
            guard let (kind, value) = attribute.children.pair, let identifier = kind.identifier else {
                return nil
            }
            return (kinds[identifier] ?? identifier, value.string)
        }
    }

    private static func text(_ parts: [(kind: String, value: String)]) -> String {
        parts.map { "\($0.kind)=\($0.value)" }.joined(separator: ", ")
    }

    private static func name(of algorithm: DER?) -> String {
        let identifier = algorithm?.identifier ?? ""
        let known = [
            "1.2.840.113549.1.1.1": "rsaEncryption", "1.2.840.113549.1.1.2": "md2WithRSAEncryption",
            "1.2.840.113549.1.1.4": "md5WithRSAEncryption", "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
            "1.2.840.113549.1.1.10": "rsassaPss", "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
            "1.2.840.113549.1.1.12": "sha384WithRSAEncryption",
            "1.2.840.113549.1.1.13": "sha512WithRSAEncryption",
            "1.2.840.113549.1.1.14": "sha224WithRSAEncryption", "1.2.840.10045.2.1": "id-ecPublicKey",
            "1.2.840.10045.4.1": "ecdsa-with-SHA1", "1.2.840.10045.4.3.1": "ecdsa-with-SHA224",
            "1.2.840.10045.4.3.2": "ecdsa-with-SHA256", "1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
            "1.2.840.10045.4.3.4": "ecdsa-with-SHA512", "1.2.840.10040.4.1": "dsaEncryption",
            "1.2.840.10040.4.3": "dsaWithSHA1",
            "2.16.840.1.101.3.4.3.2": "dsa_with_SHA256", "1.3.101.112": "ED25519", "1.3.101.113": "ED448",
        ]
        return known[identifier] ?? identifier
    }

    private static func bits(algorithm: DER, key: DER) -> Int64? {
        let parts = algorithm.children
        switch name(of: parts.first) {
        case "rsaEncryption", "rsassaPss":
            return DER.first(in: key.content.dropFirst())?.children.first?.bitLength
        case "dsaEncryption": return parts.last?.children.first?.bitLength
        case "id-ecPublicKey":
            let curves: [String: Int64] = [
                "1.2.840.10045.3.1.7": 256, "1.3.132.0.34": 384, "1.3.132.0.35": 521, "1.3.132.0.33": 224,
                "1.3.132.0.10": 256,
                "1.2.840.10045.3.1.1": 192, "1.3.36.3.3.2.8.1.1.7": 256, "1.3.36.3.3.2.8.1.1.11": 384,
                "1.3.36.3.3.2.8.1.1.13": 512,
            ]
            return parts.last?.identifier.flatMap { curves[$0] }
        case "ED25519": return 256
        case "ED448": return 456
        default: return nil
        }
    }
}

/// One element of DER: a tag, its content, and all its bytes.
private struct DER {
    let tag: UInt8
    let content: ArraySlice<UInt8>
    let whole: ArraySlice<UInt8>

    /// The element that `bytes` begin with; nothing where they end before it does.
    static func first(in bytes: ArraySlice<UInt8>) -> DER? {
        guard bytes.count >= 2 else { return nil }
        let start = bytes.startIndex
        var length = Int(bytes[start + 1])
        var header = 2
        if length >= 0x80 {
            let count = length - 0x80
            guard (1...4).contains(count), bytes.count >= 2 + count else { return nil }
            length = bytes[(start + 2)..<(start + 2 + count)].reduce(0) { $0 << 8 | Int($1) }
            header += count
        }
        guard bytes.count - header >= length else { return nil }
        let end = start + header + length
        return DER(tag: bytes[start], content: bytes[(start + header)..<end], whole: bytes[start..<end])
    }

    /// The elements within, up to the first that is damaged.
    var children: [DER] {
        var children: [DER] = []
        var rest = content
        while let child = DER.first(in: rest), children.count < 1_000 {
            children.append(child)
            rest = rest[child.whole.endIndex...]
        }
        return children
    }

    /// An object identifier in dots.
    var identifier: String? {
        guard tag == 6, content.count <= 64, let first = content.first else { return nil }
        var numbers = [UInt64(min(first / 40, 2)), UInt64(first) - 40 * UInt64(min(first / 40, 2))]
        var number: UInt64 = 0
        for byte in content.dropFirst() {
            guard number < 1 << 50 else { return nil }
            number = number << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 {
                numbers.append(number)
                number = 0
            }
        }
        return numbers.map { String($0) }.joined(separator: ".")
    }

    /// A text of any of the kinds of X.520; the two-byte one included.
    var string: String {
        guard tag == 0x1E else { return String(decoding: content, as: UTF8.self) }
        let bytes = Array(content)
        let units = stride(from: 0, to: bytes.count - bytes.count % 2, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }

    var bitLength: Int64? {
        guard tag == 2 else { return nil }
        let digits = content.drop { $0 == 0 }
        return digits.first.map { Int64(digits.count * 8 - $0.leadingZeroBitCount) } ?? 0
    }

    /// UTCTime or GeneralizedTime, which RFC 5280 wants with seconds and in Z, in seconds since 1970.
    var time: Int64? {
        let digits = content.prefix { (0x30...0x39).contains($0) }.map { Int64($0) - 0x30 }
        let yearDigits = tag == 0x17 ? 2 : 4
        guard tag == 0x17 || tag == 0x18, digits.count == yearDigits + 10 else { return nil }
        func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + $1 } }
        var year = number(0..<yearDigits)
        if tag == 0x17 { year += year < 50 ? 2000 : 1900 }
        let rest = stride(from: yearDigits, to: digits.count, by: 2).map { number($0..<($0 + 2)) }
        return LoginRecords.seconds(
            year: year, month: rest[0], day: rest[1], time: "\(rest[2]):\(rest[3]):\(rest[4])",
            offset: "+0000")
    }
}

extension [DER] {
    fileprivate var pair: (DER, DER)? { count >= 2 ? (self[0], self[1]) : nil }
}
