import Model

/// Cloud Networks and Cloud DNS.
///
/// The service of networks links to `http://localhost:9696` for its next page, of which the query alone counts, and has a link to a page
/// before on the first one too. No security group is there by itself: a port without one is not filtered.
enum RackspaceNetworks {
    static let endpoints: [Endpoint] =
        networks.map { $0.with { $0.service = "cloudNetworks" } }
        + dns.map { $0.with { $0.service = "cloudDNS" } }

    private static func paging(_ name: String) -> Paging {
        .nextQuery(size: nil, next: ["\(name)_links"])
    }

    private static let networks: [Endpoint] = [
        Endpoint(
            "/networks", items: "networks", paging: paging("networks"), scope: "networks:observer",
            ProviderTable(
                "rackspace_network",
                "A network; PublicNet and ServiceNet have the same ids in every account.",
                key: ["id", "region"],
                [
                    .id("id", "Id; zeros for PublicNet, ones for ServiceNet"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "Its name"),
                    .text("status", "As ACTIVE"),
                    .flag("shared", "1 when it is Rackspace's"),
                    .list("subnet_ids", "JSON array of its subnets", from: "subnets"),
                ])),
        Endpoint(
            "/subnets", items: "subnets", paging: paging("subnets"), scope: "networks:observer",
            ProviderTable(
                "rackspace_subnet", "A range of addresses in a network.",
                [
                    .id("id", "Id of the subnet"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "Its name"),
                    .text("network_id", "The network"),
                    .text("cidr", "As 192.0.2.0/24"),
                    .integer("ip_version", "4 or 6"),
                    .text("gateway_ip", "Address of the gateway; null for none"),
                ])),
        Endpoint(
            "/ports", items: "ports", paging: paging("ports"), scope: "networks:observer",
            ProviderTable(
                "rackspace_port", "What connects a server to a network.",
                [
                    .id("id", "Id of the port"),
                    .text("region", "As DFW", from: "@region"),
                    .text("device_id", "The server; empty for none"),
                    .text("network_id", "The network"),
                    Field(.integer("is_public", "1 when it is in PublicNet")) { item in
                        .bool(try item.text("network_id") == "00000000-0000-0000-0000-000000000000")
                    },
                    .text("status", "As ACTIVE"),
                    .list("addresses", "JSON array of its addresses", from: "fixed_ips", each: "ip_address"),
                    .list(
                        "security_group_ids", "JSON array of its groups; without any nothing is filtered",
                        from: "security_groups"),
                    .count("security_group_count", "How many groups it has", from: "security_groups"),
                ])),
        Endpoint(
            "/security-groups", items: "security_groups", paging: paging("security_groups"),
            scope: "networks:observer",
            ProviderTable(
                "rackspace_security_group", "A set of rules of what may pass.",
                [
                    .id("id", "Id of the group"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "Its name"),
                    .text("description", "What its owner says of it"),
                    .count("rule_count", "How many rules it has", from: "security_group_rules"),
                ]),
            ProviderTable(
                "rackspace_security_group_rule", "What a group lets pass; there are no rules against.",
                each: "security_group_rules",
                [
                    .id("id", "Id of the rule"),
                    .text("security_group_id", "The group", from: "security_group_id|^.id"),
                    .text("region", "As DFW", from: "@region"),
                    .text("direction", "ingress or egress"),
                    .text("ethertype", "IPv4 or IPv6"),
                    Field(.text("protocol", "tcp, udp, icmp, in lower case; null for any")) { item in
                        .optional(try item.text("protocol")?.lowercased())
                    },
                    .integer("port_range_min", "First port; null for any"),
                    .integer("port_range_max", "Last port; null for any"),
                    .text("remote_ip_prefix", "From or to where; null for anywhere"),
                    .text("remote_group_id", "Servers of which group, instead of a prefix"),
                ])),
    ]

    /// `/domains` refuses an offset that is no multiple of the limit, which whole pages always give.
    private static let dns: [Endpoint] = [
        Endpoint(
            "/domains", items: "domains", paging: .offset(most: 100, total: "totalEntries"),
            scope: "dnsaas:observer",
            ProviderTable(
                "rackspace_dns_domain", "A zone.",
                [
                    .id("id", "Number of the zone"),
                    .text("name", "Its name"),
                    .integer(
                        "ttl_seconds", "How long answers are kept, where a record says none", from: "ttl"),
                    .time("created_at", "When it was made", from: "created"),
                    .time("updated_at", "When it was last changed", from: "updated"),
                ])),
        Endpoint(
            "/domains/{id}/records", items: "records", paging: .offset(most: 100, total: "totalEntries"),
            scope: "dnsaas:observer", parent: .init("/domains"),
            ProviderTable(
                "rackspace_dns_record", "A record of a zone.", key: ["domain_id", "id"],
                [
                    .id("id", "As A-6817754"),
                    .id("domain_id", "The zone", from: "^.id"),
                    .text("name", "The whole name"),
                    .text("type", "A, AAAA, CNAME, MX, TXT, …"),
                    .text("data", "What it points to"),
                    .integer("ttl_seconds", "How long it is kept", from: "ttl"),
                    .integer("priority", "Of MX and SRV"),
                    .time("created_at", "When it was made", from: "created"),
                    .time("updated_at", "When it was last changed", from: "updated"),
                ])),
    ]
}
