/// The names, prefixes and flags by which `masked(_:)` knows a secret.
enum Secrets {
    enum Kind {
        /// A password or a token: its value is always hidden.
        case word
        /// A key: its value is hidden unless it is the path of a file.
        case key
    }

    /// What kind of secret a variable, an option or a header of this name holds.
    static func kind(of name: ArraySlice<UInt8>) -> Kind? {
        let plain = name.map(lowered).filter { !separators.contains($0) }
        // `--password-file`, `PASS_MAX_DAYS`, `password_encryption`: about a secret, not one.
        if about.contains(where: { ends(plain, with: $0) }) { return nil }
        // A tag of sudo's rules, which says that no password is asked.
        if plain == bytes("nopasswd") { return nil }
        if words.contains(where: { contains(plain, $0) }) { return .word }
        if plain == bytes("pwd") || plain == bytes("oldpwd") { return nil }
        if endings.contains(where: { ends(plain, with: $0) }),
            !innocent.contains(where: { ends(plain, with: $0) })
        {
            return .word
        }
        if ends(Array(name), with: bytes("_auth")) { return .word }
        return isKey(Array(name), plain) ? .key : nil
    }

    /// `KEY`, `api_key` and `masterKey`, and not `monkey`.
    private static func isKey(_ name: [UInt8], _ plain: [UInt8]) -> Bool {
        guard ends(plain, with: bytes("key")) else { return false }
        if keys.contains(where: { ends(plain, with: $0) }) { return true }
        guard let before = name.dropLast(3).last else { return true }
        let initial = name[name.count - 3]
        return separators.contains(before) || (initial == UInt8(ascii: "K") && before == lowered(before))
    }

    /// How many bytes at the start of `text` are a token that its prefix gives away.
    static func tokenLength(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= 16, let first = text.first else { return nil }
        for token in tokens where token.prefix.first == first && text.starts(with: token.prefix) {
            if text.count - token.prefix.count >= token.atLeast { return text.count }
        }
        // A JSON web token: three parts, the first of which is an object in base64.
        let isWebToken = text.starts(with: bytes("eyJ")) && text.count { $0 == UInt8(ascii: ".") } >= 2
        return isWebToken ? text.count : nil
    }

    private static let separators = bytes("_-.")

    private static let words = [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "credential", "setcookie",
        "signature",
    ].map(bytes)
    private static let endings = ["pass", "pwd", "pw", "passin", "passout", "cookie", "authorization", "dsn"]
        .map(bytes)
    private static let innocent = ["bypass", "compass"].map(bytes)
    private static let keys = [
        "accesskey", "secretkey", "privatekey", "masterkey", "licensekey", "encryptionkey", "signingkey",
        "accountkey",
        "sharedkey", "authkey", "sshkey",
    ].map(bytes)
    private static let about = [
        "file", "path", "dir", "directory", "ttl", "timeout", "expiry", "expires", "expiration", "length",
        "len", "policy",
        "type", "algorithm", "encryption", "authentication", "attempts", "tries", "days", "age", "rounds",
        "mode", "enabled",
        "prompt", "lifetime", "url", "uri", "name", "count", "limit", "stdin", "tokens", "tokenizer",
    ].map(bytes)

    /// Values that hide nothing, and that checks ask for.
    static let harmless = Set(
        [
            "", "*", "***", "true", "false", "yes", "no", "on", "off", "none", "null", "nil", "prompt", "ask",
            "public",
            "private",
        ].map(bytes))

    /// Words of configuration files and protocols that a secret follows after a blank.
    static let directives = Set(
        [
            "requirepass", "masterauth", "bindpw", "rootbindpw", "rocommunity", "rwcommunity", "rocommunity6",
            "rwcommunity6", "bearer",
        ].map(bytes))

    /// Options whose value is `user:password`.
    static let credentials = Set(["u", "user", "proxy-user", "http-user"].map(bytes))

    /// Clients that take a password after a short flag; `attached` where it may follow without a blank.
    static let clients: [(name: [UInt8], flags: [UInt8], attached: Bool)] = [
        ("mysql", "p", true), ("mariadb", "p", true), ("sshpass", "p", true), ("mongo", "p", false),
        ("login", "p", false), ("redis-cli", "a", false), ("ldap", "w", true), ("mosquitto_", "P", false),
        ("sqlcmd", "P", true), ("bcp", "P", true), ("ipmitool", "P", false), ("7z", "p", true),
        ("zip", "P", true),
        ("unzip", "P", true), ("smbclient", "U", false), ("snmpget", "cAX", false),
        ("snmpwalk", "cAX", false),
        ("snmpbulk", "cAX", false), ("snmpset", "cAX", false), ("snmptrap", "cAX", false),
    ].map { (bytes($0.0), bytes($0.1), $0.2) }

    /// Addresses whose path is the secret.
    static let hooks = [
        "hooks.slack.com/services/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/",
        "api.telegram.org/bot",
    ].map(bytes)

    /// GitHub, GitLab, Slack, Stripe, AWS, Google, DigitalOcean, Heroku, Sentry, New Relic, npm, PyPI, RubyGems, SendGrid, Shopify,
    /// Vault, Docker Hub, Tailscale, Grafana, OpenAI and Anthropic, age.
    private static let tokens: [(prefix: [UInt8], atLeast: Int)] = [
        ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 20),
        ("glpat-", 16),
        ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10), ("xoxr-", 10), ("xoxs-", 10), ("xoxe-", 10),
        ("xapp-", 10),
        ("sk_live_", 10), ("sk_test_", 10), ("rk_live_", 10), ("rk_test_", 10), ("whsec_", 16), ("AKIA", 16),
        ("ASIA", 16),
        ("AIza", 30), ("ya29.", 20), ("dop_v1_", 20), ("doo_v1_", 20), ("dor_v1_", 20), ("HRKU-", 20),
        ("sntrys_", 20),
        ("sntryu_", 20), ("NRAK-", 20), ("NRII-", 20), ("npm_", 30), ("pypi-", 30), ("rubygems_", 30),
        ("SG.", 30),
        ("shpat_", 20), ("shpss_", 20), ("hvs.", 20), ("hvb.", 20), ("dckr_pat_", 16), ("tskey-", 16),
        ("glsa_", 20),
        ("sk-", 32), ("AGE-SECRET-KEY-", 20),
    ].map { (bytes($0.0), $0.1) }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }

    private static func ends(_ name: [UInt8], with suffix: [UInt8]) -> Bool {
        name.count >= suffix.count && name.suffix(suffix.count).elementsEqual(suffix)
    }

    private static func contains(_ name: [UInt8], _ word: [UInt8]) -> Bool {
        guard name.count >= word.count else { return false }
        return (0...(name.count - word.count)).contains {
            name[$0] == word[0] && name[$0...].starts(with: word)
        }
    }
}
