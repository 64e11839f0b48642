internal import Model

/// What the stub has, and where.
extension HerokuStub {
    /// An id of one kind; ids of a kind are in the order of their numbers.
    static func id(_ kind: Character, _ number: Int) -> String {
        let digits = String(number + 1, radix: 16)
        let code = String(kind.asciiValue ?? 0, radix: 16)
        let zeros = { (count: Int) in String(repeating: "0", count: max(0, count)) }
        return "\(zeros(8 - digits.count))\(digits)-0000-4000-8000-\(zeros(12 - code.count))\(code)"
    }

    private static func number(_ id: String) -> Int? {
        Int(id.prefix(8), radix: 16).map { $0 - 1 }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The one thing at a path; nothing for a list, or for what is not there.
    func object(at path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        switch parts {
        case ["account"]:
            return """
                {"id":"\(Self.id("u", 0))","email":"lea@example.com","two_factor_authentication":true,"federated":false,
                "verified":true,"created_at":"2020-01-01T00:00:00Z","last_login":"2026-11-24T08:00:00Z","suspended_at":null,
                "delinquent_at":null,"default_team":null}
                """
        case ["account", "rate-limits"]: return #"{"remaining":\#(max(bucket - requests, 0))}"#
        case ["account", "delinquency"]: return Self.noDelinquency
        case _ where parts.count == 3 && parts[0] == "teams" && isTeam(parts[1]):
            switch parts[2] {
            case "delinquency": return Self.noDelinquency
            case "preferences": return #"{"default-permission":"member","addons-controls":false}"#
            default: return nil
            }
        case _ where parts.count == 3 && parts[0] == "pipelines" && parts[2] == "review-app-config":
            return
                #"{"automatic_review_apps":true,"destroy_stale_apps":true,"stale_days":5,"wait_for_ci":false}"#
        case _ where path.hasPrefix("/data/maintenances/v1/apps/"): return #"{"maintenances":[]}"#
        case _ where path.hasPrefix("/client/v11/databases/"):
            return
                #"{"info":[{"name":"PG Version","values":["16.4"]},{"name":"Status","values":["Available"]}]}"#
        default: return nil
        }
    }

    private static let noDelinquency = #"{"scheduled_suspension_time":null,"scheduled_deletion_time":null}"#

    private func isTeam(_ id: String) -> Bool { Self.number(id).map { $0 < teams } == true }

    /// The list at a path; nothing when there is none.
    func list(at path: String) -> Items? {
        let parts = path.split(separator: "/").map(String.init)
        if parts.count == 3, parts[0] == "apps", let app = Self.number(parts[1]), app < apps {
            return list(parts[2], ofApp: app)
        }
        if parts.count == 3, parts[0] == "teams", let team = Self.number(parts[1]), team < teams {
            return list(parts[2], ofTeam: team)
        }
        return switch path {
        case "/account/keys":
            Items(others, "k") {
                #"{"id":"\#(Self.id("k", $0))","fingerprint":"17:63:a4:\#($0)","comment":"lea"}"#
            }
        case "/account/invoices": invoices(of: nil)
        case "/account/credits": Items(0, "c") { _ in "{}" }
        case "/oauth/authorizations":
            Items(1, "o") {
                """
                {"id":"\(Self.id("o", $0))","description":"constat","scope":["read","identity"],"client":null,
                "access_token":{"id":"\(Self.id("x", 0))","token":"HRKU-CANARY","expires_in":7776000}}
                """
            }
        case "/teams":
            Items(teams, "t") {
                #"{"id":"\#(Self.id("t", $0))","name":"team-\#($0 + 1)","type":"team","role":"admin","identity_provider":null}"#
            }
        case "/apps": Items(apps, "a", app)
        case "/addons": Items(apps, "h", Self.addOn)
        case "/addon-attachments":
            Items(apps, "j") {
                #"{"id":"\#(Self.id("j", $0))","name":"DATABASE","addon":{"id":"\#(Self.id("h", $0))"},"app":\#(Self.named($0))}"#
            }
        case "/stacks":
            Items(2, "z") {
                #"{"id":"\#(Self.id("z", $0))","name":"heroku-2\#($0 * 2 + 2)","state":"public","default":\#($0 == 1)}"#
            }
        case "/dyno-sizes":
            Items(1, "d") {
                #"{"id":"\#(Self.id("d", $0))","name":"Standard-1X","memory":0.5,"cost":{"cents":2500,"unit":"monthly"}}"#
            }
        case "/pipelines":
            Items(others, "p") {
                #"{"id":"\#(Self.id("p", $0))","name":"pipeline-\#($0 + 1)","generation":"cedar","owner":null}"#
            }
        case "/pipeline-couplings":
            Items(apps, "q") {
                """
                {"id":"\(Self.id("q", $0))","app":{"id":"\(Self.id("a", $0))"},"pipeline":{"id":"\(Self.id("p", 0))"},
                "stage":"production"}
                """
            }
        case "/spaces": Items(0, "s") { _ in "{}" }
        default: nil
        }
    }

    private func list(_ name: String, ofApp app: Int) -> Items? {
        let ofApp = #""app":\#(Self.named(app))"#
        switch name {
        case "formation":
            return Items(1, "f") { _ in
                """
                {"id":"\(Self.id("f", app))",\(ofApp),"type":"web","quantity":2,"size":"Standard-1X",
                "command":"bin/web --key CANARY"}
                """
            }
        case "dynos":
            return Items(2, "n") {
                """
                {"id":"\(Self.id("n", app * 2 + $0))",\(ofApp),"name":"web.\($0 + 1)","type":"web","size":"Standard-1X",
                "state":"up","release":{"version":\(releases)},"attach_url":null,"command":"bin/web"}
                """
            }
        case "releases":
            var list = Items(releases, "r") {
                """
                {"id":"\(Self.id("r", app * releases + $0))","version":\($0 + 1),"status":"succeeded","current":\($0 + 1 == releases),
                "description":"Deploy 9f3c2d1","user":{"email":"lea@example.com"},"created_at":"2026-11-20T08:00:00Z"}
                """
            }
            list.order = "version"
            list.mark = { String(1_000_000 + $0) }
            return list
        case "buildpack-installations":
            return Items(1, "b") {
                #"{"ordinal":\#($0),"buildpack":{"url":"urn:buildpack:heroku/ruby","name":"heroku/ruby"}}"#
            }
        case "collaborators":
            return Items(others, "w") {
                """
                {"id":"\(Self.id("w", app * others + $0))",\(ofApp),"role":"member","permissions":[{"name":"deploy"}],
                "user":{"email":"person-\($0 + 1)@example.com","federated":false}}
                """
            }
        case "log-drains":
            return Items(1, "l") { _ in
                """
                {"id":"\(Self.id("l", app))",\(ofApp),"addon":null,"token":"d.CANARY",
                "url":"syslog+tls://logs.example.com:6514"}
                """
            }
        case "domains":
            return Items(1, "m") { _ in
                """
                {"id":"\(Self.id("m", app))",\(ofApp),"hostname":"app-\(app + 1).example.com","kind":"custom",
                "cname":"app-\(app + 1).herokudns.com","status":"succeeded","acm_status":"verified","sni_endpoint":null}
                """
            }
        case "webhooks", "features", "sni-endpoints": return Items(0, "v") { _ in "{}" }
        default: return nil
        }
    }

    private func list(_ name: String, ofTeam team: Int) -> Items? {
        switch name {
        case "members":
            Items(others, "e") {
                """
                {"id":"\(Self.id("e", team * others + $0))","email":"person-\($0 + 1)@example.com","role":"member",
                "federated":false,"two_factor_authentication":\($0 == 0),"user":{"name":null}}
                """
            }
        case "apps":
            Items(apps, "a") {
                #"{"id":"\#(Self.id("a", $0))","name":"app-\#($0 + 1)","locked":false,"joined":true}"#
            }
        case "invoices": invoices(of: team)
        case "invitations", "identity-providers", "features": Items(0, "g") { _ in "{}" }
        default: nil
        }
    }

    /// The closed ones, then that of the month that is open.
    private func invoices(of team: Int?) -> Items {
        var months = [Moment.month(now)]
        while months.count <= invoices {
            let start = Moment.bounds(ofMonth: months[months.count - 1])?.start ?? now
            months.append(Moment.month(start - 1))
        }
        let days = Array(months.reversed())
        return Items(days.count, "i") { [days] index in
            let end = Moment.bounds(ofMonth: days[index]).map { Moment.month($0.end) } ?? ""
            let kinds = #""platform_total":5000,"database_total":3000,"addons_total":2000,"#
            return """
                {"id":"\(Self.id("i", ((team ?? -1) + 1) * 1_000 + index))","number":\(index + 1),"period_start":"\(days[index])-01",
                "period_end":"\(end)-01","charges_total":10000,"credits_total":0,\(team == nil ? "" : kinds)"total":10000,"state":1}
                """
        }
    }

    private static func named(_ app: Int) -> String { #"{"id":"\#(id("a", app))","name":"app-\#(app + 1)"}"# }

    private func app(_ index: Int) -> String {
        let team =
            teams > 0
            ? #"{"id":"\#(Self.id("t", index % teams))","name":"team-\#(index % teams + 1)"}"# : "null"
        return """
            {"id":"\(Self.id("a", index))","name":"app-\(index + 1)","team":\(team),"owner":{"email":"team@herokumanager.com"},
            "region":{"name":"eu"},"stack":{"name":"heroku-24"},"build_stack":{"name":"heroku-24"},"generation":{"id":"1","name":"cedar"},
            "space":null,"acm":true,"maintenance":false,"internal_routing":null,"archived_at":null,"web_url":null,"slug_size":1048576,
            "repo_size":null,"created_at":"2021-05-01T00:00:00Z","updated_at":"2026-11-20T08:00:00Z","released_at":"2026-11-20T08:00:00Z"}
            """
    }

    private static func addOn(_ index: Int) -> String {
        """
        {"id":"\(id("h", index))","name":"postgresql-\(index + 1)","app":\(named(index)),"state":"provisioned",
        "addon_service":{"name":"heroku-postgresql","human_name":"Heroku Postgres","state":"ga"},
        "plan":{"name":"heroku-postgresql:standard-0","human_name":"Standard 0","state":"public",
        "price":{"cents":5000,"unit":"month","contract":false}},
        "billed_price":{"cents":5000,"unit":"month","contract":false},"billing_entity":{"type":"app","name":"app-\(index + 1)"},
        "config_vars":["DATABASE_URL"],"created_at":"2021-05-01T00:00:00Z"}
        """
    }
}
