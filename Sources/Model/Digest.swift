internal import CMessageDigest

/// SHA-256, for fingerprints and for names that must not clash.
///
/// Source: FIPS 180-4, by libmd, which every Debian has because dpkg needs it.
package enum SHA256 {
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var context = SHA2_CTX()
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256Init(&context)
        SHA256Update(&context, bytes, bytes.count)
        SHA256Final(&digest, &context)
        return digest
    }

    /// The digest in lower-case hexadecimal.
    package static func hex(_ text: String) -> String {
        digest(Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 2 ? digits : "0" + digits
        }.joined()
    }
}
