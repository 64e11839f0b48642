import Model

/// The command line that visits a host by the user's own OpenSSH client.
///
/// Our options stand first, where ssh takes the first value it sees, so that no configuration weakens them; everything else of
/// the user's ssh_config holds: jump hosts, agents, certificates, hardware keys.
///
/// Source: `ssh(1)`, `ssh_config(5)`.
struct SSHCommand: Sendable {
    let arguments: [String]

    /// In a path of the inventory `~/` means `home`.
    ///
    /// - Throws: `Problem` when a word of the inventory could be taken for an option, a token of ssh or a word of a shell.
    init(visiting host: Host, home: String?) throws {
        try SSHCommand.require(SSHCommand.isName(host.address, also: ".:_-"), "address", host.address)
        var arguments = SSHCommand.options(patience: min(15, max(1, host.timeout)))
        if let port = host.port {
            try SSHCommand.require((1...65_535).contains(port), "port", String(port))
            arguments += ["-p", String(port)]
        }
        if let user = host.user {
            try SSHCommand.require(SSHCommand.isUser(user), "user", user)
            arguments += ["-l", user]
        }
        if let file = host.identityFile {
            // Without IdentitiesOnly the agent's keys are offered first, and the server may have had enough of them.
            arguments += ["-i", try SSHCommand.path(file, "identity_file", home), "-o", "IdentitiesOnly=yes"]
        }
        if let file = host.knownHosts {
            arguments += ["-o", "UserKnownHostsFile=" + (try SSHCommand.path(file, "known_hosts", home))]
        }
        if let jump = host.jump {
            arguments += [
                "-o", "ProxyCommand=" + (try SSHCommand.proxy(jump, patience: min(15, max(1, host.timeout)))),
            ]
        }
        self.arguments = arguments + ["--", host.address, "sh -s"]
    }

    private static func options(patience: Int) -> [String] {
        [
            "StrictHostKeyChecking=yes", "NoHostAuthenticationForLocalhost=no", "BatchMode=yes",
            "PasswordAuthentication=no", "KbdInteractiveAuthentication=no", "NumberOfPasswordPrompts=0",
            "ForwardAgent=no", "ForwardX11=no", "ForwardX11Trusted=no", "ClearAllForwardings=yes",
            "Tunnel=no",
            "RequestTTY=no", "PermitLocalCommand=no", "RemoteCommand=none", "UpdateHostKeys=no",
            "ControlMaster=no", "ControlPath=none", "ControlPersist=no",
            "ConnectTimeout=\(patience)", "ConnectionAttempts=1", "ServerAliveInterval=15",
            "ServerAliveCountMax=2",
            // What ssh says is how we know why; a quiet configuration would take it away.
            "LogLevel=INFO",
        ].flatMap { ["-o", $0] }
    }

    /// The command by which ssh reaches the host through `jump`, written as `user@name:port`.
    ///
    /// ssh's own `-J` starts a second ssh that knows nothing of our options, so the jump's host key would be checked only as the
    /// user's configuration says.
    private static func proxy(_ jump: String, patience: Int) throws -> String {
        var name = Substring(jump)
        var words = ["ssh"] + options(patience: patience)
        if let at = name.utf8.lastIndex(of: UInt8(ascii: "@")) {
            let user = String(name[..<at])
            try require(isUser(user), "jump", jump)
            words += ["-l", user]
            name = name[name.utf8.index(after: at)...]
        }
        if let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) {
            let port = Int(name[name.utf8.index(after: colon)...])
            try require(port.map { (1...65_535).contains($0) } ?? false, "jump", jump)
            words += ["-p", String(port ?? 22)]
            name = name[..<colon]
        }
        try require(isName(String(name), also: "._-"), "jump", jump)
        return (words + ["-W", "[%h]:%p", "--", String(name)]).joined(separator: " ")
    }

    private static func path(_ path: String, _ word: String, _ home: String?) throws -> String {
        var whole = path
        if path.utf8.starts(with: "~/".utf8), let home { whole = home + path.dropFirst() }
        try require(whole.utf8.first == UInt8(ascii: "/") && isName(whole, also: "/._@+,=-"), word, path)
        return whole
    }

    private static func isUser(_ text: String) -> Bool { isName(text, also: "._-@+") }

    /// Whether the text is ASCII letters, digits and bytes of `also`, begins with no `-`, and is not empty.
    private static func isName(_ text: String, also: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "-"), text.utf8.count <= 1_024 else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: also.utf8.contains(byte)
            }
        }
    }

    private static func require(_ isPlain: Bool, _ word: String, _ value: String) throws {
        guard isPlain else {
            throw Problem(
                "\(word) has characters that a shell or ssh could read as more than a name",
                evidence: printable(value.utf8, most: 120),
                remedy: "Write it in plain letters, digits and dots.")
        }
    }
}
