internal import CMessageDigest

/// SHA-256, for fingerprints and for names that must not clash.
///
/// Source: FIPS 180-4, by libmd, which every Debian has because dpkg needs it.
package enum SHA256 {
    /// The 32 bytes of the digest.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var context = SHA2_CTX()
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256Init(&context)
        SHA256Update(&context, bytes, bytes.count)
        SHA256Final(&digest, &context)
        return digest
    }

    /// The digest in lower-case hexadecimal.
    package static func hex(_ text: String) -> String { hexadecimal(digest(Array(text.utf8))) }
}

/// SHA-1, only for the fingerprint by which certificates are known; it proves nothing.
package enum SHA1 {
    /// The digest in lower-case hexadecimal.
    package static func hex(_ bytes: [UInt8]) -> String {
        var context = SHA1_CTX()
        var digest = [UInt8](repeating: 0, count: 20)
        SHA1Init(&context)
        SHA1Update(&context, bytes, bytes.count)
        SHA1Final(&digest, &context)
        return hexadecimal(digest)
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 2 ? digits : "0" + digits
    }.joined()
}
