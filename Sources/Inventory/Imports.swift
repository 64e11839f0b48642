import Model

/// One entry of `import`: another tool's file whose hosts are ours too.
struct Import {
    enum Kind: String, CaseIterable {
        case ansible
        case sshConfig = "ssh_config"
    }

    let kind: Kind
    let path: Located<String>

    init?(_ yaml: YAML, mistakes: Mistakes) {
        let keys = Kind.allCases.map { $0.rawValue }
        let example = "{ansible: ../ops/hosts.ini} or {ssh_config: ~/.ssh/config}"
        guard let fields = Fields(yaml, of: "an import", keys: keys, example: example, mistakes: mistakes)
        else { return nil }
        guard !fields.hasUnknown else { return nil }
        let named = Kind.allCases.filter { fields.isPresent($0.rawValue) }
        guard let kind = named.first, named.count == 1 else {
            mistakes.add("an import must name one file", at: yaml.place, remedy: "Write \(example).")
            return nil
        }
        guard let path = fields.text(kind.rawValue, .line(1024)) else { return nil }
        self.kind = kind
        self.path = path
    }

    /// Adds the hosts and groups of the file to `imported`; a file that cannot be read is a mistake.
    func read(into imported: inout Imported, paths: Paths, seal: inout Seal, mistakes: Mistakes) {
        let before = mistakes.all.count
        defer { if mistakes.all.count > before { imported.isWhole = false } }
        do {
            let file = try InventoryFile(paths.resolved(path.value), followingLinks: true)
            seal.add(path.value, file.bytes)
            switch kind {
            case .ansible: Ansible.read(file, into: &imported, paths: paths, mistakes: mistakes)
            case .sshConfig:
                var config = SSHConfig(paths: paths, mistakes: mistakes)
                config.read(file, isUsers: SSHConfig.isRead(file.path, home: paths.home), seal: &seal)
                imported.add(config.hosts, mistakes: mistakes)
            }
        } catch let problem as Problem {
            // The place is that of the wish: there is no line in a file that is not there.
            mistakes.add(
                Problem(
                    "\(kind.rawValue): \(problem.what)", at: path.place, evidence: problem.place?.file,
                    remedy: problem.remedy))
        } catch {
            mistakes.add("cannot be read", at: path.place, found: path.value, remedy: "Check the path.")
        }
    }
}

/// What imports brought, together.
struct Imported {
    /// The most hosts that imports may bring, ranges expanded.
    static let limit = 10_000

    private(set) var hosts: [DeclaredHost] = []
    var groups: Set<String> = []
    /// Whether all of it could be read.
    var isWhole = true

    mutating func add(_ more: [DeclaredHost], mistakes: Mistakes) {
        for host in more {
            guard Rule.name.allows(host.name) else {
                mistakes.add(
                    "a host's name must be \(Rule.name.expected)", at: host.place, found: host.name,
                    remedy: Rule.name.remedy)
                continue
            }
            guard hosts.count < Imported.limit else {
                mistakes.add(
                    "more than \(Imported.limit) hosts are imported", at: host.place, found: host.name,
                    remedy: "Split the inventory in two and audit them one after the other.")
                return
            }
            hosts.append(host)
        }
    }
}
