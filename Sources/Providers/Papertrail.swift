package import Model

/// Papertrail: who sends logs, since when nobody has, and how much of the plan is used.
///
/// Log lines are never asked for. Alerts of a search are not told by any call.
///
/// Source: Papertrail, *HTTP API* and *Settings API*.
package enum Papertrail: Provider {
    package static let name = "papertrail"
    package static let title = "Papertrail"

    package static func baseURL(of account: Account) -> String { "https://papertrailapp.com" }

    package static func authorize(_ request: inout Request, of account: Account, with token: Secret) {
        request.headers.append(.init("Accept", "application/json"))
        request.headers.append(.init("X-Papertrail-Token", token.reveal()))
    }

    package static func words(of answer: Answer) -> String? {
        guard let body = try? JSONReader.json(answer.body), case .text(let words)? = body["message"] else {
            return nil
        }
        return words
    }

    /// Its successor is another product with another API; an account that was moved there is told so.
    package static func refusal(of answer: Answer, at path: String) -> Problem? {
        let isMoved = [403, 404, 410].contains(answer.status) || (200..<400).contains(answer.status)
        guard isMoved, [systems, accounts].contains(path) else { return nil }
        return Problem(
            "the Papertrail API did not answer as documented (\(answer.status) from \(path))",
            remedy:
                "Was the account moved to SolarWinds Observability? That product is not supported. Else look at the rights of the token's owner."
        )
    }

    /// `X-Rate-Limit-Reset` is in seconds from now.
    package static func pause(after answer: Answer, now: Int64) -> Int64? {
        let reset = answer.header("x-rate-limit-reset").flatMap { Int64($0) }
        if answer.status == 429 {
            return answer.header("retry-after").flatMap { Int64($0) } ?? reset ?? 5
        }
        return answer.header("x-rate-limit-remaining") == "0" ? reset : nil
    }

    private static let systems = "/api/v1/systems.json"
    private static let accounts = "/api/v1/accounts.json"

    package static let endpoints: [Endpoint] = [
        Endpoint(systems, system).with {
            $0.isEssential = true
            $0.absent = []
        },
        Endpoint(accounts, account).with {
            $0.isOptional = true
            $0.absent = []
        },
        Endpoint("/api/v1/groups.json", group, membership),
        Endpoint("/api/v1/searches.json", search),
        Endpoint("/api/v1/destinations.json", destination),
        Endpoint("/api/v1/users.json", user).with { $0.isOptional = true },
        Endpoint("/api/v1/archives.json", archive),
    ]

    private static let system = ProviderTable(
        "papertrail_system", "A sender of logs.",
        [
            .id("id", "Number at Papertrail"),
            .text("name", "Its name; of a Heroku app, often d. and the id of its drain"),
            .text("hostname", "Name that it sends as; null when it is known by its address"),
            .text("ip_address", "Address that it sends from; null when it is known by its name"),
            .time("last_event_at", "When its last line came; null for never"),
            .flag("auto_delete", "Whether it goes away when nothing comes"),
            .text("syslog_hostname", "Host that it sends to", from: "syslog.hostname"),
            .integer("syslog_port", "Port that it sends to", from: "syslog.port"),
        ])

    private static let account = ProviderTable(
        "papertrail_account", "What of its plan an account has used in the current billing period.",
        [
            Field(.text("id", "Number at Papertrail, or the account's name in the inventory")) {
                .text(try $0.text("id") ?? $0.account.name)
            }, .text("name", "Its name, where it is told"),
            .text("plan_name", "Its plan, where it is told"),
            bytes("log_data_transfer_used_bytes", "Logs so far", from: "log_data_transfer_used"),
            Field(.real("log_data_transfer_used_percent", "Part of the plan; above 100 when more is sold")) {
                item in
                if let percent = try item.real("log_data_transfer_used_percent") { return .real(percent) }
                guard let used = try item.real("log_data_transfer_used"),
                    let plan = try item.real("log_data_transfer_plan_limit"), plan > 0
                else { return .null }
                return .real(used / plan * 100)
            },
            bytes("log_data_transfer_plan_limit_bytes", "The plan", from: "log_data_transfer_plan_limit"),
            bytes(
                "log_data_transfer_hard_limit_bytes", "From where logs are thrown away",
                from: "log_data_transfer_hard_limit"),
        ])

    private static let group = ProviderTable(
        "papertrail_group", "A group of senders.",
        [
            .id("id", "Number at Papertrail"), .text("name", "Its name"),
            .text("system_wildcard", "Names that are in it by themselves, with *"),
            .count("system_count", "Senders in it", from: "systems"),
        ])

    private static let membership = ProviderTable(
        "papertrail_group_system", "A sender in a group.", key: ["group_id", "system_id"], each: "systems",
        [.id("group_id", "The group", from: "^.id"), .id("system_id", "The sender", from: "id")])

    private static let search = ProviderTable(
        "papertrail_search", "A saved search, without what it looks for; whether it alerts is not told.",
        [
            .id("id", "Number at Papertrail"), .text("name", "Its name"),
            .text("group_id", "Group that it looks in", from: "group.id"),
            .text("group_name", "Name of that group", from: "group.name"),
        ])

    private static let destination = ProviderTable(
        "papertrail_destination", "Where logs can be sent; without its token.",
        [
            .id("id", "Number at Papertrail"),
            .text("filter", "Lines that are thrown away; null for none"),
            .text("syslog_hostname", "Its host", from: "syslog.hostname"),
            .integer("syslog_port", "Its port; null for one with a token", from: "syslog.port"),
            .text("description", "What it is for", from: "syslog.description"),
        ])

    private static let user = ProviderTable(
        "papertrail_user", "A member; what a member may do is null where it is not told.",
        [
            .id("id", "Number at Papertrail"), .text("email", "Address that the member logs in with"),
            .flag("read_only", "Whether the member can only look"),
            .flag("manage_members", "Whether the member may let others in"),
            .flag("manage_billing", "Whether the member may change the plan"),
            .flag("purge_logs", "Whether the member may delete logs"),
            .flag("can_access_all_groups", "Whether the member sees all groups"),
        ])

    private static let archive = ProviderTable(
        "papertrail_archive", "A file of old logs, of a day or an hour.",
        [
            .id("id", "Name of the file: 2026-11-24.tsv.gz", from: "filename"),
            .time("start", "When its first line may be from"),
            .time("end", "When its last line may be from"),
            .integer("size_bytes", "Size, compressed", from: "filesize"),
        ])

    /// A number of bytes, which some clients have seen with a fraction.
    private static func bytes(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.integer(name, meaning)) { item in
            guard let number = try item.real(path) else { return .null }
            return Int64(exactly: number.rounded()).map(Value.integer) ?? .null
        }
    }
}
