import Model

/// Cloud Load Balancers: where they listen, what stands behind, and how well TLS is set up.
///
/// Lists are walked by `offset`: a page after a `marker` would begin with the marker itself. Settings come from a call for each balancer,
/// for the list leaves them out. Private keys are not in any answer, and no column would take them.
enum RackspaceBalancing {
    private static let list = "/loadbalancers"
    private static let mappings = "/loadbalancers/{id}/ssltermination/certificatemappings"

    static let endpoints: [Endpoint] = [
        Endpoint(
            list, items: "loadBalancers", paging: .offset(most: 100), scope: "lbaas:observer",
            ProviderTable(
                "rackspace_load_balancer",
                "A load balancer; it is billed whether or not anything stands behind.",
                key: ["id", "region"],
                [
                    .id("id", "Number of the balancer"),
                    .text("name", "Its name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("protocol", "HTTP, HTTPS, TCP, …"),
                    .integer("port", "Where it listens"),
                    .text("algorithm", "How it chooses a node"),
                    .text("status", "ACTIVE, BUILD, ERROR, SUSPENDED, …"),
                    .integer("node_count", "Servers behind it, also disabled ones", from: "nodeCount"),
                    .integer("timeout_seconds", "After which an idle connection ends", from: "timeout"),
                    addresses("public_addresses", "JSON array of its public addresses", "PUBLIC"),
                    addresses("private_addresses", "JSON array of those in the ServiceNet", "SERVICENET"),
                    .time("created_at", "When it was made", from: "created.time"),
                    .time("updated_at", "When it was last changed", from: "updated.time"),
                ])),
        Endpoint(
            "/loadbalancers/{id}", items: "loadBalancer", scope: "lbaas:observer", parent: .init(list),
            ProviderTable(
                "rackspace_load_balancer_setting", "How a load balancer is set up.", key: ["id", "region"],
                [
                    .id("id", "Number of the balancer"),
                    .text("region", "As DFW", from: "@region"),
                    .flag("https_redirect", "1 when http is sent on to https", from: "httpsRedirect"),
                    .flag(
                        "connection_logging", "1 when connections are logged",
                        from: "connectionLogging.enabled"),
                    .text(
                        "health_monitor", "CONNECT, HTTP or HTTPS; null when nodes are not watched",
                        from: "healthMonitor.type"),
                    .text(
                        "session_persistence", "As HTTP_COOKIE; null for none",
                        from: "sessionPersistence.persistenceType"),
                    .text("cluster", "As ztm-n01.dfw1", from: "cluster.name"),
                    .count("node_count", "Servers behind it", from: "nodes"),
                    Field(.integer("enabled_node_count", "Those that are given work")) { item in
                        let nodes = try item.items("nodes")
                        return .integer(Int64(nodes.count { $0["condition"]?.words == "ENABLED" }))
                    },
                ]),
            ProviderTable(
                "rackspace_load_balancer_node", "A server behind a load balancer.",
                key: ["load_balancer_id", "id", "region"], each: "nodes",
                [
                    .id("id", "Number of the node"),
                    .id("load_balancer_id", "The balancer", from: "^.id"),
                    .text("region", "As DFW", from: "@region"),
                    .text("address", "Where the server is"),
                    .integer("port", "Its port"),
                    .text("condition", "ENABLED, DISABLED or DRAINING"),
                    .text("status", "ONLINE or OFFLINE"),
                    .text("type", "PRIMARY or SECONDARY"),
                ])),
        Endpoint(
            "/loadbalancers/{id}/ssltermination", items: "sslTermination", scope: "lbaas:observer",
            parent: .init(list),
            ProviderTable(
                "rackspace_load_balancer_tls", "TLS of a load balancer; no row where it has none.",
                key: ["load_balancer_id", "region"],
                [
                    .id("load_balancer_id", "The balancer", from: "^.id"),
                    .text("region", "As DFW", from: "@region"),
                    .flag("enabled", "1 when it is on"),
                    .integer("port", "Where TLS listens", from: "securePort"),
                    .flag("secure_traffic_only", "1 when plain HTTP is refused", from: "secureTrafficOnly"),
                    .text("cipher_profile", "As default", from: "cipherProfile"),
                    version(
                        "tls_1_0_enabled", "1 when TLS 1.0 is spoken: only what is off is said", "TLS_10"),
                    version(
                        "tls_1_1_enabled", "1 when TLS 1.1 is spoken: only what is off is said", "TLS_11"),
                    end("certificate_not_after", "When its certificate ends", from: "certificate"),
                ])),
        Endpoint(
            mappings, items: "certificateMappings", scope: "lbaas:observer", parent: .init(list)),
        Endpoint(
            "/loadbalancers/{^.id}/ssltermination/certificatemappings/{certificateMapping.id}",
            items: "certificateMapping", scope: "lbaas:observer", parent: .init(mappings),
            ProviderTable(
                "rackspace_load_balancer_certificate",
                "A certificate that a load balancer has for one more name.",
                key: ["load_balancer_id", "id", "region"],
                [
                    .id("id", "Number of the mapping", from: "id|^.certificateMapping.id"),
                    .id("load_balancer_id", "The balancer", from: "^.^.id"),
                    .text("region", "As DFW", from: "@region"),
                    .text("host_name", "The name", from: "hostName"),
                    end("certificate_not_after", "When it ends", from: "certificate"),
                ])),
        Endpoint(
            "/loadbalancers/{id}/accesslist", items: "accessList", scope: "lbaas:observer",
            parent: .init(list),
            ProviderTable(
                "rackspace_load_balancer_access",
                "Who may reach a load balancer, or may not; without rows, everybody.",
                key: ["load_balancer_id", "id", "region"],
                [
                    .id("id", "Number of the entry"),
                    .id("load_balancer_id", "The balancer", from: "^.id"),
                    .text("region", "As DFW", from: "@region"),
                    .text("address", "An address or a net"),
                    .text("type", "ALLOW or DENY"),
                ])),
        Endpoint(
            "/loadbalancers/usage", items: "loadBalancerUsages", scope: "lbaas:observer",
            ProviderTable(
                "rackspace_load_balancer_usage", "What went through a load balancer since the month began.",
                key: ["load_balancer_id", "region"],
                [
                    .id("load_balancer_id", "The balancer, which may be gone", from: "loadBalancerId"),
                    .text("name", "Its name", from: "loadBalancerName"),
                    .text("region", "As DFW", from: "@region"),
                    sum("outgoing_bytes", "Sent to the world, which is what is billed", "outgoingTransfer"),
                    sum("incoming_bytes", "Received", "incomingTransfer"),
                ])
        ).with {
            $0.moreQuery = { call in
                [
                    .init("startTime", "\(Moment.month(call.context.now))-01"),
                    .init("endTime", String(Moment.iso(call.context.now + 86_400).prefix(10))),
                ]
            }
        },
    ].map { $0.with { $0.service = "cloudLoadBalancers" } }

    private static func addresses(_ name: String, _ meaning: String, _ type: String) -> Field {
        Field(.text(name, meaning)) { item in
            let found = try item.items("virtualIps").filter { $0["type"]?.words == type }
            return .list(found.compactMap { $0["address"]?.words })
        }
    }

    private static func version(_ name: String, _ meaning: String, _ version: String) -> Field {
        Field(.integer(name, meaning)) { item in
            .bool(
                !(try item.items("securityProtocols")).contains {
                    $0["securityProtocolName"]?.words == version
                        && $0["securityProtocolStatus"]?.words == "DISABLED"
                })
        }
    }

    private static func end(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.integer(name, meaning)) { item in
            .optional(try item.text(path).flatMap(RackspaceKeys.end(ofCertificate:)))
        }
    }

    /// Plain and TLS traffic of all records together.
    private static func sum(_ name: String, _ meaning: String, _ path: String) -> Field {
        Field(.integer(name, meaning)) { item in
            var total: Int64 = 0
            for (index, json) in try item.items("loadBalancerUsageRecords").enumerated() {
                let record = item.part(json, "loadBalancerUsageRecords", index)
                for part in [path, "\(path)Ssl"] {
                    let (sum, isTooMuch) = total.addingReportingOverflow(try record.integer(part) ?? 0)
                    guard !isTooMuch else {
                        throw Problem("\(record.place).\(part): no such number of bytes")
                    }
                    total = sum
                }
            }
            return .integer(total)
        }
    }
}
