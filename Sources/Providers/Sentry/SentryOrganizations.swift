import Model

extension Sentry {
    /// The organisations, and how each is set up.
    static let organizations: [Endpoint] = [
        Endpoint(
            list, paging: .link(), scope: "org:read",
            ProviderTable(
                "sentry_organization", "An organisation that is asked.", where: { isChosen($0, $0.account) },
                [
                    .id("id", "Number at Sentry"), .text("slug", "Short name, which can change"),
                    .text("name", "Its name"), .text("status", "active, …", from: "status.id"),
                    .flag("require_2fa", "Whether members need a second factor", from: "require2FA"),
                    .flag(
                        "has_auth_provider", "Whether members log in at an identity provider",
                        from: "hasAuthProvider"),
                    .flag("allow_member_invite", "Whether members may invite", from: "allowMemberInvite"),
                    .flag(
                        "allow_member_project_creation", "Whether members may make projects",
                        from: "allowMemberProjectCreation"),
                    .flag(
                        "allow_superuser_access", "Whether Sentry's staff may look into it",
                        from: "allowSuperuserAccess"),
                    .text("region_url", "Where it lives", from: "links.regionUrl"),
                    .time("created_at", "When it was made", from: "dateCreated"),
                ])
        ).with {
            $0.isEssential = true
            $0.absent = []
            $0.remark = remark
        },
        each(ofOne, paging: .none, settings).with {
            $0.query = [.init("detailed", "0")]
            $0.isOptional = true
        },
    ]

    /// An organisation that is not listed, and one that lives at another address than is asked.
    @Sendable private static func remark(_ items: [Item], _ context: Context) throws -> Problem? {
        let account = context.account
        let chosen = items.filter { isChosen($0, account) }
        guard !chosen.isEmpty else {
            throw Problem(
                account.organization.map { "the token does not list the organisation \($0)" }
                    ?? "the token lists no organisation",
                remedy:
                    "Use a token of that organisation, with `org:read`; one in another region needs its `base_url:`."
            )
        }
        let base = PublicAddress(account.baseURL ?? baseURL(of: account))
        for item in chosen {
            guard let region = try item.text("links.regionUrl").flatMap(PublicAddress.init),
                region.host != base?.host
            else { continue }
            return Problem(
                "\(try item.required("slug")) lives at \(region.scheme)://\(region.host), and another is asked",
                remedy: "Set `base_url: \(region.scheme)://\(region.host)` for \(account.title).")
        }
        return nil
    }

    private static let settings = ProviderTable(
        "sentry_organization_detail", "How an organisation is set up; what its server does not tell is null.",
        [
            .id("id", "The organisation"), .text("slug", "Its short name"),
            .flag("require_2fa", "Whether members need a second factor", from: "require2FA"),
            .flag(
                "requires_sso", "Whether members must log in at the identity provider", from: "requiresSso"),
            .flag("open_membership", "Whether members may join any team", from: "openMembership"),
            .flag("allow_join_requests", "Whether others may ask to come in", from: "allowJoinRequests"),
            .flag(
                "allow_shared_issues", "Whether an issue may be shown to anybody", from: "allowSharedIssues"),
            .flag("enhanced_privacy", "Whether mails leave out what events say", from: "enhancedPrivacy"),
            .flag("data_scrubber", "Whether all projects must scrub", from: "dataScrubber"),
            .flag(
                "data_scrubber_defaults", "Whether all must scrub passwords and cards",
                from: "dataScrubberDefaults"),
            .flag("scrub_ip_addresses", "Whether no project keeps addresses", from: "scrubIPAddresses"),
            .list("sensitive_fields", "Fields that are scrubbed too", from: "sensitiveFields"),
            .list("safe_fields", "Fields that are not scrubbed", from: "safeFields"),
            .integer(
                "store_crash_reports", "Crash reports kept an issue; -1 for all", from: "storeCrashReports"),
            .text("attachments_role", "Least role that sees attachments", from: "attachmentsRole"),
            .text("debug_files_role", "Least role that sees debug files", from: "debugFilesRole"),
            .flag("events_member_admin", "Whether members may delete events", from: "eventsMemberAdmin"),
            .flag("alerts_member_write", "Whether members may change alerts", from: "alertsMemberWrite"),
            .text("default_role", "What new members are", from: "defaultRole"),
            .flag("scrape_javascript", "Whether it loads scripts of ours", from: "scrapeJavaScript"),
            .integer("pending_access_requests", "Who waits to come in", from: "pendingAccessRequests"),
            .count("trusted_relay_count", "Relays that it trusts", from: "trustedRelays"),
            .integer("quota_max_rate", "Events at most", from: "quota.maxRate"),
            .integer("quota_interval_seconds", "In so long a time", from: "quota.maxRateInterval"),
            .flag("hide_ai_features", "Whether AI is off", from: "hideAiFeatures"),
            .flag(
                "aggregated_data_consent", "Whether its data may train models", from: "aggregatedDataConsent"),
            .list("access", "What the token may do here"),
        ])
}
