import Model

/// An Ansible inventory: hosts in groups, groups in groups, and the variables that say how to connect.
///
/// Other variables are Ansible's and are passed over; folders `group_vars` and `host_vars` are not read, nor are scripts run.
///
/// Source: Ansible, *How to build your inventory*; *ansible.builtin.ini* and *ansible.builtin.yaml* inventory.
struct Ansible {
    struct Variable {
        let value: String
        let place: Place
    }

    struct Group {
        var place: Place
        /// Whether it was declared, and not only named by another.
        var isDeclared = false
        var hosts: [String] = []
        var children: [Located<String>] = []
        var variables: [String: Variable] = [:]
    }

    private struct Member {
        let place: Place
        var variables: [String: Variable] = [:]
    }

    private let mistakes: Mistakes
    private var names: [String] = []
    private var members: [String: Member] = [:]
    private var groups: [String: Group] = [:]

    private init(mistakes: Mistakes) { self.mistakes = mistakes }

    /// Adds what `file` declares, in either of its formats, to `imported`.
    static func read(_ file: InventoryFile, into imported: inout Imported, paths: Paths, mistakes: Mistakes) {
        var ansible = Ansible(mistakes: mistakes)
        if file.bytes.starts(with: "#!".utf8) {
            mistakes.add(
                "an Ansible inventory script is not run", at: Place(file: file.path, line: 1, column: 1),
                remedy: "Save what it says: ansible-inventory --list --yaml > hosts.yml, and import that.")
            return
        }
        if isYAML(file) {
            ansible.readYAML(file)
        } else {
            ansible.readINI(file)
        }
        ansible.checkGroups()
        imported.add(ansible.hosts(paths: paths), mistakes: mistakes)
        imported.groups.formUnion(ansible.groups.keys.filter(isOurs))
    }

    /// Whether it is YAML: by its name, or by its first line that says something.
    private static func isYAML(_ file: InventoryFile) -> Bool {
        if [".yml", ".yaml"].contains(where: { file.path.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) })
        {
            return true
        }
        let first = file.bytes.split(separator: UInt8(ascii: "\n")).first { line in
            !line.allSatisfy { $0 == 0x20 || $0 == 0x0D } && line.first != UInt8(ascii: "#")
        }
        return first.map { $0.starts(with: "---".utf8) || $0.starts(with: "all:".utf8) } ?? false
    }

    // MARK: Building

    /// Adds the hosts that `pattern` stands for to `group`.
    mutating func add(
        _ pattern: String, to group: String, variables: [String: Variable], at place: Place
    ) throws {
        for name in try HostRange.names(pattern, limit: Imported.limit) {
            if members[name] == nil {
                guard names.count < Imported.limit else {
                    throw Problem(
                        "more than \(Imported.limit) hosts", evidence: pattern,
                        remedy: "Is there a digit too many?")
                }
                names.append(name)
                members[name] = Member(place: place)
            }
            members[name]?.variables.merge(variables) { $1 }
            groups[group]?.hosts.append(name)
        }
    }

    mutating func declare(group name: String, at place: Place) {
        groups[name, default: Group(place: place)].isDeclared = true
    }

    mutating func add(child: Located<String>, to group: String) {
        groups[group]?.children.append(child)
    }

    mutating func add(variables: [String: Variable], to group: String, at place: Place) {
        groups[group, default: Group(place: place)].variables.merge(variables) { $1 }
    }

    /// Says which groups are named and are none, and which are in themselves.
    private func checkGroups() {
        let declared = groups.filter { $0.value.isDeclared && Ansible.isOurs($0.key) }.map { $0.key }
        for group in groups.values {
            for child in group.children where groups[child.value]?.isDeclared != true {
                mistakes.addUnknown("group", child.value, at: child.place, among: declared)
            }
        }
        for (name, group) in groups {
            if !group.isDeclared, name != "all", name != "ungrouped" {
                mistakes.addUnknown("group", name, at: group.place, among: declared)
            }
            if !Ansible.isOurs(name), !["all", "ungrouped"].contains(name) {
                mistakes.add(
                    "a group's name must be \(Rule.name.expected)", at: group.place, found: name,
                    remedy: "Start it with a letter or a digit.")
            }
        }
    }

    // MARK: What follows

    /// The hosts with the groups that they are in, the deepest first, and the variables that hold for each.
    private func hosts(paths: Paths) -> [DeclaredHost] {
        let parents = parents()
        let depths = depths(parents)
        var direct: [String: Set<String>] = [:]
        for (name, group) in groups {
            for host in group.hosts { direct[host, default: []].insert(name) }
        }
        return names.compactMap { name in
            guard let member = members[name] else { return nil }
            var memberships: Set<String> = ["all"]
            var waiting = Array(direct[name] ?? [])
            while let group = waiting.popLast() {
                if memberships.insert(group).inserted { waiting += parents[group] ?? [] }
            }
            // Ansible lets the deeper group win, and among equals the later name.
            let byDepth = memberships.sorted { ((depths[$0] ?? 0), $0) > ((depths[$1] ?? 0), $1) }
            var variables = member.variables
            for group in byDepth { variables.merge(groups[group]?.variables ?? [:]) { own, _ in own } }
            var host = DeclaredHost(name: name, place: member.place)
            connect(&host, by: variables, paths: paths)
            host.words.groups = byDepth.filter(Ansible.isOurs).map { Located(value: $0, place: member.place) }
            return host
        }
    }

    private func parents() -> [String: [String]] {
        var parents: [String: [String]] = [:]
        for (name, group) in groups {
            for child in group.children { parents[child.value, default: []].append(name) }
        }
        return parents
    }

    /// How many groups are above each, by the longest way; a group that is in itself is a mistake.
    private func depths(_ parents: [String: [String]]) -> [String: Int] {
        var depths: [String: Int] = ["all": 0]
        var waiting = Set(groups.keys).subtracting(["all"])
        while !waiting.isEmpty {
            let ready = waiting.filter { name in (parents[name] ?? []).allSatisfy { depths[$0] != nil } }
            guard !ready.isEmpty else {
                for name in waiting {
                    guard let place = groups[name]?.place else { continue }
                    mistakes.add(
                        "a group that is in itself", at: place, found: name,
                        remedy: "Take it out of its own children.")
                }
                break
            }
            for name in ready {
                depths[name] = 1 + (parents[name] ?? []).compactMap { depths[$0] }.reduce(0, max)
            }
            waiting.subtract(ready)
        }
        return depths
    }

    private func connect(_ host: inout DeclaredHost, by variables: [String: Variable], paths: Paths) {
        func text(_ names: String..., rule: Rule) -> String? {
            guard let name = names.first(where: { variables[$0] != nil }), let variable = variables[name]
            else {
                return nil
            }
            if rule.allows(variable.value) { return variable.value }
            let isTemplate = variable.value.utf8.contains(UInt8(ascii: "{"))
            mistakes.add(
                "\(name) must be \(rule.expected)", at: variable.place, found: variable.value,
                remedy: isTemplate ? "Ansible's templates are not worked out: write the value." : rule.remedy)
            return nil
        }
        host.address = text("ansible_host", "ansible_ssh_host", rule: .address)
        host.words.user = text("ansible_user", "ansible_ssh_user", rule: .user)
        host.words.port = text("ansible_port", "ansible_ssh_port", rule: .port).flatMap(Text.number)
        host.words.identityFile =
            text("ansible_ssh_private_key_file", "ansible_private_key_file", rule: .path).flatMap { path in
                // Ansible takes a relative path from where it is run, which is nearly always where the inventory is.
                let folder = Ansible.folder(of: host.place.file)
                return paths.forSSH(path, from: folder, at: host.place, mistakes: mistakes)
            }
        if variables["ansible_connection"]?.value == "local" { host.words.transport = .local }
        if let become = variables["ansible_become"]?.value.lowercased() {
            let isTrue = ["true", "yes", "on", "1", "y", "t"].contains(become)
            host.words.become = isTrue ? .sudo : Host.Become.none
        }
    }

    private static func folder(of file: String) -> String {
        file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[..<$0]) } ?? "."
    }

    /// Whether a group of Ansible's is a group for us: all that are no mere «everything» or «the rest».
    private static func isOurs(_ name: String) -> Bool {
        name != "all" && name != "ungrouped" && Rule.name.allows(name)
    }

    /// Notes a mistake of the file, with its place where the problem has none.
    func note(_ error: any Error, at place: Place) {
        guard let problem = error as? Problem else { return }
        mistakes.add(problem.at(place))
    }

    func mistake(_ what: String, at place: Place, found evidence: String? = nil, remedy: String) {
        mistakes.add(what, at: place, found: evidence, remedy: remedy)
    }

    func root(of file: InventoryFile) -> YAML? {
        YAMLReader.root(of: file.bytes, file: file.path, allowsTags: true, mistakes: mistakes)
    }
}

extension Rule {
    fileprivate static var port: Rule {
        Rule(expected: "a whole number from 1 to 65535", remedy: "Write it in digits only.") { text in
            Text.number(text).map((1...65_535).contains) ?? false
        }
    }
}
