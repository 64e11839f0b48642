import Model

/// Names and certificates.
extension DigitalOcean {
    static let domainEndpoints = [domains, records, certificates]

    /// The zone file says again what the records say.
    private static let domains = Endpoint(
        "/v2/domains", items: "domains", paging: pages, scope: "domain:read",
        ProviderTable(
            "digitalocean_domain", "A zone that DigitalOcean's name servers have.", key: ["name"],
            [.id("name", "The zone"), .integer("ttl_seconds", "How long answers are kept", from: "ttl")]))

    private static let records = Endpoint(
        "/v2/domains/{name}/records", items: "domain_records", paging: pages, scope: "domain:read",
        parent: .init("/v2/domains"),
        ProviderTable(
            "digitalocean_domain_record", "A record of a zone.",
            [
                .id("id", "Its id"), .text("domain", "The zone", from: "^.name"),
                .text("type", "A, AAAA, CNAME, MX, TXT, …"),
                .text("name", "Its name in the zone; @ for the zone itself"),
                Field(.text("full_name", "Its name with the zone's")) { item in
                    let zone = try item.required("^.name")
                    guard let name = try item.text("name"), !name.isEmpty, name != "@" else {
                        return .text(zone)
                    }
                    return .text("\(name).\(zone)")
                },
                .text("data", "What it says"), .integer("priority", "Of MX and SRV"),
                .integer("port", "Of SRV"), .integer("weight", "Of SRV"),
                .integer("ttl_seconds", "How long it is kept", from: "ttl"), .integer("flags", "Of CAA"),
                .text("tag", "Of CAA: issue, issuewild or iodef"),
            ]))

    private static let certificates = Endpoint(
        "/v2/certificates", items: "certificates", paging: pages, scope: "certificate:read",
        ProviderTable(
            "digitalocean_certificate", "A certificate for load balancers and object storage.",
            [
                .id("id", "Its id"), .text("name", "Its name"),
                .text("type", "custom for one that was uploaded, or lets_encrypt, which renews itself"),
                .text("state", "pending, verified or error"), .time("not_after", "When it ends"),
                .text("sha1_fingerprint", "What tells it from others"),
                Field(.text("dns_names", "JSON array of its names; empty where they are not told")) { item in
                    .list(
                        try item.items("dns_names").compactMap {
                            if case .text(let name) = $0, !name.isEmpty { name } else { nil }
                        })
                },
                .time("created_at", "When it was made"),
            ]))
}
