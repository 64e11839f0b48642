import Model

/// Addresses, load balancers, firewalls and private networks.
extension DigitalOcean {
    static let networkEndpoints = [
        reservedIPv4, reservedIPv6, loadBalancers, firewalls, vpcs, vpcMembers, natGateways, peerings,
    ]

    /// The same objects have an older name, floating addresses, which is not asked.
    private static let reservedIPv4 = Endpoint(
        "/v2/reserved_ips", items: "reserved_ips", paging: pages, scope: "reserved_ip:read", reservedIP)
    private static let reservedIPv6 = Endpoint(
        "/v2/reserved_ipv6", items: "reserved_ipv6s", paging: pages, scope: "reserved_ip:read", reservedIP)

    private static let reservedIP = ProviderTable(
        "digitalocean_reserved_ip", "A public address that is ours, whether something has it or not.",
        key: ["ip"],
        [
            .id("ip", "The address"),
            .text("droplet_id", "Droplet that has it; null for none", from: "droplet.id"),
            .text("droplet_name", "Its name", from: "droplet.name"),
            .text("region_slug", "Where", from: "region.slug|region_slug"),
            .flag("locked", "Whether something is being done to it"),
            .text("project_id", "Its project"), .time("reserved_at", "Since when, for IPv6"),
        ])

    private static let loadBalancers = Endpoint(
        "/v2/load_balancers", items: "load_balancers", paging: pages, scope: "load_balancer:read",
        ProviderTable(
            "digitalocean_load_balancer", "A load balancer.",
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .text("ip", "Its IPv4 address; empty while it is being made"),
                .text("ipv6", "Its IPv6 address"),
                .text("status", "new, active or errored"),
                .text("type", "REGIONAL, REGIONAL_NETWORK or GLOBAL"),
                .text("network", "EXTERNAL or INTERNAL"),
                .integer("size_unit", "Nodes; null where only the older size is told"),
                .text("size_slug", "The older size: lb-small, lb-medium or lb-large", from: "size"),
                .text("region_slug", "Where; null for a global one", from: "region.slug"),
                .time("created_at", "When it was made"),
                .list("droplet_ids", "JSON array of the droplets behind it"),
                .text("tag", "Tag of the droplets behind it"),
                .list("target_load_balancer_ids", "JSON array of those behind a global one"),
                .flag("redirect_http_to_https", "Whether plain HTTP is sent on to HTTPS"),
                .text("tls_cipher_policy", "DEFAULT or STRONG"),
                .flag("enable_proxy_protocol", "Whether it tells the caller's address"),
                .list("firewall_allow", "JSON array: who may call it", from: "firewall.allow"),
                .list("firewall_deny", "JSON array: who may not", from: "firewall.deny"),
                .text("health_check_protocol", "http, https or tcp", from: "health_check.protocol"),
                .integer("health_check_port", "Port that it asks", from: "health_check.port"),
                .list("domains", "JSON array of a global one's names", each: "name"),
                .text("vpc_uuid", "Its private network"), .text("project_id", "Its project"),
            ]),
        ProviderTable(
            "digitalocean_load_balancer_forwarding_rule", "What a load balancer takes and hands on.",
            key: ["load_balancer_id", "entry_protocol", "entry_port"], each: "forwarding_rules",
            [
                .id("load_balancer_id", "The load balancer", from: "^.id"),
                .text("entry_protocol", "http, https, http2, http3, tcp or udp"),
                .integer("entry_port", "Port that it listens on"),
                .text("target_protocol", "As entry_protocol"),
                .integer("target_port", "Port of what is behind it"),
                .text("certificate_id", "Its certificate, in digitalocean_certificate"),
                .flag("tls_passthrough", "Whether it leaves TLS to what is behind it"),
            ]))

    private static let firewalls = Endpoint(
        "/v2/firewalls", items: "firewalls", paging: pages, scope: "firewall:read",
        ProviderTable(
            "digitalocean_firewall", "A firewall in front of droplets, by their ids or tags.",
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .text("status", "waiting, succeeded or failed"),
                .time("created_at", "When it was made"), .list("droplet_ids", "JSON array of its droplets"),
                .list("tags", "JSON array of tags whose droplets it is in front of"),
                .count("pending_changes", "Changes that are not made yet", from: "pending_changes"),
            ]),
        ProviderTable(
            "digitalocean_firewall_rule", "Traffic that a firewall lets through.",
            key: [
                "firewall_id", "direction", "protocol", "ports", "addresses", "tags", "droplet_ids",
                "load_balancer_uids", "kubernetes_ids",
            ],
            parts: { try parts(of: $0, [("inbound", "inbound_rules"), ("outbound", "outbound_rules")]) },
            [
                .id("firewall_id", "The firewall", from: "^.id"),
                .text("direction", "inbound or outbound", from: "kind"),
                .text("protocol", "tcp, udp or icmp", from: "value.protocol"),
                Field(.text("ports", "22, 8000-9000, or all")) { item in
                    let ports = try item.text("value.ports")
                    return ports == "0" || ports?.isEmpty == true ? "all" : .optional(ports)
                },
                peers("addresses", "JSON array of addresses and networks"),
                peers("tags", "JSON array of tags"), peers("droplet_ids", "JSON array of droplets"),
                peers("load_balancer_uids", "JSON array of load balancers"),
                peers("kubernetes_ids", "JSON array of clusters"),
            ]))

    /// Whom a rule lets in or out to; who is not named is not let through.
    private static func peers(_ name: String, _ meaning: String) -> Field {
        Field(.text(name, meaning)) { item in
            let value = try item.list("value.sources.\(name)|value.destinations.\(name)", each: nil)
            return value == .null ? "[]" : value
        }
    }

    private static let vpcs = Endpoint(
        "/v2/vpcs", items: "vpcs", paging: pages, scope: "vpc:read",
        ProviderTable(
            "digitalocean_vpc", "A private network.",
            [
                .id("id", "Its id"), .text("name", "Its name"), .text("region_slug", "Where", from: "region"),
                .text("ip_range", "Its addresses"),
                .flag("is_default", "Whether new resources of the region are in it", from: "default"),
                .text("description", "What people say of it"), .time("created_at", "When it was made"),
                .text("urn", "As projects name it"),
            ]))

    private static let vpcMembers = Endpoint(
        "/v2/vpcs/{id}/members", items: "members", paging: pages, scope: "vpc:read",
        parent: .init("/v2/vpcs"),
        ProviderTable(
            "digitalocean_vpc_member", "What is in a private network.", key: ["vpc_id", "urn"],
            [
                // A droplet has another id here than everywhere else.
                .id("urn", "The member: do:loadbalancer:…"), .text("vpc_id", "The network", from: "^.id"),
                .text("name", "The member's name"), .time("created_at", "When it was made"),
            ]))

    private static let natGateways = Endpoint(
        "/v2/vpc_nat_gateways", items: "vpc_nat_gateways", paging: pages, scope: "nat_gateway:read",
        ProviderTable(
            "digitalocean_vpc_nat_gateway", "A way out of private networks with an address of its own.",
            [
                .id("id", "Its id"), .text("name", "Its name"), .text("type", "PUBLIC"),
                .text("state", "ACTIVE, …"), .text("region_slug", "Where", from: "region"),
                .integer("size", "Its size"), .list("vpcs", "JSON array of networks", each: "vpc_uuid"),
                .list(
                    "public_addresses", "JSON array of its addresses", from: "egresses.public_gateways",
                    each: "ipv4"),
                .text("project_id", "Its project"), .time("created_at", "When it was made"),
            ])
    ).with { $0.isOptional = true }

    private static let peerings = Endpoint(
        "/v2/vpc_peerings", items: "vpc_peerings", paging: pages, scope: "vpc_peering:read",
        ProviderTable(
            "digitalocean_vpc_peering", "Two private networks that reach each other.",
            [
                .id("id", "Its id"), .text("name", "Its name"), .text("status", "ACTIVE, …"),
                .list("vpc_ids", "JSON array of the two"), .time("created_at", "When it was made"),
            ])
    ).with { $0.isOptional = true }
}
