import Model

extension Heroku {
    /// Domains and certificates.
    static let names: [Endpoint] = [
        Endpoint(
            "/apps/{id}/domains", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_domain", "A name that an app answers to.",
                [.id("id", "Number at Heroku")] + ofApp + [
                    .text("hostname", "The name"), .text("kind", "custom, or heroku for Heroku's own"),
                    .text("cname", "Where its DNS record must point"),
                    .text("status", "succeeded, pending, …"),
                    .text(
                        "acm_status",
                        "How its automatic certificate stands: verified, failing, …; null for none"),
                    .text("acm_status_reason", "Why it stands so"),
                    .text("sni_endpoint", "Certificate that it is served with", from: "sni_endpoint.name"),
                    .time("created_at", "When it was added"), .time("updated_at", "When it last changed"),
                ])),
        Endpoint(
            "/apps/{id}/sni-endpoints", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_sni_endpoint", "A certificate that an app serves names with.",
                [.id("id", "Number at Heroku")] + ofApp + [
                    .text("name", "Its name"), .text("display_name", "Name that people gave it"),
                    .list("domain_ids", "Ids of the domains that it is served for", from: "domains"),
                    .list("cert_domains", "Names in the certificate", from: "ssl_cert.cert_domains"),
                    .text("issuer", "Who signed it", from: "ssl_cert.issuer"),
                    .text("subject", "Whose it is", from: "ssl_cert.subject"),
                    .flag("is_ca_signed", "Whether a known authority signed it", from: "ssl_cert.ca_signed?"),
                    .flag("is_self_signed", "Whether it signed itself", from: "ssl_cert.self_signed?"),
                    .flag(
                        "acm", "Whether it renews by itself, a month before its end", from: "ssl_cert.acm"),
                    .time("starts_at", "When it begins", from: "ssl_cert.starts_at"),
                    .time("expires_at", "When it ends", from: "ssl_cert.expires_at"),
                ])),
    ]
}
