import Inventory
import Model
import Testing

@Suite struct DeclarationTests {
    private func account(_ more: String) throws -> String {
        let files = ["inventory/providers.yml": "[{provider: sentry, account: main, \(more)}]\n"]
        return try Scratch.with(files) { $0.outcome() }
    }

    @Test(
        "an API is asked over https, and over http on this machine alone",
        arguments: [
            ("https://sentry.example.com", "https://sentry.example.com"),
            ("https://sentry.example.com/", "https://sentry.example.com"),
            ("https://sentry.example.com:8443/a/b//", "https://sentry.example.com:8443/a/b"),
            ("https://192.0.2.1", "https://192.0.2.1"),
            ("https://[2001:db8::1]:1", "https://[2001:db8::1]:1"),
            ("http://localhost:9", "http://localhost:9"), ("http://127.0.0.1", "http://127.0.0.1"),
            ("http://127.255.0.9:80/x", "http://127.255.0.9:80/x"), ("http://[::1]:80", "http://[::1]:80"),
        ])
    func baseURLs(_ text: String, _ kept: String) throws {
        #expect(try account(#"token: {env: T}, base_url: "\#(text)""#).contains("  baseURL: \(kept)\n"))
    }

    @Test(
        "no other address is one of an API",
        arguments: [
            "http://sentry.example.com", "http://127.0.0.1.example.com", "http://127.1", "http://128.0.0.1",
            "http://0177.0.0.1", "http://127.0.0.256", "http://[::2]", "http://[::ffff:127.0.0.1]",
            "http://localhost.", "http://Localhost", "http://2130706433", "ftp://example.com", "example.com",
            "//example.com", "https://", "https:///x", "https://:80", "https://a:0", "https://a:65536",
            "https://a:", "https://a:b", "https://a:080", "https://[::1", "https://[::1]x", "https://[a]",
            "https://::1", "https://a b", "https://a/b c", #"https://a\\b"#, "https://a/../b",
            "https://a/./b",
            "https://a/%2e%2e", "https://-a", "https://é.example", "HTTPS://a", "https://a/\u{202E}x",
            "https://a\u{0}b", "javascript://a", "https:/a", "https://a,b", "https://*.example.com",
        ])
    func otherBaseURLs(_ text: String) throws {
        let quoted = text.replacing("\u{0}", with: "\\0").replacing("\u{202E}", with: "\\u202e")
        let result = try account(#"token: {env: T}, base_url: "\#(quoted)""#)
        #expect(result.hasPrefix("inventory/providers.yml:1:"), "\(result)")
        #expect(result.contains(": base_url must be "), "\(result)")
    }

    @Test(
        "a password in an address of an API is refused and not repeated",
        arguments: [
            "https://user:SECRET@example.com", "https://SECRET@example.com", "http://x:SECRET@127.0.0.1",
            "https://example.com/?token=SECRET", "https://example.com#SECRET", "SECRET@",
            "https://a@SECRET/b",
        ])
    func passwords(_ text: String) throws {
        let result = try account(#"token: {env: T}, base_url: "\#(text)""#)
        #expect(result.contains(": base_url has a "), "\(result)")
        #expect(!result.contains("SECRET"), "\(result)")
    }

    @Test(
        "whatever is written for a token that says not where it is kept is refused and not repeated",
        arguments: [
            "SECRET", "\"SECRET\"", "[SECRET]", "{SECRET}", "{SECRET: }", "{SECRET: env}", "{env: SECRET-1}",
            "{env: [SECRET]}", "{env: {SECRET: x}}", "{file: SECRET}", "{file: [SECRET]}",
            "{command: SECRET}",
            "{command: {SECRET: x}}", "{command: [pass, {SECRET: x}]}", "*SECRET", "&SECRET x", "!SECRET x",
            "{env: *SECRET}", "{command: [pass, !SECRET]}", "{env: T, SECRET: x}", "{value: SECRET}",
            "{file: \"/a\\nSECRET\"}", "{env: \"SECRET \"}", "{env: T, file: SECRET}",
        ])
    func tokens(_ text: String) throws {
        let result = try account("token: \(text)")
        #expect(result.hasPrefix("inventory/providers.yml:1:"), "\(result)")
        #expect(!result.contains("SECRET"), "\(result)")
    }

    @Test(
        "a maintenance window is a day of the week, a start and another end",
        arguments: [
            ("Mon 00:00-24:00", true), ("Tue 22:00-24:00", true), ("Sun 23:30-01:30", true),
            ("Fri 09:00-09:01", true), ("Sat 22:00-22:00", false), ("Sat 24:00-01:00", false),
            ("Sat 22:00-24:01", false), ("Sat 22:60-23:00", false), ("Sat 25:00-26:00", false),
            ("sat 22:00-23:00", false), ("Saturday 22:00-23:00", false), ("Sat 9:00-10:00", false),
            ("Sat  22:00-23:00", false), ("Sat 22:00 - 23:00", false), ("22:00-23:00", false),
            ("Sat 22:00", false), ("Sam 22:00-23:00", false), ("Sat 22.00-23.00", false),
            ("Sat 22:00–23:00", false), ("Sat ２2:00-3:00", false),
        ])
    func windows(_ text: String, _ isWindow: Bool) throws {
        let result = try outcome("hosts: [{name: web-1}]\nmaintenance: {window: \"\(text)\"}\n")
        #expect(result.contains("\nwindow: \(text)\n") == isWindow, "\(result)")
        #expect(result.contains("window must be a day of the week") != isWindow, "\(result)")
    }

    @Test(
        "a hostile text is no name of an account, an app or an edition, no domain and no variable",
        arguments: hostile)
    func names(_ text: String) throws {
        // What YAML cannot carry is refused before anybody asks what it names.
        let quoted =
            "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"", "\\": "\\\(scalar)"
                case "\u{0}": "\\0"
                case "\n": "\\n"
                case "\r": "\\r"
                case "\t": "\\t"
                case "\u{1B}": "\\e"
                case "\u{202E}": "\\u202e"
                default: String(scalar)
                }
            }.joined() + "\""
        let text = """
            providers: [{provider: heroku, account: \(quoted), token: {env: \(quoted)}}]
            apps: [{app: \(quoted), domains: [\(quoted)]}]
            editions: [{name: \(quoted), language: en, readers: [devops]}]
            people: [{person: lea, emails: [\(quoted)], keys: [\(quoted)]}]
            currency: \(quoted)
            """
        let result = try outcome(text)
        for mistake in [
            "1:41: account must be", ": env must be",
            "2:14: app must be",
            "each of domains must be", "3:19: name must be", "each of emails must be", "each of keys must be",
            "5:11: currency must be",
        ] {
            #expect(result.contains(mistake), "\(mistake): \(result)")
        }
    }

    @Test("five thousand clients with shares of one thing are read in time")
    func many() throws {
        var text = "providers: [{provider: ecb}]\nclients:\n"
        for number in 0..<5_000 {
            text += "- {client: c-\(number), match: [{tag: t, share: 0.0002}, {name: \"n-\(number)\"}]}\n"
        }
        let clock = ContinuousClock()
        var result = ""
        let time = try clock.measure { result = try outcome(text) }
        #expect(result.contains("client c-4999 "))
        #expect(time < .seconds(30))
        #expect(
            try outcome(text + "- {client: last, match: [{tag: t, share: 0.000001}]}\n").contains(
                "inventory/hosts.yml:5003:26: more than all of tag t\n"))
    }
}
