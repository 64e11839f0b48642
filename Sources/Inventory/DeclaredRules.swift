import Model

/// What the texts must be that say whose something is, what it costs and where it is asked.
extension Rule {
    static var word: Rule {
        Rule(
            expected: "made of letters, digits, dots, hyphens and underscores",
            remedy: "Start it with a letter or a digit, and end it with one or with an underscore.",
            allows: HostName.isName)
    }
    static var edition: Rule {
        Rule(
            expected: "made of letters, digits and hyphens",
            remedy: "Start it with a letter or a digit; it becomes the name of a folder of the site."
        ) { HostName.isName($0) && $0.utf8.count <= 60 && !$0.utf8.contains { "._".utf8.contains($0) } }
    }
    static var currency: Rule {
        Rule(
            expected: "a currency of ISO 4217, three capital letters", remedy: "Write it as EUR or USD.",
            allows: Money.isCurrency)
    }
    static var money: Rule {
        Rule(
            expected: "an amount and a currency, such as 400 EUR",
            remedy: "Write 12.50 EUR: a point before the decimals, nothing between the thousands, one blank."
        ) { Money(written: $0) != nil }
    }
    static var price: Rule {
        Rule(
            expected: "an amount and a currency, or a percentage",
            remedy: "Write 12.50 EUR, or 20% together with unit: percent."
        ) { Money(written: $0) != nil || Price.percent($0) != nil }
    }
    static var priceUnit: Rule {
        Rule(
            expected: "made of small letters and hyphens",
            remedy: "Write it as month, gb-month, gib, user or percent."
        ) { text in
            text.utf8.count <= 40 && HostName.isName(text)
                && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
        }
    }
    static var rate: Rule {
        Rule(
            expected: "a decimal number above 0", remedy: "Write 0.92: a point before the decimals, no sign."
        ) { Text.decimal($0).map { $0 > 0 } ?? false }
    }
    static var share: Rule {
        Rule(
            expected: "a part above 0 and at most 1, with six decimals at most",
            remedy: "Write 0.5 for half of it; without a share it is all of it."
        ) { text in
            guard Text.decimal(text) != nil, Text.decimals(of: text) <= 6 else { return false }
            return Money.micros(text).map { (1...1_000_000).contains($0) } ?? false
        }
    }
    static var window: Rule {
        Rule(
            expected: "a day of the week and two times, such as Tue 22:00-24:00",
            remedy:
                "The day is Mon, Tue, Wed, Thu, Fri, Sat or Sun; an end before the start is the next day's."
        ) { Window.isOne($0) }
    }
    static var day: Rule {
        Rule(expected: "a day, YYYY-MM-DD", remedy: "Write it as 2026-10-01.", allows: Text.isDate)
    }
    static var domain: Rule {
        Rule(
            expected: "a domain name",
            remedy: "Write it alone, as www.example.com: no scheme, port or path, and xn-- for other letters."
        ) { Text.isDomain($0) }
    }
    static var email: Rule {
        Rule(expected: "an e-mail address", remedy: "Write it alone, as lea@example.com.") {
            Text.isEmail($0)
        }
    }
    static var fingerprint: Rule {
        Rule(
            expected: "the fingerprint of an SSH key", remedy: "`ssh-keygen -lf key.pub` prints it: SHA256:…."
        ) { Fingerprint.normal($0) != nil }
    }
    static var variable: Rule {
        Rule(
            expected: "the name of an environment variable",
            remedy: "Write capitals, digits and underscores only, as DIGITALOCEAN_TOKEN."
        ) { text in
            guard let first = text.utf8.first, text.utf8.count <= 200, !(0x30...0x39).contains(first) else {
                return false
            }
            return text.utf8.allSatisfy { byte in
                (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
            }
        }
    }
    static var file: Rule {
        Rule(
            expected: "a path with a / in it",
            remedy: "Write /etc/constat/name, ~/name, or ./name for one in this folder."
        ) { Text.isLine($0, limit: 1024) && $0.utf8.contains(UInt8(ascii: "/")) }
    }
}
