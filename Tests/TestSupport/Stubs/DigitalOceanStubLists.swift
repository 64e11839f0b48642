/// Which lists the stub has, and what is in them.
extension DigitalOceanStub {
    /// The list at a path; nothing when there is none.
    func list(at path: String, isGPU: Bool) -> Items? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.first == "v2", parts.count >= 2 else { return nil }
        switch parts.count {
        case 2: return list(parts[1], isGPU)
        case 3: return list(parts[1], parts[2])
        default: return list(parts[1], of: parts[2], Array(parts[3...]))
        }
    }

    private func list(_ name: String, _ isGPU: Bool) -> Items? {
        switch name {
        case "droplets" where isGPU: Items(key: name, count: 0) { _ in "{}" }
        case "droplets": Items(key: name, count: droplets, item: Self.droplet)
        case "volumes": Items(key: name, count: others, item: Self.volume)
        case "snapshots": Items(key: name, count: others, item: Self.snapshot)
        case "images": Items(key: name, count: others, item: Self.image)
        case "reserved_ips": Items(key: name, count: others, item: Self.reservedIP)
        case "reserved_ipv6": Items(key: "reserved_ipv6s", count: 0) { _ in "{}" }
        case "load_balancers": Items(key: name, count: others, item: Self.loadBalancer)
        case "firewalls": Items(key: name, count: others, item: Self.firewall)
        case "domains":
            Items(key: name, count: others) {
                #"{"name":"\#(Self.domain($0))","ttl":1800,"zone_file":"$ORIGIN"}"#
            }
        case "databases": Items(key: name, count: others, isWhole: true, item: Self.database)
        case "apps": Items(key: name, count: others, item: Self.app)
        case "registries": Items(key: name, count: min(others, 1), isWhole: true, item: Self.registry)
        case "certificates": Items(key: name, count: others, item: Self.certificate)
        case "vpcs": Items(key: name, count: 1, item: Self.vpc)
        case "projects": Items(key: name, count: others, item: Self.project)
        case "tags": Items(key: name, count: 2) { #"{"name":"\#(Self.client($0))","resources":{"count":1}}"# }
        case "regions": Items(key: name, count: 1, item: Self.region)
        case "sizes": Items(key: name, count: 1) { _ in Self.size }
        case "actions": Items(key: name, count: droplets, item: Self.action)
        case "vpc_nat_gateways", "vpc_peerings": Items(key: name, count: 0) { _ in "{}" }
        default: nil
        }
    }

    private func list(_ group: String, _ name: String) -> Items? {
        switch (group, name) {
        case ("account", "keys"): Items(key: "ssh_keys", count: others, item: Self.key)
        case ("spaces", "keys"): Items(key: "keys", count: others, item: Self.spacesKey)
        case ("droplets", "autoscale"): Items(key: "autoscale_pools", count: 0) { _ in "{}" }
        case ("kubernetes", "clusters"):
            Items(key: "kubernetes_clusters", count: min(others, 1), item: Self.cluster)
        case ("cdn", "endpoints"): Items(key: name, count: others, item: Self.cdn)
        case ("uptime", "checks"): Items(key: name, count: others, item: Self.uptimeCheck)
        case ("monitoring", "alerts"): Items(key: "policies", count: others, item: Self.policy)
        case ("functions", "namespaces"): Items(key: name, count: 0, isWhole: true) { _ in "{}" }
        default: nil
        }
    }

    private func list(_ group: String, of id: String, _ rest: [String]) -> Items? {
        switch (group, rest.joined(separator: "/")) {
        case ("droplets", "policies"):
            Items(key: "policies", count: droplets, isMap: true, item: Self.backupPolicy)
        case ("domains", "records"):
            (0..<others).first { Self.domain($0) == id }.map { zone in
                Items(key: "domain_records", count: others) { Self.record($0, in: zone) }
            }
        case ("databases", "firewall"):
            Items(key: "rules", count: 1, isWhole: true) { _ in Self.databaseRule(of: id) }
        case ("databases", "users"): Items(key: "users", count: 1, isWhole: true) { _ in Self.databaseUser }
        case ("databases", "replicas"), ("databases", "events"):
            Items(key: rest[0], count: 0, isWhole: true) { _ in "{}" }
        case ("databases", "backups"):
            Items(key: "backups", count: 1, isWhole: true) { _ in Self.databaseBackup }
        case ("kubernetes", _) where rest.last == "upgrades":
            Items(key: "available_upgrade_versions", count: 0, isWhole: true) { _ in "{}" }
        case ("apps", "instance_sizes"):
            Items(key: "instance_sizes", count: 1, isWhole: true) { _ in Self.instanceSize }
        case ("apps", "deployments"): Items(key: "deployments", count: 1) { _ in Self.deployment(of: id) }
        case ("apps", "alerts"): Items(key: "alerts", count: 1, isWhole: true) { _ in Self.appAlert(of: id) }
        case ("registries", "repositoriesV2"):
            Items(key: "repositories", count: others, item: Self.repository)
        case ("registries", "garbage-collections"): Items(key: "garbage_collections", count: 0) { _ in "{}" }
        case ("vpcs", "members"): Items(key: "members", count: droplets, item: Self.member)
        case ("projects", "resources"): resources(of: id)
        case ("uptime", _) where rest.last == "alerts":
            Items(key: "alerts", count: 1) { _ in Self.uptimeAlert(of: rest[0]) }
        case ("customers", _): billing(Array(rest))
        default: nil
        }
    }

    /// Every project has each droplet whose number it divides.
    private func resources(of project: String) -> Items? {
        guard others > 0, let number = (0..<others).first(where: { Self.uuid(10, $0) == project }) else {
            return nil
        }
        let (step, droplets) = (others, droplets)
        return Items(key: "resources", count: (droplets - number + step - 1) / step) { index in
            #"{"urn":"do:droplet:\#(Self.dropletID(number + index * step))","assigned_at":"2026-02-01T08:00:00Z","status":"ok"}"#
        }
    }

    private func billing(_ rest: [String]) -> Items? {
        switch rest.first {
        case "billing_history" where rest.count == 1:
            let months = (1...max(invoices, 1)).map(month)
            return Items(key: "billing_history", count: invoices) { index in
                #"{"description":"Invoice for \#(months[index])","amount":"12.34","invoice_id":"\#(9000 + index)","invoice_uuid":"\#(Self.uuid(11, index))","date":"\#(months[index])-28T08:00:00Z","type":"Invoice"}"#
            }
        case "invoices" where rest.count == 1:
            let closed = (0..<invoices).map { invoice(Self.uuid(11, $0), month($0 + 1)) }
            let open =
                invoice(Self.uuid(12, 0), month(0)).dropLast() + #","updated_at":"2026-11-25T05:00:00Z"}"#
            return Items(key: "invoices", count: invoices, beside: #""invoice_preview":\#(open),"#) {
                closed[$0]
            }
        case "invoices" where rest.count == 2:
            guard let month = invoicedMonth(rest[1]) else { return nil }
            let droplets = max(droplets, 1)
            return Items(key: "invoice_items", count: lines) { Self.line($0, month, droplets) }
        default: return nil
        }
    }

    func invoicedMonth(_ id: String) -> String? {
        if id == "preview" { return month(0) }
        return (0..<invoices).first { Self.uuid(11, $0) == id }.map { month($0 + 1) }
    }
}
