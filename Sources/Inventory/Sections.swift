import Foundation
import Model

/// What the files say under each of the keys that may stand at their top, and what follows from all of it together.
struct Sections {
    static let keys =
        once + ["groups", "hosts", "import", "waivers"] + Declarations.lists
    /// The keys that stand for one value each.
    private static let once = [
        "organisation", "timezone", "currency", "retention", "limits", "maintenance", "policy", "defaults",
    ]
    /// The files that may be the list they are named for.
    private static let files = (["hosts", "waivers"] + Declarations.files).sorted()

    private let paths: Paths
    private let mistakes: Mistakes
    /// Where the keys were set that can be set once.
    private var once: [String: Place] = [:]
    private var inventory = Inventory()
    private var defaults = HostWords()
    private var groups: [String: Group] = [:]
    private var declared: [DeclaredHost] = []
    private var imports: [Import] = []
    private var waivers: [DeclaredWaiver] = []
    private var declarations: Declarations
    /// Whether anybody declared a host, be it one with mistakes.
    private var triesHosts = false
    /// Whether every file could be read; what is not known may stand in one that could not.
    private var isWhole = true

    private struct Group {
        let place: Place
        let words: HostWords
    }

    init(paths: Paths, mistakes: Mistakes) {
        self.paths = paths
        self.mistakes = mistakes
        declarations = Declarations(paths: paths, mistakes: mistakes)
    }

    // MARK: Reading

    /// Notes that a file could not be read.
    mutating func miss(_ problem: Problem) {
        mistakes.add(problem)
        isWhole = false
    }

    /// Takes up what the file `name` says; a list is what the file is named for.
    mutating func read(_ file: InventoryFile, named name: String) {
        let before = mistakes.all.count
        guard let root = YAMLReader.root(of: file.bytes, file: file.path, mistakes: mistakes) else {
            if mistakes.all.count > before { isWhole = false }
            return
        }
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        switch root.kind {
        case .refused, .nothing: break
        case .mapping(let pairs):
            for pair in pairs { read(pair) }
        case .list(let items) where stem == "hosts": read(hosts: items)
        case .list(let items) where stem == "waivers": read(waivers: items)
        case .list(let items) where Declarations.files.contains(stem): declarations.read(stem, items)
        case .list, .text:
            let files = Sections.files.map { "\($0).yml" }.joined(separator: ", ")
            mistakes.add(
                "a file of an inventory must be a mapping", at: root.place, found: root.described,
                remedy: "Start with a key such as organisation: or hosts:; "
                    + "only these may be lists: \(files).")
        }
    }

    private mutating func read(_ pair: YAML.Pair) {
        let fields = Fields(pair, mistakes: mistakes)
        switch pair.key {
        case "hosts": read(hosts: fields.items("hosts", example: "[\(DeclaredHost.example)]"))
        case "waivers": read(waivers: fields.items("waivers", example: "[\(DeclaredWaiver.example)]"))
        case "groups": readGroups(pair.value)
        case "import":
            for item in fields.items("import", example: "[{ansible: ../ops/hosts.ini}]") {
                triesHosts = true
                if let request = Import(item, mistakes: mistakes) { imports.append(request) }
            }
        case let key where Declarations.lists.contains(key):
            declarations.read(key, fields.items(key, example: "[\(Declarations.example(of: key))]"))
        case let key where Sections.once.contains(key):
            if let earlier = once[pair.key] {
                mistakes.add(
                    "\(pair.key) is set twice", at: pair.place,
                    remedy: "Keep one: the first is at \(earlier).")
            } else {
                once[pair.key] = pair.place
                readOnce(pair.key, fields)
            }
        default: mistakes.addUnknown("key", pair.key, at: pair.place, among: Sections.keys)
        }
    }

    private mutating func readOnce(_ key: String, _ fields: Fields) {
        switch key {
        case "organisation": inventory.organisation = fields.text(key, .line())?.value ?? ""
        case "timezone":
            guard let zone = fields.text(key, .zone) else { return }
            inventory.timezone = zone.value
            let known = TimeZone.knownTimeZoneIdentifiers + ["UTC", "Etc/UTC"]
            if !known.contains(zone.value) {
                let near = nearest(to: zone.value, among: known)
                mistakes.add(
                    "unknown timezone", at: zone.place, found: zone.value,
                    remedy: near.map { "Did you mean \($0)?" } ?? "Write it as Europe/Paris or UTC.")
            }
        case "currency":
            inventory.currency = fields.text(key, .currency)?.value ?? inventory.currency
        case "maintenance":
            let fields = fields.mapping(
                key, of: "maintenance", keys: ["window", "horizon_days"],
                example: #"maintenance: {window: "Tue 22:00-24:00", horizon_days: 14}"#)
            inventory.window = fields?.text("window", .window)?.value
            inventory.horizonDays = fields?.number("horizon_days", 1...60)?.value ?? inventory.horizonDays
        case "policy":
            let example = "policy: \(Policy.example)"
            let fields = fields.mapping(key, of: "policy", keys: Policy.keys, example: example)
            inventory.policy = fields.map { Policy($0) } ?? inventory.policy
        case "retention":
            let fields = fields.mapping(
                key, of: "retention", keys: ["runs"], example: "retention: {runs: 60}")
            inventory.keepRuns = fields?.number("runs", 1...10_000)?.value ?? inventory.keepRuns
        case "limits":
            guard
                let fields = fields.mapping(
                    key, of: "limits", keys: ["hosts_at_once", "host_seconds", "run_minutes"],
                    example: "limits: {hosts_at_once: 8, host_seconds: 120, run_minutes: 30}")
            else { return }
            var limits = Inventory.Limits()
            limits.hostsAtOnce =
                fields.number("hosts_at_once", Inventory.Limits.hostsAtOnceRange)?.value ?? limits.hostsAtOnce
            limits.hostSeconds =
                fields.number("host_seconds", Inventory.Limits.hostSecondsRange)?.value ?? limits.hostSeconds
            limits.runMinutes =
                fields.number("run_minutes", Inventory.Limits.runMinutesRange)?.value ?? limits.runMinutes
            inventory.limits = limits
        default:
            let example = "defaults: {user: constat, become: sudo}"
            let fields = fields.mapping(key, of: "defaults", keys: HostWords.keys, example: example)
            defaults = fields.map { HostWords($0, paths: paths) } ?? defaults
        }
    }

    private mutating func readGroups(_ yaml: YAML) {
        guard case .mapping(let pairs) = yaml.kind else {
            if case .nothing = yaml.kind { return }
            if case .refused = yaml.kind { return }
            mistakes.add(
                "groups must be a mapping", at: yaml.place, found: yaml.described,
                remedy: "Write groups: {web: {tags: [production]}}.")
            return
        }
        for pair in pairs {
            guard Rule.name.allows(pair.key) else {
                mistakes.add(
                    "a group's name must be \(Rule.name.expected)", at: pair.place, found: pair.key,
                    remedy: "Start it with a letter or a digit.")
                continue
            }
            if let earlier = groups[pair.key] {
                mistakes.add(
                    "duplicate group", at: pair.place, found: pair.key,
                    remedy: "Keep one: the first is at \(earlier.place).")
                continue
            }
            var words = HostWords()
            if case .nothing = pair.value.kind {
                // `web:` alone is a group that says nothing more.
            } else if let fields = Fields(
                pair.value, of: "a group", keys: HostWords.keys, example: "\(pair.key): {tags: [production]}",
                mistakes: mistakes)
            {
                words = HostWords(fields, paths: paths)
            }
            groups[pair.key] = Group(place: pair.place, words: words)
        }
    }

    private mutating func read(hosts items: [YAML]) {
        triesHosts = triesHosts || !items.isEmpty
        declared += items.compactMap { DeclaredHost($0, paths: paths, mistakes: mistakes) }
    }

    private mutating func read(waivers items: [YAML]) {
        waivers += items.compactMap { DeclaredWaiver($0, mistakes: mistakes) }
    }

    // MARK: What follows

    /// The inventory, hosts imported and words filled in; whether it may be used, `mistakes` says.
    mutating func inventory(seal: inout Seal) -> Inventory {
        var imported = Imported()
        for request in imports {
            request.read(into: &imported, paths: paths, seal: &seal, mistakes: mistakes)
        }
        isWhole = isWhole && imported.isWhole
        let known = isWhole ? Set(groups.keys).union(imported.groups) : nil
        checkGroups(known)

        var places: [String: Place] = [:]
        var aliases: [Located<String>] = []
        for host in declared + imported.hosts {
            if let earlier = places[host.name.lowercased()] {
                mistakes.add(
                    "duplicate host", at: host.place, found: host.name,
                    remedy: "Name it otherwise or take it out: the first is at \(earlier).")
                continue
            }
            places[host.name.lowercased()] = host.place
            aliases += host.aliases
            inventory.hosts.append(complete(host))
        }
        if !triesHosts, !declarations.triesProviders, isWhole {
            mistakes.add(
                "no hosts", at: Place(file: paths.folder),
                remedy: "Add one to \(paths.folder)/hosts.yml: hosts: [{name: here, transport: local}].")
        }
        inventory.discoveries = declarations.discoveries.map { rule in
            var host = DeclaredHost(name: "", place: rule.place, address: "")
            host.words = rule.words
            return rule.discovery(complete(host))
        }
        inventory.waivers = waivers.map { $0.waiver }
        declarations.fill(&inventory, hostAliases: aliases)
        if isWhole { mentions().check(against: inventory, mistakes: mistakes) }
        fillWindows()
        return inventory
    }

    /// Everything that is named and must have been declared.
    private func mentions() -> Mentions {
        var mentions = declarations.mentions
        for words in allWords { mentions.mention(client: words.client, owner: words.owner) }
        for waiver in waivers {
            mentions.mention(client: nil, owner: waiver.owner)
            mentions.hosts += [waiver.host].compactMap(\.self)
        }
        return mentions
    }

    /// What hosts, groups, rules of discovery and the defaults say.
    private var allWords: [HostWords] {
        [defaults] + groups.values.map { $0.words } + declared.map { $0.words }
            + declarations.discoveries.map { $0.words }
    }

    /// Gives hosts that say nothing themselves the window of their client, or else the inventory's.
    private mutating func fillWindows() {
        let windows = Dictionary(
            inventory.clients.map { ($0.name, $0.window) }, uniquingKeysWith: { first, _ in first })
        let usual = inventory.window
        func window(_ host: Model.Host) -> String? {
            host.window ?? host.client.flatMap { windows[$0] ?? nil } ?? usual
        }
        for index in inventory.hosts.indices {
            inventory.hosts[index].window = window(inventory.hosts[index])
        }
        for index in inventory.discoveries.indices {
            inventory.discoveries[index].template.window = window(inventory.discoveries[index].template)
        }
    }

    /// Says which groups that defaults and groups name are none, and which lead back to themselves.
    ///
    /// `known` is nothing when some cannot be known, because a file could not be read.
    private func checkGroups(_ known: Set<String>?) {
        if let known {
            for name in allWords.flatMap(\.groups) where !known.contains(name.value) {
                mistakes.addUnknown("group", name.value, at: name.place, among: known)
            }
        }
        for (name, group) in groups where reached(from: group.words.groups).contains(name) {
            mistakes.add(
                "a group that is in itself", at: group.place, found: name,
                remedy: "Take it out of the groups that it is in.")
        }
    }

    /// `names` and the groups that those are in, each once, the nearest first.
    private func reached(from names: [Located<String>]) -> [String] {
        var reached: [String] = []
        var waiting = names.map { $0.value }
        while !waiting.isEmpty {
            let name = waiting.removeFirst()
            guard !reached.contains(name) else { continue }
            reached.append(name)
            waiting += groups[name]?.words.groups.map { $0.value } ?? []
        }
        return reached
    }

    private func complete(_ declared: DeclaredHost) -> Model.Host {
        let memberships = reached(from: declared.words.groups + defaults.groups)
        var words = declared.words
        for name in memberships {
            guard let group = groups[name] else { continue }
            words = words.filled(from: group.words, connecting: !declared.isFromSSHConfig)
        }
        words = words.filled(from: defaults, connecting: !declared.isFromSSHConfig)

        var host = Model.Host(name: declared.name, address: declared.address ?? declared.name)
        host.transport = words.transport ?? .ssh
        host.port = words.port
        host.user = words.user
        host.identityFile = words.identityFile
        host.knownHosts = words.knownHosts
        host.jump = words.jump
        host.sshConfig = declared.sshConfig
        host.become = words.become ?? .none
        host.timeout = words.timeout ?? inventory.limits.hostSeconds
        host.groups = memberships
        host.client = words.client?.value
        host.owner = words.owner?.value
        host.environment = words.environment?.rawValue
        host.window = words.window
        host.exemptions = words.exemptions
        host.aliases = unique(declared.aliases.map { $0.value })
        host.tags = unique(words.tags)
        host.ports = unique(words.ports)
        host.services = unique(words.services)
        host.roots = unique(words.roots)
        host.place = declared.place
        return host
    }

    private func unique<Item: Hashable>(_ items: [Item]) -> [Item] {
        var seen: Set<Item> = []
        return items.filter { seen.insert($0).inserted }
    }
}
