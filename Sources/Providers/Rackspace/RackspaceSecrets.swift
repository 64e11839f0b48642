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
