import Model

extension Sentry {
    /// Projects, their settings, keys, filters, releases and environments.
    static let projects: [Endpoint] = [
        each(projectList, scope: "project:read", project).with { $0.absent = [] },
        eachProject(ofProject, settingsOfProject),
        each(organizationKeys, scope: "project:read", key(ofOrganization)),
        eachProject(
            projectKeys, paging: .link(),
            key([
                .id("organization_id", "The organisation", from: "^.^.id"),
                .text("organization_slug", "Its short name", from: "^.^.slug"),
            ])),
        eachProject(
            ofProject + "filters/",
            ProviderTable(
                "sentry_project_filter", "A kind of events that a project may throw away as they come.",
                key: ["project_id", "id"],
                [.id("id", "browser-extensions, localhost, web-crawlers, …")] + ofItsProject + [
                    Field(.integer("active", "Whether it is on")) { item in
                        if case .list(let parts)? = item["active"] { return .bool(!parts.isEmpty) }
                        return try item.flag("active").map(Value.bool) ?? .null
                    },
                    Field(.text("parts", "JSON array: what of it is on, as opera, safari; null for all")) {
                        item in
                        guard case .list? = item["active"] else { return .null }
                        return try item.list("active", each: nil)
                    },
                ])),
        eachProject(
            "/api/0/organizations/{^.slug}/releases/",
            ProviderTable(
                "sentry_release", "One of a project's five newest releases.", key: ["project_id", "id"],
                [.id("id", "Number at Sentry")] + ofItsProject + [
                    .text("version", "shop@2.4.1+9f3c2d1"),
                    .text("short_version", "As people read it", from: "shortVersion"),
                    .text("status", "open or archived"),
                    .integer("new_issues", "First seen in it", from: "newGroups"),
                    .integer("commit_count", "Commits in it", from: "commitCount"),
                    .integer("deploy_count", "How often it was deployed", from: "deployCount"),
                    .text("deploy_environment", "Where it was last deployed", from: "lastDeploy.environment"),
                    .time("deployed_at", "When it was last deployed", from: "lastDeploy.dateFinished"),
                    .time("created_at", "When Sentry first heard of it", from: "dateCreated"),
                    .time("released_at", "When it was released", from: "dateReleased"),
                    .time("first_event_at", "When its first event came", from: "firstEvent"),
                    .time("last_event_at", "When its last event came", from: "lastEvent"),
                ])
        ).with {
            $0.moreQuery = { call in
                [.init("project", (try? call.parent?.text("id")) ?? ""), .init("per_page", "5")]
            }
        },
        each(
            ofOne + "environments/",
            ProviderTable(
                "sentry_environment", "A name that events come with: production.",
                key: ["organization_id", "id"],
                [.id("id", "Number at Sentry")] + ofOrganization + [.text("name", "Its name")])),
    ]

    private static let project = ProviderTable(
        "sentry_project", "A project, mostly one app.",
        [.id("id", "Number at Sentry")] + ofOrganization + [
            .text("slug", "Short name, which can change"), .text("name", "Its name"),
            .text("platform", "python-django, javascript, …"),
            .list("teams", "Short names of the teams that have it", each: "slug"),
            .list("environments", "Names that its events came with"),
            .text("latest_release", "Its newest release", from: "latestRelease.version"),
            .flag("has_monitors", "Whether cron jobs report to it", from: "hasMonitors"),
            .flag("has_sessions", "Whether it counts sessions", from: "hasSessions"),
            .flag("has_replays", "Whether it records screens", from: "hasReplays"),
            .flag("has_profiles", "Whether it measures code", from: "hasProfiles"),
            .flag("has_logs", "Whether it takes logs", from: "hasLogs"),
            .flag(
                "has_minified_stack_trace", "Whether it got code without source maps",
                from: "hasMinifiedStackTrace"),
            .time("first_event", "When its first event came; null for never", from: "firstEvent"),
            .time("created_at", "When it was made", from: "dateCreated"),
        ])

    private static let settingsOfProject = ProviderTable(
        "sentry_project_detail", "How a project is set up; without its tokens.",
        [.id("id", "The project")] + ofProjectsOrganization + [
            .text("slug", "Its short name"), .text("status", "active, …"),
            .flag("data_scrubber", "Whether it scrubs", from: "dataScrubber"),
            .flag(
                "data_scrubber_defaults", "Whether it scrubs passwords and cards",
                from: "dataScrubberDefaults"),
            .flag("scrub_ip_addresses", "Whether it keeps no addresses", from: "scrubIPAddresses"),
            .list("sensitive_fields", "Fields that are scrubbed too", from: "sensitiveFields"),
            .list("safe_fields", "Fields that are not scrubbed", from: "safeFields"),
            .list("allowed_domains", "From where browsers may send; * for anywhere", from: "allowedDomains"),
            .flag("verify_ssl", "Whether it checks certificates of what it loads", from: "verifySSL"),
            .flag("scrape_javascript", "Whether it loads scripts of ours", from: "scrapeJavaScript"),
            .integer("store_crash_reports", "Crash reports kept an issue", from: "storeCrashReports"),
            .integer(
                "resolve_age_hours", "Hours without an event after which an issue is closed; 0 for never",
                from: "resolveAge"),
            .flag("is_dynamically_sampled", "Whether it keeps only a part", from: "isDynamicallySampled"),
            .integer("processing_issues", "Events that could not be read", from: "processingIssues"),
            .text("latest_release", "Its newest release", from: "latestRelease.version"),
        ])

    /// The organisation, for the row of a project itself, which was asked for with the project.
    private static let ofProjectsOrganization: [Field] = [
        .id("organization_id", "The organisation", from: "^.^.id"),
        .text("organization_slug", "Its short name", from: "^.^.slug"),
    ]

    private static func key(_ organization: [Field]) -> ProviderTable {
        ProviderTable(
            "sentry_key", "A key that apps send events with; without its secret.",
            [.id("id", "Its public part")] + organization + [
                .text("project_id", "The project", from: "projectId|^.id"), .text("name", "Its name"),
                .flag("is_active", "Whether events are taken", from: "isActive"),
                .integer("rate_limit_count", "Events at most; null for no limit", from: "rateLimit.count"),
                .integer("rate_limit_window_seconds", "In so long a time", from: "rateLimit.window"),
                .text("browser_sdk_version", "Which loader it serves", from: "browserSdkVersion"),
                .text("use_case", "user, or what Sentry uses it for", from: "useCase"),
                .time("created_at", "When it was made", from: "dateCreated"),
            ])
    }
}
