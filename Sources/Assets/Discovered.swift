package import Model
package import Store

/// Servers that providers list and that rules of the inventory make hosts.
package enum Discovered {
    /// A host for each listed server that a rule takes and that is not declared already, in the order of names.
    ///
    /// Only servers that run are taken: one that is powered off would only be unreachable. A name that ssh could not be given is
    /// made of the provider and the id; two servers of one name are told apart by their ids.
    ///
    /// - Throws: `QueryError` when the run cannot be read.
    package static func hosts(
        by rules: [Discovery], _ reader: Reader, besides declared: [Host]
    ) throws -> [Host] {
        guard !rules.isEmpty else { return [] }
        let servers = try Sighting.all(reader).filter { $0.kind == "server" && !$0.isPart && $0.isRunning }
            .sorted { ($0.name, $0.provider, $0.account, $0.id) < ($1.name, $1.provider, $1.account, $1.id) }
        let known = Set(declared.flatMap { [$0.address] + $0.aliases })
        let own = Set(declared.map { $0.name.lowercased() })
        var names = own
        var hosts: [Host] = []
        for server in servers where !isDeclared(server, known, own) {
            guard let rule = rules.first(where: { takes(server, $0) }),
                let address = address(of: server, rule), HostName.isAddress(address)
            else { continue }
            var name = HostName.isName(server.name) ? server.name : "\(server.provider)-\(server.id)"
            if names.contains(name.lowercased()) { name += "-\(server.id)" }
            guard HostName.isName(name), names.insert(name.lowercased()).inserted else { continue }
            var host = rule.template
            host.name = name
            host.address = address
            host.tags += server.tags.filter { !host.tags.contains($0) }
            host.aliases.append(server.id)
            host.place = rule.place
            hosts.append(host)
        }
        return hosts
    }

    private static func isDeclared(_ server: Sighting, _ known: Set<String>, _ names: Set<String>) -> Bool {
        known.contains(server.id) || known.contains(server.name)
            || server.publicAddress.map(known.contains) == true || names.contains(server.name.lowercased())
    }

    private static func takes(_ server: Sighting, _ rule: Discovery) -> Bool {
        server.provider == rule.provider && (rule.account.map { $0 == server.account } ?? true)
            && (rule.tag.map(server.tags.contains) ?? true)
            && (rule.name.map { Glob($0).matches(server.name) } ?? true)
    }

    private static func address(of server: Sighting, _ rule: Discovery) -> String? {
        guard rule.isPrivate else { return server.publicAddress ?? server.addresses.sorted().first }
        return server.addresses.subtracting([server.publicAddress].compactMap(\.self)).sorted().first
    }
}
