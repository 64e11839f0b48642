import Model

extension Heroku {
    /// Apps, and what each consists of.
    static let apps: [Endpoint] = [
        Endpoint(
            "/stacks", paging: range,
            ProviderTable(
                "heroku_stack", "A system that apps run on.",
                [
                    .id("id", "Number at Heroku"), .text("name", "Its name: heroku-24"),
                    .text("state", "public, beta or deprecated"),
                    .flag("is_default", "Whether new apps get it", from: "default"),
                    Field(.integer("end_of_support", HerokuStacks.meaning)) { item in
                        try item.text("name").flatMap(HerokuStacks.endOfSupport).map(Value.integer) ?? .null
                    },
                ])),
        Endpoint(
            "/dyno-sizes", paging: range,
            ProviderTable(
                "heroku_dyno_size", "A size that dynos come in, with its price.",
                [
                    .id("id", "Number at Heroku"), .text("name", "Its name; its case differs between lists"),
                    .real("memory_gigabytes", "Memory of one dyno", from: "memory"),
                    .integer("compute", "Share of a processor"),
                    .flag("dedicated", "Whether it has a machine of its own"),
                    .flag("private_space_only", "Whether it is for private spaces only"),
                    .real("precise_dyno_units", "Units that one costs under an enterprise contract"),
                    cents(
                        "price_monthly", "Price of one for a whole month; null when not said",
                        from: "cost.cents"),
                    .text("price_unit", "monthly", from: "cost.unit"), generation(),
                ])
        ).with { $0.headers = [accept("3.sdk")] },
        Endpoint("/apps", paging: range, scope: "read", app),
        Endpoint(
            "/apps/{id}/formation", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_formation",
                "A kind of process of an app, and how many dynos it has; without its command.",
                [.id("id", "Number at Heroku")] + ofApp + [
                    .text("type", "web, worker, …"), .integer("quantity", "How many dynos; 0 for none"),
                    .text("size", "Size of each", from: "size|dyno_size.name"),
                    .time("updated_at", "When it was last changed"),
                ])
        ).with { $0.headers = [accept("3.sdk")] },
        Endpoint(
            "/apps/{id}/dynos", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_dyno", "A dyno that runs now; without its command.",
                [.id("id", "Number at Heroku")] + ofApp + [
                    .text("name", "web.1, run.1234"), .text("type", "web, worker, run, …"),
                    .text("size", "Its size"), .text("state", "up, crashed, idle, starting or down"),
                    .integer("release_version", "Release that it runs", from: "release.version"),
                    .time("created_at", "When it was started"),
                    .time("updated_at", "When its state last changed"),
                ])
        ).with { $0.headers = [accept("3.sdk")] },
        Endpoint("/apps/{id}/releases", scope: "read", parent: .init("/apps"), release)
            .with {
                // The order is ascending by nature; a page is all that is wanted.
                $0.headers = [accept("3.sdk"), .init("Range", "version ..; max=20, order=desc")]
            },
        Endpoint(
            "/apps/{id}/buildpack-installations", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_buildpack", "A buildpack that an app is built with.",
                [joined("id", "App and place in the order", from: "^.id", "ordinal")] + ofApp + [
                    .integer("ordinal", "Place in the order of building"),
                    source("name", "Its name: heroku/ruby", from: "buildpack.name|buildpack.url"),
                    source("url", "Where it is from, without any log-in", from: "buildpack.url"),
                    Field(.text("version", "Version that the address is pinned to; null for none")) {
                        .optional(
                            try $0.text("buildpack.url").flatMap(PublicAddress.init)?.fragment)
                    },
                ])),
        Endpoint(
            "/apps/{id}/collaborators", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_collaborator", "A person with access to an app.",
                [.id("id", "Number at Heroku")] + ofApp + [
                    .text("email", "Address that the person logs in with", from: "user.email"),
                    .flag(
                        "federated", "Whether the person logs in at an identity provider",
                        from: "user.federated"),
                    .text("role", "admin, member, …; null on personal apps"),
                    .list("permissions", "deploy, manage, operate, view", each: "name"),
                    .time("created_at", "When access was given"),
                ])),
        Endpoint(
            "/apps/{id}/log-drains", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_log_drain", "Where the logs of an app go; without its token.",
                [.id("id", "Number at Heroku")] + ofApp + [
                    .text("addon_name", "Add-on that made it; null for one made by hand", from: "addon.name"),
                    Field(.text("scheme", "syslog, syslog+tls, http or https")) {
                        .optional(try $0.text("url").flatMap(PublicAddress.init)?.scheme)
                    }, host("host", "Host that the logs go to", from: "url"),
                    .time("created_at", "When it was made"),
                ])),
        Endpoint(
            "/apps/{id}/webhooks", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_webhook", "An address that is told of what an app does.",
                [.id("id", "Number at Heroku")] + ofApp + [
                    host("host", "Host that is told", from: "url"),
                    .text("level", "notify, or sync when it is tried again"),
                    .list("include", "What it is told of: api:release"),
                    .time("created_at", "When it was made"),
                ])
        ).with { $0.headers = [accept("3.webhooks")] },
        Endpoint(
            "/apps/{id}/features", paging: range, scope: "read", parent: .init("/apps"),
            ProviderTable(
                "heroku_app_feature", "A feature that an app may switch on.", key: ["app_id", "id"],
                [.id("id", "Number at Heroku")] + ofApp + feature)),
    ]

    private static let app = ProviderTable(
        "heroku_app", "An app that the token's owner can see, their own or a team's.",
        [
            .id("id", "Number at Heroku"), .text("name", "Its name, which can be given to another later"),
            .text("team_id", "Team that has it", from: "team.id|organization.id"),
            .text(
                "team_name", "Team that has it; null for a personal app",
                from: "team.name|organization.name"),
            .text(
                "owner_email", "Owner; of a team's app, an address at herokumanager.com",
                from: "owner.email"),
            .text("region", "us, eu, …", from: "region.name"),
            .text("stack_name", "Stack that it runs on", from: "stack.name"),
            .text("build_stack_name", "Stack of the next build", from: "build_stack.name"), generation(),
            .text("space_id", "Private space that it is in", from: "space.id"),
            .text("space_name", "Name of that space", from: "space.name"),
            .flag("space_shield", "Whether that is a shield space", from: "space.shield"),
            .flag("acm", "Whether certificates come and renew by themselves"),
            .flag("maintenance", "Whether it answers with a page of maintenance"),
            .flag("internal_routing", "Whether it is reached from its space only"),
            .text(
                "buildpack", "What it was built with, as Heroku says",
                from: "buildpack_provided_description"),
            .text("web_url", "Its address at Heroku"),
            .integer("slug_size_bytes", "Size of what runs", from: "slug_size"),
            .integer("repo_size_bytes", "Size of its repository", from: "repo_size"),
            .time("created_at", "When it was made"), .time("updated_at", "When it was last changed"),
            .time("released_at", "When it was last released; null for never"),
            .time("archived_at", "When it was put away; null when it is not"),
        ])

    private static let release = ProviderTable(
        "heroku_release", "One of an app's last twenty releases.",
        [.id("id", "Number at Heroku")] + ofApp + [
            .integer("version", "Counts from 1"),
            .text("status", "succeeded, pending, failed or expired"),
            .flag("is_current", "Whether it runs now", from: "current"),
            Field(.text("kind", "deploy, promote, rollback, config, addon, stack or other")) {
                .text(HerokuRelease(try $0.text("description") ?? "").kind.rawValue)
            },
            Field(.text("config_vars", "JSON array: names of the variables that it set or removed")) {
                let names = HerokuRelease(try $0.text("description") ?? "").variables
                return .text("[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]")
            },
            .text("user_email", "Who made it", from: "user.email"),
            .list("addon_plan_names", "Plans of its add-ons then"),
            .time("created_at", "When"),
        ])

    /// A name or an address; of an address, what may be kept.
    private static func source(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.text(name, meaning)) { item in
            guard let text = try item.text(path) else { return .null }
            let isAddress = text.utf8.contains(UInt8(ascii: "@")) || text.contains("://")
            return isAddress ? .optional(PublicAddress(text)?.text) : .text(text)
        }
    }
}
