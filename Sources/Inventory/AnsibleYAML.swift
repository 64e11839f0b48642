import Model

extension Ansible {
    /// Reads an inventory in Ansible's YAML: groups with `hosts`, `vars` and `children`, the outermost mostly `all`.
    mutating func readYAML(_ file: InventoryFile) {
        guard let root = root(of: file) else { return }
        switch root.kind {
        case .refused, .nothing: break
        case .mapping(let pairs):
            for pair in pairs { readGroup(pair) }
        case .text, .list:
            mistake(
                "an Ansible inventory must be a mapping of groups", at: root.place, found: root.described,
                remedy: "Write all: {hosts: {web-1: {}}}.")
        }
    }

    /// Reads one group; the depth of YAML itself bounds how deep they go.
    private mutating func readGroup(_ group: YAML.Pair) {
        declare(group: group.key, at: group.place)
        guard let sections = pairs(group.value, of: "group \(group.key)") else { return }
        for section in sections {
            switch section.key {
            case "hosts": readHosts(section.value, of: group.key)
            case "vars":
                let variables = variables(of: section.value, what: "vars")
                add(variables: variables, to: group.key, at: group.place)
            case "children":
                for child in pairs(section.value, of: "children") ?? [] {
                    add(child: Located(value: child.key, place: child.place), to: group.key)
                    readGroup(child)
                }
            default:
                mistake(
                    "unknown key of a group", at: section.place, found: section.key,
                    remedy: "A group of Ansible's has hosts, vars and children.")
            }
        }
    }

    private mutating func readHosts(_ yaml: YAML, of group: String) {
        var hosts: [(name: String, place: Place, variables: [String: Variable])] = []
        if case .text(let name) = yaml.kind {
            hosts = [(name, yaml.place, [:])]
        } else {
            for pair in pairs(yaml, of: "hosts") ?? [] {
                hosts.append((pair.key, pair.place, variables(of: pair.value, what: "host \(pair.key)")))
            }
        }
        for host in hosts {
            do {
                try add(host.name, to: group, variables: host.variables, at: host.place)
            } catch {
                note(error, at: host.place)
            }
        }
    }

    /// The variables that are plain text; lists and mappings are nothing that says how to connect.
    private func variables(of yaml: YAML, what: String) -> [String: Variable] {
        var variables: [String: Variable] = [:]
        for pair in pairs(yaml, of: what) ?? [] {
            guard case .text(let text) = pair.value.kind else { continue }
            variables[pair.key] = Variable(value: text, place: pair.value.place)
        }
        return variables
    }

    private func pairs(_ yaml: YAML, of what: String) -> [YAML.Pair]? {
        switch yaml.kind {
        case .refused, .nothing: return []
        case .mapping(let pairs): return pairs
        case .text(let text) where ["null", "~"].contains(text): return []
        case .text, .list:
            mistake(
                "\(what) must be a mapping", at: yaml.place, found: yaml.described,
                remedy: "Put a colon after each name, as ansible-inventory --list --yaml does.")
            return nil
        }
    }
}
