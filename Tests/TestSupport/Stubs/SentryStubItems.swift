internal import Model

/// What the stub has, and where.
extension SentryStub {
    private var organizationObject: String {
        let region = regionURL.map { #","regionUrl":"\#($0)""# } ?? ""
        return """
            {"id":"4501","slug":"\(organization)","name":"Acme","status":{"id":"active"},"dateCreated":"2018-11-06T21:19:55.101Z",
            "require2FA":true,"hasAuthProvider":false,"requiresSso":false,"dataScrubber":true,"openMembership":false,
            "access":["org:read","project:read"],"features":["a"],
            "links":{"organizationUrl":"https://\(organization).sentry.example.com"\(region)}}
            """
    }

    private static func slug(_ project: Int) -> String { "app-\(project + 1)" }
    private static func number(_ project: Int) -> Int { 7_001 + project }

    /// The rest of a path below the organisation, or below a project with its number; nothing when that is not there.
    private func place(_ path: String) -> (rest: String, project: Int?)? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count >= 4, parts[0] == "api", parts[1] == "0",
            parts[3] == organization || parts[3] == "4501"
        else { return nil }
        if parts[2] == "organizations" { return (parts.dropFirst(4).joined(separator: "/"), nil) }
        guard parts[2] == "projects", parts.count >= 5,
            let project = (0..<projects).first(where: { Self.slug($0) == parts[4] })
        else { return nil }
        return (parts.dropFirst(5).joined(separator: "/"), project)
    }

    /// The one thing at a path; nothing for a list, or for what is not there.
    func object(at path: String, _ query: [Pair]) -> String? {
        guard let (rest, project) = place(path) else { return nil }
        if let project { return rest.isEmpty ? Self.project(project, isWhole: true) : nil }
        switch rest {
        case "": return organizationObject
        case "stats_v2":
            let groups = (0..<projects).flatMap { project in
                ["accepted", "rate_limited"].map { outcome in
                    """
                    {"by":{"project":\(Self.number(project)),"category":"error","outcome":"\(outcome)"},
                    "totals":{"sum(quantity)":\(outcome == "accepted" ? 1_000 * (project + 1) : 0)}}
                    """
                }
            }
            return """
                {"start":"2026-10-26T00:00:00Z","end":"2026-11-25T06:00:00Z","intervals":[],
                "groups":[\(groups.joined(separator: ","))]}
                """
        case "stats-summary":
            let stats = (0..<projects).map { project in
                """
                {"id":"\(Self.number(project))","slug":"\(Self.slug(project))","stats":[{"category":"error",
                "outcomes":{"accepted":3000,"filtered":0,"rate_limited":0},"totals":{"dropped":0,"sum(quantity)":3000}}]}
                """
            }
            return
                #"{"start":"2026-08-27T00:00:00Z","end":"2026-11-25T06:00:00Z","projects":[\#(stats.joined(separator: ","))]}"#
        default: return nil
        }
    }

    /// The list at a path; nothing when there is none.
    func list(at path: String, _ query: [Pair]) -> Items? {
        if path == "/api/0/organizations/" {
            let one = organizationObject
            return Items(1) { _ in one }
        }
        guard let (rest, project) = place(path) else { return nil }
        return project.map { list(rest, ofProject: $0) } ?? list(rest, query)
    }

    private func list(_ name: String, ofProject project: Int) -> Items? {
        switch name {
        case "filters":
            Items(2) {
                $0 == 0
                    ? #"{"id":"localhost","active":false}"#
                    : #"{"id":"legacy-browsers","active":["ie","opera"]}"#
            }
        case "keys": Items(1) { _ in Self.key(project) }
        case "rules" where isOlder:
            Items(others) {
                #"{"id":"\#(project * others + $0 + 1)","name":"rule-\#($0 + 1)","conditions":[{}],"actions":[{}],"status":"active"}"#
            }
        default: nil
        }
    }

    private func list(_ name: String, _ query: [Pair]) -> Items? {
        switch name {
        case "projects": Items(projects) { Self.project($0, isWhole: false) }
        case "members": Items(members, Self.member)
        case "teams":
            Items(others) {
                #"{"id":"\#($0 + 31)","slug":"team-\#($0 + 1)","name":"Team \#($0 + 1)","memberCount":2,"flags":{}}"#
            }
        case "project-keys" where !isOlder: Items(projects, Self.key)
        case "releases":
            Items(query.contains { $0.name == "project" } ? others : 0) {
                """
                {"id":\($0 + 90_001),"version":"app@1.\($0)","shortVersion":"1.\($0)","status":"open","dateCreated":"2026-11-18T07:00:00Z",
                "dateReleased":null,"lastDeploy":null,"authors":[{"email":"CANARY@example.com"}]}
                """
            }
        case "environments": Items(1) { _ in #"{"id":"5","name":"production"}"# }
        case "monitors":
            Items(others) {
                """
                {"id":"m-\($0 + 1)","slug":"job-\($0 + 1)","name":"Job \($0 + 1)","status":"active","isMuted":false,
                "config":{"schedule_type":"interval","schedule":[1,"hour"]},"project":{"slug":"\(Self.slug(0))"},
                "environments":[{"name":"production","status":"ok","isMuted":false}]}
                """
            }
        case "detectors" where !isOlder:
            Items(projects) {
                """
                {"id":"d-\($0 + 1)","projectId":"\(Self.number($0))","name":"Errors","type":"error","enabled":true,
                "workflowIds":["w-1"],"dataSources":null}
                """
            }
        case "workflows" where !isOlder:
            Items(others) {
                """
                {"id":"w-\($0 + 1)","name":"Alert \($0 + 1)","enabled":true,"environment":null,"detectorIds":["d-1"],
                "actionFilters":[{"actions":[{"type":"email","data":{"secret":"CANARY"}}]}],"lastTriggered":null}
                """
            }
        case "alert-rules" where isOlder:
            Items(others) {
                #"{"id":"\#($0 + 1)","name":"metric-\#($0 + 1)","aggregate":"count()","triggers":[{}],"projects":[]}"#
            }
        case "integrations":
            Items(others) {
                #"{"id":"\#($0 + 1)","name":"github-\#($0 + 1)","status":"active","provider":{"key":"github"},"scopes":null}"#
            }
        case "sentry-apps", "sentry-app-installations", "repos": Items(0) { _ in "{}" }
        default: nil
        }
    }

    private static func project(_ project: Int, isWhole: Bool) -> String {
        let settings = """
            ,"status":"active","dataScrubber":true,"scrubIPAddresses":true,"allowedDomains":["*"],"resolveAge":0,
            "securityToken":"CANARY","options":{"sentry:token":"CANARY"}
            """
        return """
            {"id":"\(number(project))","slug":"\(slug(project))","name":"App \(project + 1)","platform":"ruby-rails",
            "teams":[{"slug":"team-1"}],"team":null,"dateCreated":"2021-05-01T00:00:00.123456Z","firstEvent":"2021-05-02T00:00:00Z",
            "latestRelease":null,"environments":["production"]\(isWhole ? settings : "")}
            """
    }

    private static func member(_ index: Int) -> String {
        let user = """
            {"id":"9\(index + 1)","has2fa":true,"isActive":true,"lastLogin":null,"lastActive":"2026-11-24T21:32:18.836829Z",
            "emails":[{"is_verified":true}]}
            """
        return """
            {"id":"\(index + 1)","email":"person-\(index + 1)@example.com","orgRole":"\(index == 0 ? "owner" : "member")",
            "pending":\(index == 2),"expired":false,"inviteStatus":"approved","dateCreated":"2021-07-06T21:13:01.120263Z",
            "flags":{"sso:linked":false,"sso:invalid":false,"idp:provisioned":false},"user":\(index == 2 ? "null" : user)}
            """
    }

    private static func key(_ project: Int) -> String {
        """
        {"id":"key-\(project + 1)","name":"Default","projectId":\(number(project)),"isActive":true,"rateLimit":null,
        "secret":"CANARY","dsn":{"public":"https://key-\(project + 1)@o4501.ingest.example.com/\(number(project))",
        "secret":"https://key:CANARY@o4501.ingest.example.com/1"},"dateCreated":"2021-05-01T00:00:00Z"}
        """
    }
}
