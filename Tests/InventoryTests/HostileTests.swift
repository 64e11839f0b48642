import Foundation
import Inventory
import Model
import Testing

/// Names that try to be an option, a command, a second line or another host (promise S3).
let hostile = [
    "-oProxyCommand=touch marker", "-l", "--", "-", "web 1", " web", "web ", "web;touch marker", "web|sh",
    "web&", "$(touch marker)",
    "`touch marker`", "web$IFS", "web'1", #"web"1"#, #"web\1"#, "web%h", "%r", "web\nHost evil", "web\u{0}",
    "web\r", "web\t1",
    "web\u{1B}[2J", "web\u{202E}1", "wéb", "web>marker", "web<marker", "web*", "web?", "[web]", "{web}",
    "web#1", "web!", "../web", "web/1",
    "~web", ".web", "web..1", "web\u{301}", "\u{FF0D}oProxyCommand", "", "web(1)", "web^", "web,db", "a@b@c",
    "web:x",
]

@Suite struct HostileTests {
    @Test("a hostile text is no host name, address, user or jump", arguments: hostile)
    func refused(_ text: String) {
        #expect(!HostName.isName(text))
        #expect(!HostName.isAddress(text))
        #expect(!HostName.isUser(text) || [".web", "web..1"].contains(text))
        #expect(!HostName.isJump(text) || text == "web,db")
    }

    @Test(
        "a hostile text is refused in every field that ssh is given, with its place",
        arguments: ["name", "address", "user", "jump", "groups", "identity_file", "known_hosts"])
    func fields(_ field: String) throws {
        // What is allowed there, and only there.
        let allowed: [String: Set<String>] = [
            "jump": ["web,db"], "user": ["web..1"],
            "identity_file": ["../web", "web/1", ".web", "web..1", "web,db", "a@b@c", "web:x"],
            "known_hosts": ["../web", "web/1", ".web", "web..1", "web,db", "a@b@c", "web:x"],
        ]
        for text in hostile where allowed[field]?.contains(text) != true {
            let start =
                "hosts: [{\(field == "name" ? "" : "name: web-1, ")\(field): \(field == "groups" ? "[" : "")"
            let result = try outcome("\(start)\(quoted(text))\(field == "groups" ? "]" : "")}]\n")
            #expect(
                result.hasPrefix("inventory/hosts.yml:1:\(start.utf8.count + 1): "),
                "\(field): \(text): \(result)")
            #expect(result.contains(" must be "), "\(field): \(text): \(result)")
            #expect(!result.contains("organisation: "), "\(field): \(text): \(result)")
        }
    }

    @Test("a hostile text is refused as the name of a group", arguments: hostile)
    func groups(_ text: String) throws {
        let result = try outcome("groups: {\(quoted(text)): {user: a}}\nhosts: [{name: web-1}]\n")
        #expect(result.hasPrefix("inventory/hosts.yml:1:10: a"), "\(result)")
    }

    @Test("a hostile text in an imported inventory is refused", arguments: hostile)
    func imported(_ text: String) throws {
        let files = [
            "inventory/hosts.yml": "import: [{ansible: hosts.yaml.txt}]\n",
            "inventory/hosts.yaml.txt":
                "all: {hosts: {web-1: {ansible_host: \(quoted(text))}, web-2: {ansible_user: \(quoted(text))}}}",
        ]
        let result = try Scratch.with(files) { $0.outcome() }
        #expect(result.contains("ansible_host must be"), "\(result)")
        #expect(result.contains("ansible_user must be") || text == "web..1", "\(result)")
    }

    @Test(
        "plain names, addresses, users and jumps are allowed",
        arguments: [
            "web-1", "web_1.example.com", "0", "203.0.113.10", "WEB", "xn--bcher-kva.example",
        ])
    func allowed(_ text: String) {
        #expect(HostName.isName(text))
        #expect(HostName.isAddress(text))
        #expect(HostName.isJump(text))
    }

    @Test(
        "IPv6 addresses are known from what looks like them",
        arguments: [
            ("::", true), ("::1", true), ("2001:db8::1", true), ("2001:db8:0:0:0:0:0:1", true),
            ("fe80::", true),
            ("::ffff:192.0.2.1", true), ("2001:db8::1::2", false), ("1:2:3", false), (":::", false),
            (":1:2:3:4:5:6:7", false),
            ("1:2:3:4:5:6:7:", false), ("12345::", false), ("fe80::1%eth0", false), ("::192.0.2.256", false),
            ("1:2:3:4:5:6:7:8:9", false), ("1:2:3:4:5:6:7::8", false), ("::g", false), ("192.0.2.1::", false),
            ("a:b", false),
        ])
    func addresses(_ text: String, _ isAddress: Bool) {
        #expect(HostName.isAddress(text) == isAddress)
    }

    @Test(
        "jumps are one or more hosts, with users and ports",
        arguments: [
            ("gate", true), ("audit@gate:2222", true), ("a@b,c@d:22,e", true), ("[2001:db8::1]:22", true),
            ("u@[::1]", true),
            ("gate:", false), ("gate:0", false), ("gate:65536", false), ("gate:22:22", false),
            ("[::1", false), ("[::1]22", false),
            ("@gate", false), ("a,,b", false), ("a,", false), ("::1", false), ("ssh://gate", false),
        ])
    func jumps(_ text: String, _ isJump: Bool) {
        #expect(HostName.isJump(text) == isJump)
    }

    /// A YAML double-quoted text; what YAML cannot carry is escaped.
    private func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"", "\\": "\\\(scalar)"
                case _ where scalar.value < 0x20 || scalar.value == 0x202E:
                    "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                        + String(scalar.value, radix: 16)
                default: String(scalar)
                }
            }.joined() + "\""
    }
}

@Suite struct BoundsTests {
    @Test("a bomb of aliases is refused at its first anchor, unexpanded")
    func bomb() throws {
        var lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
        for (name, last) in zip("bcdefghi", "abcdefgh") {
            lines.append(
                "\(name): &\(name) [" + Array(repeating: "*\(last)", count: 9).joined(separator: ", ") + "]")
        }
        lines.append("hosts: [{name: web-1}]")
        let clock = ContinuousClock()
        var result = ""
        let time = try clock.measure { result = try outcome(lines.joined(separator: "\n")) }
        #expect(result.contains("inventory/hosts.yml:1:4: YAML anchors are not read: &a\n"))
        #expect(time < .seconds(5))
    }

    @Test("a bomb of aliases in keys is refused as well")
    func keyBomb() throws {
        var text = "hosts: [{name: web-1}]\na: &a [x, x]\n"
        for (name, last) in zip("bcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxy") {
            text += "\(name): &\(name) {? [*\(last), *\(last)] : x}\n"
        }
        #expect(try outcome(text).contains("inventory/hosts.yml:2:4: YAML anchors are not read: &a\n"))
    }

    @Test("a file of 2 MB is refused before it is parsed")
    func large() throws {
        let text = "hosts: [{name: web-1}]\n" + String(repeating: "# filler\n", count: 220_000)
        let result = try outcome(text)
        #expect(
            result == """
                inventory/hosts.yml: larger than 1 MiB
                  Split it: every .yml file of the folder is read, each key may stand in any of them.

                """)
    }

    @Test(
        "nesting has an end, in brackets and in blocks",
        arguments: [
            String(repeating: "[", count: 500_000),
            "a: " + String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
            String(repeating: "- ", count: 200_000) + "x",
            String(repeating: "{a: ", count: 999) + String(repeating: "}", count: 999),
        ])
    func deep(_ text: String) throws {
        #expect(try outcome(text).contains("nested more than 32 levels deep"))
    }

    @Test("thousands of hosts and more duplicate keys than anybody reads end in time")
    func manyKeys() throws {
        var text = "hosts:\n"
        for number in 0..<3_000 { text += "- {name: web-\(number), address: 192.0.2.1, port: 22}\n" }
        for number in 0..<30 { text += "key-\(number): 1\nkey-\(number): 2\n" }
        let clock = ContinuousClock()
        var result = ""
        let time = try clock.measure { result = try outcome(text) }
        #expect(result.contains("there are many more in this file"), "\(result)")
        #expect(time < .seconds(30))
        let plain = text.replacing("key-", with: "# key-")
        #expect(try outcome(plain).contains("host web-2999 "))
    }

    @Test("a link in the folder is refused, a link to an import is followed")
    func links() throws {
        let files = [
            "elsewhere.yml": "hosts: [{name: web-1}]\n", "inventory/a.yml": "hosts: [{name: web-2}]\n",
        ]
        try Scratch.with(files) { scratch in
            let link = scratch.folder.appending(path: "inventory/b.yml")
            try FileManager.default.createSymbolicLink(
                at: link, withDestinationURL: scratch.folder.appending(path: "elsewhere.yml"))
            #expect(
                scratch.outcome() == """
                    inventory/b.yml: a symbolic link
                      Put the file itself into the inventory folder.

                    """)
            try FileManager.default.removeItem(at: link)
            try scratch.write(Data("hosts:\nimport: [{ansible: c}]\n".utf8), to: "inventory/a.yml")
            try scratch.write(Data("web-3\n".utf8), to: "real")
            try FileManager.default.createSymbolicLink(
                at: scratch.folder.appending(path: "inventory/c"),
                withDestinationURL: scratch.folder.appending(path: "real"))
            #expect(try scratch.read().hosts.map { $0.name } == ["web-3"])
        }
    }

    @Test("a folder, a pipe or a device where a file should be is refused")
    func notFiles() throws {
        try Scratch.with(["inventory/a.yml": "hosts: [{name: web-1}]\n"]) { scratch in
            try FileManager.default.createDirectory(
                at: scratch.folder.appending(path: "inventory/b.yml"), withIntermediateDirectories: false)
            #expect(mkfifo(scratch.folder.path + "/inventory/c.yaml", 0o600) == 0)
            #expect(
                scratch.outcome() == """
                    inventory/b.yml: not a plain file
                      Put a file with text in its place, or take it away.
                    inventory/c.yaml: not a plain file
                      Put a file with text in its place, or take it away.

                    """)
        }
    }

    @Test("a file that may not be read is named", .enabled(if: geteuid() != 0))
    func unreadable() throws {
        try Scratch.with(["inventory/a.yml": "hosts: [{name: web-1}]\n"]) { scratch in
            #expect(chmod(scratch.folder.path + "/inventory/a.yml", 0) == 0)
            #expect(scratch.outcome().hasPrefix("inventory/a.yml: may not be read\n"))
        }
    }

    @Test("a folder that is missing, or none, is named with what to do")
    func folder() throws {
        try Scratch.with(["other": ""]) { scratch in
            #expect(
                scratch.outcome() == """
                    inventory: no such folder
                      Write an inventory with `constat init`, or name the folder that has yours.

                    """)
            try scratch.write(Data(), to: "inventory")
            #expect(
                scratch.outcome() == """
                    inventory: not a folder
                      Name the folder that has the inventory's files.

                    """)
        }
    }

    @Test("bytes that are no UTF-8 are refused with their place")
    func encoding() throws {
        try Scratch.with([:]) { scratch in
            try scratch.write(
                Data("hosts:\n  - {name: w\u{E9}b}".utf8.filter { $0 != 0xC3 }), to: "inventory/hosts.yml")
            #expect(
                scratch.outcome() == """
                    inventory/hosts.yml:2:13: not UTF-8
                      Save the file as UTF-8.

                    """)
        }
    }

    @Test(
        "characters that cannot be seen are refused with their place",
        arguments: [
            ("\u{0}", "U+0000"), ("\u{7}", "U+0007"), ("\u{85}", "U+0085"), ("\u{2028}", "U+2028"),
            ("\u{202E}", "U+202E"),
            ("\u{E000}", "U+E000"), ("\u{FEFF}", "U+FEFF"), ("\u{FFFE}", "U+FFFE"),
            ("\u{10FFFF}", "U+10FFFF"),
        ])
    func unseen(_ character: String, _ code: String) throws {
        #expect(
            try outcome("hosts: [{name: w\(character)}]\n") == """
                inventory/hosts.yml:1:17: a character that cannot be seen: \(code)
                  Take it out; text from elsewhere often brings such characters along.

                """)
    }

    @Test("a byte order mark and line ends of Windows do no harm")
    func windows() throws {
        let result = try outcome("\u{FEFF}hosts:\r\n  - name: web-1\r\n    usr: x\r\n")
        #expect(
            result.hasPrefix("inventory/hosts.yml:3:5: unknown key of a host: usr\n  Did you mean user?\n"))
    }

    @Test(
        "a range of ten million hosts is refused before it is made",
        arguments: ["a[0:9999999]", "a[0:9999].b[0:9999]", "n[1:99999:2]"])
    func ranges(_ pattern: String) throws {
        let files = ["inventory/hosts.yml": "import: [{ansible: h}]\n", "inventory/h": pattern + "\n"]
        #expect(try Scratch.with(files) { $0.outcome() }.hasPrefix("inventory/h:1: more than 10000 hosts"))
    }

    @Test("ten thousand imported hosts are read in time")
    func many() throws {
        let files = [
            "inventory/hosts.yml": "import: [{ansible: h}]\n", "inventory/h": "[web]\na[0000:9999]\n",
        ]
        let clock = ContinuousClock()
        var count = 0
        let time = try clock.measure { count = try Scratch.with(files) { try $0.read().hosts.count } }
        #expect(count == 10_000)
        #expect(time < .seconds(20))
    }

    @Test("a file of an ssh_config that includes itself has an end")
    func including() throws {
        let files = [
            "inventory/hosts.yml": "import: [{ssh_config: ~/.ssh/config}]\n",
            "home/.ssh/config": "Include config\nHost web-1\n",
        ]
        #expect(
            try Scratch.with(files) { $0.outcome() }.contains(
                "config:1: included more than 8 levels deep: config\n"))
    }
}
