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
    /// - Throws: `Problem` when a word of the inventory could be taken for an option, a token of ssh or a word of a shell. The
    ///   inventory refuses the same words with their line; here they are looked at once more before a process starts.
    init(visiting host: Host, home: String?) throws {
        try SSHCommand.require(HostName.isAddress(host.address), "address", host.address)
        var common = SSHCommand.options(patience: min(15, max(1, host.timeout)))
        if let file = host.sshConfig { common += ["-F", try SSHCommand.path(file, "ssh_config", home)] }
        var arguments = common
        if let port = host.port {
            try SSHCommand.require((1...65_535).contains(port), "port", String(port))
            arguments += ["-p", String(port)]
        }
        if let user = host.user {
            try SSHCommand.require(HostName.isUser(user), "user", user)
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
            try SSHCommand.require(HostName.isJump(jump), "jump", jump)
            arguments += ["-o", "ProxyCommand=" + SSHCommand.proxy(jump, common)]
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

    /// The command by which ssh reaches the host through the hops of `jump`, each `user@name:port`.
    ///
    /// ssh's own `-J` starts further clients that know nothing of our options, so the keys of the hops would be checked only
    /// as the user's configuration says. ssh gives the command to a shell, which is why every word of it is plain.
    private static func proxy(_ jump: String, _ options: [String]) -> String {
        var command = ""
        for hop in jump.utf8.split(separator: UInt8(ascii: ",")) {
            var words = ["ssh"] + options
            if !command.isEmpty { words += ["-o", quoted("ProxyCommand=" + doubled(command))] }
            words += destination(of: Substring(hop))
            command = words.joined(separator: " ")
        }
        return command
    }

    /// The words for one hop: `-l user -p port -W [%h]:%p -- name`.
    private static func destination(of hop: Substring) -> [String] {
        var words: [String] = []
        var name = hop.utf8[...]
        if let at = name.firstIndex(of: UInt8(ascii: "@")) {
            words += ["-l", String(Substring(name[..<at]))]
            name = name[name.index(after: at)...]
        }
        let isBracketed = name.first == UInt8(ascii: "[")
        let end = isBracketed ? name.firstIndex(of: UInt8(ascii: "]")) : nil
        if let colon = name[(end ?? name.startIndex)...].firstIndex(of: UInt8(ascii: ":")) {
            words += ["-p", String(Substring(name[name.index(after: colon)...]))]
            name = name[..<colon]
        }
        let plain = name.filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
        return words + ["-W", "[%h]:%p", "--", String(decoding: plain, as: UTF8.self)]
    }

    /// The text as one word of a shell.
    private static func quoted(_ text: String) -> String {
        "'"
            + text.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }.joined(separator: "'\\''") + "'"
    }

    /// The text as it survives ssh's own replacing of `%` tokens.
    private static func doubled(_ text: String) -> String {
        text.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }.joined(separator: "%%")
    }

    private static func path(_ path: String, _ word: String, _ home: String?) throws -> String {
        try require(HostName.isPath(path), word, path)
        var whole = path
        if path.utf8.starts(with: "~/".utf8), let home { whole = home + path.dropFirst() }
        try require(whole.utf8.first == UInt8(ascii: "/") && HostName.isPath(whole), word, path)
        return whole
    }

    private static func require(_ isPlain: Bool, _ word: String, _ value: String) throws {
        guard isPlain else {
            throw Problem(
                "\(word) has characters that a shell or ssh could read as more than a name",
                evidence: printable(value.utf8, most: 120),
                remedy: "Write it in plain letters, digits and dots, and a path from its root.")
        }
    }
}
