import Model

/// What a text must be, in words and as a test.
struct Rule {
    /// As in `address must be …`.
    let expected: String
    let remedy: String
    let allows: (String) -> Bool

    static func line(_ limit: Int = 200) -> Rule {
        Rule(
            expected: "one line of 1 to \(limit) characters",
            remedy: "Take out line ends, blanks at either end and what cannot be seen."
        ) { Text.isLine($0, limit: limit) }
    }

    static var name: Rule {
        Rule(
            expected: "made of letters, digits, dots, hyphens and underscores",
            remedy: "Start it with a letter or a digit; it becomes a word of an ssh command.",
            allows: HostName.isName)
    }
    static var address: Rule {
        Rule(
            expected: "a host name or an IP address",
            remedy: "Write it alone: no user, port, brackets, blanks or options.", allows: HostName.isAddress)
    }
    static var user: Rule {
        Rule(
            expected: "an account's name of letters, digits, dots, hyphens and underscores",
            remedy: "Start it with a letter, a digit or an underscore; it becomes a word of an ssh command.",
            allows: HostName.isUser)
    }
    static var jump: Rule {
        Rule(
            expected: "a jump host, [user@]host[:port]",
            remedy: "Put commas and no blanks between several, and an IPv6 address in brackets.",
            allows: HostName.isJump)
    }
    static var path: Rule {
        Rule(
            expected: "a path of letters, digits and / : . _ - + @ , =",
            remedy: "ssh gives blanks, % and quotes in a path a meaning: move the file to a plain one.",
            allows: HostName.isPath)
    }
    static var root: Rule {
        Rule(
            expected: "an absolute folder of letters, digits, blanks and / : . _ - + @ , =",
            remedy: "Start it with / and leave out .. and quotes."
        ) { text in
            text.utf8.first == UInt8(ascii: "/")
                && HostName.isPath(String(text.map { $0 == " " ? "_" : $0 }))
                && !text.split(separator: "/").contains("..")
        }
    }
    static var unit: Rule {
        Rule(
            expected: "a systemd unit", remedy: "Write it as systemctl does, such as nginx or nginx.service."
        ) { text in
            text.utf8.count <= 255 && text.utf8.first.map { $0 != UInt8(ascii: "-") } ?? false
                && text.utf8.allSatisfy { byte in
                    HostName.isName(String(UnicodeScalar(byte))) || #":-_.\@"#.utf8.contains(byte)
                }
        }
    }
    static var tag: Rule {
        Rule(
            expected: "a word or two without a comma", remedy: "Write tags as a list: [production, eu-west]."
        ) { Text.isLine($0, limit: 100) && !$0.utf8.contains(UInt8(ascii: ",")) }
    }
    static var check: Rule {
        Rule(
            expected: "the id of a check", remedy: "Write it as its page does, such as ssh-root-login."
        ) { text in
            Text.isLine(text)
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }
    static var zone: Rule {
        Rule(
            expected: "a time zone", remedy: "Write it as Europe/Paris or UTC.",
            allows: { Text.isLine($0, limit: 100) })
    }
    static var date: Rule {
        Rule(
            expected: "a day, YYYY-MM-DD",
            remedy: "Write the last day on which it counts, such as 2027-01-31.",
            allows: Text.isDate)
    }
}
