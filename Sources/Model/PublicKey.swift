/// An SSH public key as it is written in `authorized_keys` and `.pub` files, reduced to what may be kept of it.
///
/// Source: RFC 4253 section 6.6, RFC 5656 section 3.1, OpenSSH `PROTOCOL.certkeys` and `PROTOCOL.u2f`.
package struct PublicKey {
    /// Its type, as in `ssh-ed25519`.
    package let algorithm: String
    /// Length of the modulus or of the curve; nothing for an algorithm that is not known.
    package let bits: Int64?
    /// `SHA256:` and the digest, as ssh-keygen prints it.
    package let fingerprint: String

    /// The key in the two words of a line; nothing when they are no key.
    package init?(algorithm: String, base64: String) {
        guard let blob = Base64.decode(base64), blob.count > 8 else { return nil }
        var reader = Wire(rest: blob[...])
        guard let name = reader.next() else { return nil }
        self.algorithm = String(decoding: name, as: UTF8.self)
        guard self.algorithm == algorithm else { return nil }
        fingerprint = "SHA256:" + Base64.encode(SHA256.digest(blob))
        bits = PublicKey.bits(algorithm, &reader)
        // A key without its number is a damaged one.
        guard bits != nil || !["ssh-rsa", "ssh-dss"].contains(algorithm) else { return nil }
    }

    private static func bits(_ algorithm: String, _ reader: inout Wire) -> Int64? {
        var kind = Substring(algorithm)
        // A certificate has a nonce before the same fields.
        if let at = algorithm.range(of: "-cert-v01@") {
            kind = algorithm[..<at]
            _ = reader.next()
        }
        switch kind {
        case "ssh-rsa":
            _ = reader.next()
            return reader.next().map(bitLength)
        case "ssh-dss": return reader.next().map(bitLength)
        case "ssh-ed25519", "sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519": return 256
        case "ecdsa-sha2-nistp256", "sk-ecdsa-sha2-nistp256@openssh.com", "sk-ecdsa-sha2-nistp256": return 256
        case "ecdsa-sha2-nistp384": return 384
        case "ecdsa-sha2-nistp521": return 521
        default: return nil
        }
    }

    /// The bits of a big-endian number without its leading zeros.
    private static func bitLength(_ number: ArraySlice<UInt8>) -> Int64 {
        let digits = number.drop { $0 == 0 }
        guard let first = digits.first else { return 0 }
        return Int64(digits.count * 8 - first.leadingZeroBitCount)
    }

    /// The length-prefixed strings of RFC 4251.
    private struct Wire {
        var rest: ArraySlice<UInt8>

        mutating func next() -> ArraySlice<UInt8>? {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length <= rest.count else { return nil }
            defer { rest = rest.dropFirst(length) }
            return rest.prefix(length)
        }
    }
}

extension String {
    /// Where `text`, of ASCII only, first stands.
    fileprivate func range(of text: String) -> String.Index? {
        let wanted = Array(text.utf8)
        return utf8.indices.first { utf8[$0...].starts(with: wanted) }
    }
}

/// Base64 of RFC 4648, strict but for the padding, which may be missing.
package enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: digits.enumerated().map { ($1, UInt32($0)) })

    /// The bytes; nothing for a text that has something else in it.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var held: UInt32 = 0
        var bits = 0
        var isOver = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") {
                isOver = true
                continue
            }
            guard !isOver, let value = values[byte] else { return nil }
            held = (held << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return bytes
    }

    /// Without padding, as OpenSSH writes fingerprints.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var number = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            number <<= UInt32(8 * (3 - group.count))
            for digit in 0...group.count { text.append(digits[Int(number >> UInt32(18 - 6 * digit) & 63)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
