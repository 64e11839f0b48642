import Model

extension Sentry {
    /// What else may look into an organisation.
    static let access: [Endpoint] = [
        each(
            ofOne + "integrations/",
            ProviderTable(
                "sentry_integration", "Another service that is joined: GitHub, Slack, ….",
                [.id("id", "Number at Sentry")] + ofOrganization + [
                    .text("name", "Its name"), .text("provider", "github, slack, …", from: "provider.key"),
                    .text("status", "active or disabled"),
                    .text(
                        "organization_status", "active or disabled here",
                        from: "organizationIntegrationStatus"),
                    .list("scopes", "What it may do"),
                    .flag("out_of_date", "Whether it lacks rights", from: "outOfDate"),
                    .time(
                        "grace_period_end", "When it ends unless something is done", from: "gracePeriodEnd"),
                ])),
        each(
            ofOne + "sentry-apps/", paging: .none,
            ProviderTable(
                "sentry_app", "An integration of one's own; without its secrets.",
                [.id("id", "Number at Sentry", from: "uuid")] + ofOrganization + [
                    .text("slug", "Short name"), .text("name", "Its name"),
                    .text("status", "unpublished, published or internal"),
                    .list("scopes", "What it may do"), .list("events", "What it is told of"),
                    .flag("is_disabled", "Whether it is off", from: "isDisabled"),
                    Field(.text("webhook_host", "Host that is told")) {
                        .optional(try $0.text("webhookUrl").flatMap(PublicAddress.init)?.host)
                    },
                ])),
        each(
            ofOne + "sentry-app-installations/",
            ProviderTable(
                "sentry_app_installation", "An integration that is in use.",
                [.id("id", "Number at Sentry", from: "uuid")] + ofOrganization + [
                    .text("app_slug", "Which", from: "app.slug"), .text("status", "installed or pending"),
                ])),
        each(
            ofOne + "repos/",
            ProviderTable(
                "sentry_repository", "A repository that is joined.",
                [.id("id", "Number at Sentry")] + ofOrganization + [
                    .text("name", "Its name"),
                    .text("provider", "integrations:github, …", from: "provider.id"),
                    .text("status", "active, disabled, …"),
                    .time("created_at", "When it was joined", from: "dateCreated"),
                ])),
        each(
            ofOne + "relay_usage/", paging: .none,
            ProviderTable(
                "sentry_relay", "A relay of one's own that events come through.", key: ["id", "version"],
                [.id("id", "Number of the relay", from: "relayId")] + ofOrganization + [
                    .text("version", "Its version"),
                    .time("first_seen", "When it was first seen", from: "firstSeen"),
                    .time("last_seen", "When it was last seen", from: "lastSeen"),
                ])
        ).with { $0.isOptional = true },
    ]
}
