import Model

/// What a host, a group or the defaults say, nothing filled in yet.
struct HostWords {
    var transport: Host.Transport?
    var port: Int?
    var user: String?
    var identityFile: String?
    var knownHosts: String?
    var jump: String?
    var become: Host.Become?
    var timeout: Int?
    var client: Located<String>?
    var owner: Located<String>?
    var environment: Environment?
    var window: String?
    var exemptions: [Exemption] = []
    var groups: [Located<String>] = []
    var tags: [String] = []
    var ports: [Int] = []
    var services: [String] = []
    var roots: [String] = []

    static let keys = [
        "transport", "port", "user", "identity_file", "known_hosts", "jump", "become", "timeout", "groups",
        "client", "owner", "environment", "window", "except", "tags", "ports", "services", "roots",
    ]

    init() {}

    init(_ fields: Fields, paths: Paths) {
        transport = fields.choice("transport", Host.Transport.self)?.value
        port = fields.number("port", 1...65_535)?.value
        user = fields.text("user", .user)?.value
        identityFile = fields.text("identity_file", .path).flatMap { path in
            paths.forSSH(path.value, at: path.place, mistakes: fields.mistakes)
        }
        knownHosts = fields.text("known_hosts", .path).flatMap { path in
            paths.forSSH(path.value, at: path.place, mistakes: fields.mistakes)
        }
        jump = fields.text("jump", .jump)?.value
        become = fields.choice("become", Host.Become.self)?.value
        timeout = fields.number("timeout", Inventory.Limits.hostSecondsRange)?.value
        client = fields.text("client", .line())
        owner = fields.text("owner", .line())
        environment = fields.choice("environment", Environment.self)?.value
        window = fields.text("window", .window)?.value
        exemptions = fields.exemptions("except")
        groups = fields.texts("groups", .name)
        tags = fields.texts("tags", .tag).map { $0.value }
        ports = fields.numbers("ports", 1...65_535).map { $0.value }
        services = fields.texts("services", .unit).map { HostWords.unit($0.value) }
        roots = fields.texts("roots", .root).map { $0.value }
    }

    /// These words, and `other`'s where they are silent; lists are joined.
    ///
    /// The words that say how to connect are filled in only when `connecting`.
    func filled(from other: HostWords, connecting: Bool = true) -> HostWords {
        var filled = self
        if connecting {
            filled.transport = transport ?? other.transport
            filled.port = port ?? other.port
            filled.user = user ?? other.user
            filled.identityFile = identityFile ?? other.identityFile
            filled.knownHosts = knownHosts ?? other.knownHosts
            filled.jump = jump ?? other.jump
        }
        filled.become = become ?? other.become
        filled.timeout = timeout ?? other.timeout
        filled.client = client ?? other.client
        filled.owner = owner ?? other.owner
        filled.environment = environment ?? other.environment
        filled.window = window ?? other.window
        filled.exemptions += other.exemptions.filter { exemption in
            !exemptions.contains { $0.promise == exemption.promise }
        }
        filled.tags += other.tags
        filled.ports += other.ports
        filled.services += other.services
        filled.roots += other.roots
        return filled
    }

    /// A unit's full name: what has no suffix of systemd's is a service, as for `systemctl`.
    private static func unit(_ name: String) -> String {
        let suffixes = [
            ".service", ".socket", ".timer", ".path", ".mount", ".automount", ".target", ".slice", ".scope",
            ".device",
            ".swap",
        ]
        return suffixes.contains { name.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) }
            ? name : name + ".service"
    }
}

/// A host as a file declares it.
struct DeclaredHost {
    var name: String
    var place: Place
    var address: String?
    var words = HostWords()
    var aliases: [Located<String>] = []
    /// The ssh_config that it comes from: how to connect is that file's business then.
    var sshConfig: String?
    var isFromSSHConfig = false

    static let keys = ["name", "address", "aliases"] + HostWords.keys
    static let example = "{name: web-1, address: 203.0.113.10}"

    init(name: String, place: Place, address: String? = nil) {
        self.name = name
        self.place = place
        self.address = address
    }

    /// A host of the list `hosts`, or nothing when it has no name that it could be told by.
    init?(_ yaml: YAML, paths: Paths, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "a host", keys: DeclaredHost.keys, example: DeclaredHost.example, mistakes: mistakes
            )
        else { return nil }
        words = HostWords(fields, paths: paths)
        address = fields.text("address", .address)?.value
        aliases = fields.texts("aliases", .line())
        if !fields.isPresent("name") {
            mistakes.add("a host without a name", at: yaml.place, remedy: "Write \(DeclaredHost.example).")
        }
        guard let name = fields.text("name", .name) else { return nil }
        self.name = name.value
        place = name.place
    }
}

/// Where the paths of an inventory lead.
struct Paths {
    let folder: String
    let home: String

    /// The path of `text`: as it is when absolute, below the home folder after `~/`, else below the inventory folder.
    func resolved(_ text: String, from base: String? = nil) -> String {
        if text.utf8.first == UInt8(ascii: "/") { return text }
        if text.utf8.starts(with: "~/".utf8) { return home + String(text.dropFirst(1)) }
        let path = text.utf8.starts(with: "./".utf8) ? String(text.dropFirst(2)) : text
        return "\(base ?? folder)/\(path)"
    }

    /// The path of a file that `ssh` is to read, or nothing and a mistake when the folder before it is no plain path.
    func forSSH(_ text: String, from base: String? = nil, at place: Place, mistakes: Mistakes) -> String? {
        let path = resolved(text, from: base)
        if HostName.isPath(path) { return path }
        mistakes.add(
            "the whole path must be \(Rule.path.expected)", at: place, found: path, remedy: Rule.path.remedy)
        return nil
    }
}
