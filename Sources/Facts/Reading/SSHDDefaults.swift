/// What sshd takes where its files say nothing, by version, and how it writes what they say.
///
/// Measured with `sshd -T` and an empty file on OpenSSH 8.4, 9.2 and 10.0; older and in-between ones by the release notes.
struct SSHDDefaults {
    /// Major times 100 plus minor; 902 for 9.2, and for a version that is not told.
    let version: Int

    /// The defaults of the version in `text`, which is as `ssh -V` prints it, `OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL …`.
    init(version text: String) {
        let number = text.utf8.drop { $0 != UInt8(ascii: "_") }.dropFirst().prefix {
            $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        let parts = String(decoding: number, as: UTF8.self).split(separator: ".").map {
            Int($0.prefix(4)) ?? 0
        }
        version = parts.count >= 2 ? parts[0] * 100 + parts[1] : 902
    }

    private static let always: [(String, [String])] = [
        ("port", ["22"]), ("addressfamily", ["any"]), ("usepam", ["no"]), ("logingracetime", ["120"]),
        ("x11displayoffset", ["10"]),
        ("maxauthtries", ["6"]), ("maxsessions", ["10"]), ("clientaliveinterval", ["0"]),
        ("clientalivecountmax", ["3"]),
        ("streamlocalbindmask", ["0177"]), ("permitrootlogin", ["without-password"]),
        ("ignorerhosts", ["yes"]),
        ("ignoreuserknownhosts", ["no"]), ("hostbasedauthentication", ["no"]),
        ("hostbasedusesnamefrompacketonly", ["no"]),
        ("pubkeyauthentication", ["yes"]), ("kerberosauthentication", ["no"]),
        ("gssapiauthentication", ["no"]),
        ("passwordauthentication", ["yes"]), ("kbdinteractiveauthentication", ["yes"]),
        ("printmotd", ["yes"]), ("printlastlog", ["yes"]),
        ("x11forwarding", ["no"]), ("x11uselocalhost", ["yes"]), ("permittty", ["yes"]),
        ("permituserrc", ["yes"]), ("strictmodes", ["yes"]),
        ("tcpkeepalive", ["yes"]), ("permitemptypasswords", ["no"]), ("compression", ["yes"]),
        ("gatewayports", ["no"]), ("usedns", ["no"]),
        ("allowtcpforwarding", ["yes"]), ("allowagentforwarding", ["yes"]), ("disableforwarding", ["no"]),
        ("allowstreamlocalforwarding", ["yes"]), ("streamlocalbindunlink", ["no"]),
        ("fingerprinthash", ["SHA256"]),
        ("exposeauthinfo", ["no"]), ("banner", ["none"]), ("forcecommand", ["none"]),
        ("chrootdirectory", ["none"]),
        ("trustedusercakeys", ["none"]), ("revokedkeys", ["none"]), ("authorizedprincipalsfile", ["none"]),
        ("versionaddendum", ["none"]),
        ("authorizedkeyscommand", ["none"]), ("authorizedkeyscommanduser", ["none"]),
        ("authorizedprincipalscommand", ["none"]),
        ("authorizedprincipalscommanduser", ["none"]), ("hostkeyagent", ["none"]), ("loglevel", ["INFO"]),
        ("syslogfacility", ["AUTH"]),
        ("authorizedkeysfile", [".ssh/authorized_keys .ssh/authorized_keys2"]),
        (
            "hostkey",
            ["/etc/ssh/ssh_host_rsa_key", "/etc/ssh/ssh_host_ecdsa_key", "/etc/ssh/ssh_host_ed25519_key"]
        ),
        ("authenticationmethods", ["any"]), ("maxstartups", ["10:30:100"]), ("permittunnel", ["no"]),
        ("rekeylimit", ["0 0"]),
        ("permitopen", ["any"]), ("permitlisten", ["any"]), ("permituserenvironment", ["no"]),
    ]

    private var versioned: [(String, [String])] {
        var settings = [("ciphers", [ciphers]), ("macs", [macs]), ("kexalgorithms", [exchanges])]
        if version >= 901 { settings.append(("requiredrsasize", ["1024"])) }
        return settings
    }

    private var ciphers: String {
        let gcm = "aes128-gcm@openssh.com,aes256-gcm@openssh.com"
        let ctr = "aes128-ctr,aes192-ctr,aes256-ctr"
        return "chacha20-poly1305@openssh.com," + (version >= 909 ? "\(gcm),\(ctr)" : "\(ctr),\(gcm)")
    }

    private var macs: String {
        "umac-64-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
            + "hmac-sha1-etm@openssh.com,umac-64@openssh.com,umac-128@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-sha1"
    }

    private var exchanges: String {
        var names = [
            "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
        ]
        if version >= 900 {
            names = ["sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com"] + names
        }
        if version >= 1000 { return (["mlkem768x25519-sha256"] + names).joined(separator: ",") }
        names += [
            "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group14-sha256",
        ]
        if version < 802 { names.append("diffie-hellman-group14-sha1") }
        return names.joined(separator: ",")
    }

    /// `written` over the defaults, with the addresses and the lists that depend on both.
    func completed(_ written: SSHDConfiguration.Values) -> SSHDConfiguration.Values {
        var settings = SSHDConfiguration.Values()
        for (name, values) in Self.always + versioned { settings.set(name, values) }
        for (name, values) in written.all {
            let usual = settings[name]?.first
            settings.set(name, Self.lists.contains(name) ? values.map { applied($0, to: usual) } : values)
        }
        let ports = settings["port"] ?? ["22"]
        let family = settings["addressfamily"]?.first
        let anywhere = (family == "inet" ? [] : ["[::]"]) + (family == "inet6" ? [] : ["0.0.0.0"])
        settings.set("listenaddress", (written["listenaddress"] ?? anywhere).flatMap { listening($0, ports) })
        return settings
    }

    private func listening(_ address: String, _ ports: [String]) -> [String] {
        let colons = address.utf8.count { $0 == UInt8(ascii: ":") }
        let bracket = address.utf8.lastIndex(of: UInt8(ascii: "]"))
        if let bracket {
            let isLast = address.utf8.index(after: bracket) == address.endIndex
            return isLast ? ports.map { "\(address):\($0)" } : [address]
        }
        if colons == 1 { return [address] }
        return ports.map { colons > 1 ? "[\(address)]:\($0)" : "\(address):\($0)" }
    }

    /// Lists of algorithms, to which `+`, `-` and `^` add, take away, and add in front.
    private static let lists: Set = [
        "ciphers", "macs", "kexalgorithms", "hostkeyalgorithms", "pubkeyacceptedalgorithms",
        "hostbasedacceptedalgorithms",
        "casignaturealgorithms",
    ]

    private func applied(_ value: String, to usual: String?) -> String {
        guard let usual, let sign = value.utf8.first,
            [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "^")].contains(sign)
        else { return value }
        let before = usual.split(separator: ",").map(String.init)
        let named = String(decoding: value.utf8.dropFirst(), as: UTF8.self).split(separator: ",").map(
            String.init)
        switch sign {
        case UInt8(ascii: "+"): return (before + named.filter { !before.contains($0) }).joined(separator: ",")
        case UInt8(ascii: "^"): return (named + before.filter { !named.contains($0) }).joined(separator: ",")
        default:
            return before.filter { name in
                !named.contains { matches(Array(name.utf8)[...], Array($0.utf8)[...]) }
            }
            .joined(separator: ",")
        }
    }

    /// Whether `name` is what `pattern` with `*` and `?` describes; linear but for the stars, of which only the last is tried again.
    private func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        var (at, next) = (name.startIndex, pattern.startIndex)
        var star: (name: Int, pattern: Int)?
        while at < name.endIndex {
            if next < pattern.endIndex, pattern[next] == UInt8(ascii: "*") {
                star = (at, next)
                next += 1
            } else if next < pattern.endIndex, pattern[next] == name[at] || pattern[next] == UInt8(ascii: "?")
            {
                at += 1
                next += 1
            } else if let last = star {
                star = (last.name + 1, last.pattern)
                at = last.name + 1
                next = last.pattern + 1
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    // MARK: - What is written

    /// Keywords that may be given again, each time adding rows.
    private static let repeated: Set = [
        "port", "listenaddress", "hostkey", "hostcertificate", "acceptenv", "allowusers", "denyusers",
        "allowgroups", "denygroups",
        "subsystem",
    ]
    /// Of those, the ones that have a row for each of their words.
    private static let wordwise: Set = [
        "acceptenv", "allowusers", "denyusers", "allowgroups", "denygroups", "setenv",
    ]
    private static let times: Set = ["logingracetime", "clientaliveinterval"]
    private static let texts: Set = [
        "listenaddress", "hostkey", "hostcertificate", "acceptenv", "allowusers", "denyusers", "allowgroups",
        "denygroups", "subsystem",
        "setenv", "banner", "forcecommand", "chrootdirectory", "trustedusercakeys", "revokedkeys",
        "authorizedkeysfile",
        "authorizedprincipalsfile", "versionaddendum", "authorizedkeyscommand", "authorizedkeyscommanduser",
        "authorizedprincipalscommand", "authorizedprincipalscommanduser", "hostkeyagent", "permitopen",
        "permitlisten", "pidfile",
        "xauthlocation", "modulifile", "securitykeyprovider", "rdomain", "pamservicename", "ciphers", "macs",
        "kexalgorithms",
        "hostkeyalgorithms", "pubkeyacceptedalgorithms", "hostbasedacceptedalgorithms",
        "casignaturealgorithms", "loglevel",
        "syslogfacility", "fingerprinthash",
    ]

    /// The keyword and the values as `sshd -T` would write them; nothing for one that sshd ignores.
    func canonical(_ keyword: String, _ words: [String]) -> (String, [String])? {
        let aliases = [
            "challengeresponseauthentication": "kbdinteractiveauthentication",
            "skeyauthentication": "kbdinteractiveauthentication",
            "dsaauthentication": "pubkeyauthentication", "pubkeyacceptedkeytypes": "pubkeyacceptedalgorithms",
            "hostbasedacceptedkeytypes": "hostbasedacceptedalgorithms", "hostdsakey": "hostkey",
            "authorizedkeysfile2": "", "protocol": "", "keyregenerationinterval": "", "serverkeybits": "",
            "rsaauthentication": "",
            "rhostsrsaauthentication": "", "useprivilegeseparation": "", "uselogin": "",
        ]
        let name = aliases[keyword] ?? keyword
        guard !name.isEmpty, !words.isEmpty else { return nil }
        let value = words.joined(separator: " ")
        switch name {
        case "permitrootlogin":
            let spelled = value.lowercased()
            return (name, [spelled == "prohibit-password" ? "without-password" : spelled])
        case "loglevel", "syslogfacility": return (name, [value.uppercased()])
        case "fingerprinthash": return (name, [value.uppercased()])
        case "compression": return (name, [value.lowercased() == "delayed" ? "yes" : value.lowercased()])
        case "allowtcpforwarding", "allowstreamlocalforwarding":
            return (name, [value.lowercased() == "all" ? "yes" : value.lowercased()])
        case "rekeylimit":
            let size = words[0].lowercased()
            let amount = ["default", "none"].contains(size) ? "0" : scaled(size)
            let time = words.count > 1 && words[1].lowercased() != "none" ? seconds(words[1]) : "0"
            return (name, ["\(amount) \(time)"])
        case "maxstartups":
            return (name, [value.utf8.contains(UInt8(ascii: ":")) ? value : "\(value):30:\(value)"])
        default: break
        }
        if Self.times.contains(name) { return (name, [seconds(value)]) }
        if Self.wordwise.contains(name) { return (name, words) }
        return (name, [Self.texts.contains(name) ? value : value.lowercased()])
    }

    /// Adds what a line says to what was said before it.
    func note(_ name: String, _ values: [String], in settings: inout SSHDConfiguration.Values) {
        if Self.repeated.contains(name) {
            settings.set(name, (settings[name] ?? []) + values)
        } else if settings[name] == nil {
            settings.set(name, values)
        }
    }

    /// `1h30m` in seconds; as it was where it is no time.
    private func seconds(_ text: String) -> String {
        let units: [UInt8: Int64] = [
            UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
            UInt8(ascii: "w"): 604_800,
        ]
        var total: Int64 = 0
        var number: Int64?
        for byte in text.lowercased().utf8.prefix(40) {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), number ?? 0 < 100_000_000 {
                number = (number ?? 0) * 10 + Int64(byte - UInt8(ascii: "0"))
            } else if let unit = units[byte], let count = number {
                total += count * unit
                number = nil
            } else {
                return text
            }
        }
        return String(total + (number ?? 0))
    }

    /// `1G` in bytes.
    private func scaled(_ text: String) -> String {
        let units: [UInt8: Int64] = [
            UInt8(ascii: "k"): 1 << 10, UInt8(ascii: "m"): 1 << 20, UInt8(ascii: "g"): 1 << 30,
        ]
        guard let last = text.utf8.last, let unit = units[last], let number = Int64(text.dropLast()),
            number < 1 << 30
        else { return text }
        return String(number * unit)
    }
}
