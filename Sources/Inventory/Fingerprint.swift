/// Fingerprints of SSH keys, as `ssh-keygen -l` and providers write them.
enum Fingerprint {
    /// `SHA256:` with 43 characters of base64, or MD5 as 16 pairs in small letters without a prefix; nothing when it is neither.
    static func normal(_ text: String) -> String? {
        if let rest = behind("SHA256:", text) {
            // 256 bits are 43 characters; ssh writes no padding.
            return rest.count == 43 && rest.allSatisfy(isBase64) ? text : nil
        }
        let pairs = (behind("MD5:", text) ?? text[...].utf8)
            .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard pairs.count == 16, pairs.allSatisfy({ $0.count == 2 && $0.allSatisfy(isHexadecimal) }) else {
            return nil
        }
        return pairs.map { String(Substring($0)).lowercased() }.joined(separator: ":")
    }

    private static func behind(_ prefix: String, _ text: String) -> Substring.UTF8View? {
        text.utf8.starts(with: prefix.utf8) ? text[...].utf8.dropFirst(prefix.utf8.count) : nil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "+/".utf8.contains(byte)
    }
}
