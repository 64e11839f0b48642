internal import Model
internal import Providers

/// Rackspace as it answers: logging in, a catalogue of services under one origin, and each service's own way of paging.
///
/// Wrong keys get 401, a token that has ended gets 401 until one logs in again, and lists link to addresses that nobody must follow. What
/// must never be kept has `CANARY` in it.
package struct RackspaceStub: Sendable {
    /// Scheme, host and port that the catalogue's addresses begin with.
    package var origin: String
    package var username = "auditor"
    package var key = "0123456789abcdef-CANARY-KEY"
    /// Items that each list of a service without links has beside the few that are written down.
    package var bulk = 0
    /// Whether the user may read bills, and see all users.
    package var isPrivileged = true
    /// Services that the catalogue leaves out.
    package var missing: Set<String> = []
    /// Addresses that the catalogue has for a service in place of the right ones.
    package var strange: [String: String] = [:]
    /// Ends the token after so many calls, once.
    package var callsBeforeTheEnd: Int?
    /// Refuses so many calls to compute for their number.
    package var refusals = 0
    private var logins = 0
    private var calls = 0

    package init(origin: String) { self.origin = origin }

    package typealias Reply = (status: Int, headers: [(name: String, value: String)], body: [UInt8])

    /// `query` is decoded once; names of headers are in any case.
    package mutating func answer(
        _ method: String, _ path: String, query: [(name: String, value: String)],
        headers: [(name: String, value: String)], body: [UInt8]
    ) -> Reply {
        let headers = headers.map { (name: $0.name.lowercased(), value: $0.value) }
        if method == "POST", path == "/v2.0/tokens" { return loggedIn(with: body) }
        guard method == "GET" || method == "HEAD" else {
            return fault(405, "methodNotAllowed", "only reading")
        }
        let token = headers.first { $0.name == "x-auth-token" }?.value
        calls += 1
        if let most = callsBeforeTheEnd, calls > most {
            callsBeforeTheEnd = nil
            logins += 100
        }
        guard token == session else { return fault(401, "unauthorized", "No valid token provided.") }
        if refusals > 0, path.hasPrefix("/compute/") {
            refusals -= 1
            return (
                413, [("Retry-After", "2")],
                Array(#"{"overLimit":{"code":413,"message":"OverLimit Retry..."}}"#.utf8)
            )
        }
        let call = RackspaceCall(
            method: method, path: path, query: query, headers: headers, bulk: bulk,
            isPrivileged: isPrivileged)
        return call.reply() ?? fault(404, "itemNotFound", "Not Found")
    }

    private var session: String { "session-\(logins)-CANARY-SESSION" }

    private mutating func loggedIn(with body: [UInt8]) -> Reply {
        let said = (try? JSONReader.json(body))?["auth.RAX-KSKEY:apiKeyCredentials"]
        guard said?["username"] == .text(username), said?["apiKey"] == .text(key) else {
            return fault(
                401, "unauthorized", "Unable to authenticate user with credentials provided.")
        }
        logins += 1
        let roles = isPrivileged ? ["identity:user-manage", "billing:observer"] : ["observer"]
        let text = """
            {"access":{"token":{"id":"\(session)","expires":"2026-11-26T05:00:00.637Z",\
            "tenant":{"id":"123456","name":"123456"}},"user":{"id":"10d2c2d0","name":"\(username)",\
            "RAX-AUTH:defaultRegion":"DFW","roles":[\(roles.map { "{\"id\":\"1\",\"name\":\"\($0)\"}" }.joined(separator: ","))]},\
            "serviceCatalog":[\(catalogue.joined(separator: ","))]}}
            """
        return (200, [("Content-Type", "application/json")], Array(text.utf8))
    }

    private var catalogue: [String] {
        let services: [(name: String, type: String, regions: [String], path: String)] = [
            ("cloudServersOpenStack", "compute", ["DFW", "IAD"], "compute/*/v2/123456"),
            ("cloudServers", "compute", [""], "first/v1.0/123456"),
            ("cloudImages", "image", ["DFW"], "images/*/v2"),
            ("cloudBlockStorage", "volume", ["DFW"], "cbs/*/v1/123456"),
            ("cloudLoadBalancers", "rax:load-balancer", ["DFW"], "lb/*/v1.0/123456"),
            ("cloudDatabases", "rax:database", ["DFW"], "db/*/v1.0/123456"),
            ("cloudNetworks", "network", ["DFW"], "net/*/v2.0"),
            ("Cloud DNS", "dns", [""], "preview/v2/123456"),
            ("cloudDNS", "rax:dns", [""], "dns/v1.0/123456"),
            ("cloudFiles", "object-store", ["DFW", "IAD"], "files/*/v1/MossoCloudFS_123456"),
            ("cloudFilesCDN", "rax:object-cdn", ["DFW"], "cdn/*/v1/MossoCloudFS_123456"),
            ("cloudMonitoring", "rax:monitor", [""], "monitoring/v1.0/123456"),
            ("cloudBackup", "rax:backup", ["DFW"], "backup/*/v1.0/123456"),
        ]
        return services.filter { !missing.contains($0.name) }.map { service in
            let places = service.regions.map { region in
                let path = service.path.split(separator: "*", omittingEmptySubsequences: false)
                    .joined(separator: region.lowercased())
                let url = strange[service.name] ?? "\(origin)/\(path)"
                return "{\(region.isEmpty ? "" : "\"region\":\"\(region)\",")\"publicURL\":\"\(url)\"}"
            }
            return """
                {"name":"\(service.name)","type":"\(service.type)","endpoints":[\(places.joined(separator: ","))]}
                """
        }
    }

    private func fault(_ status: Int, _ name: String, _ message: String) -> Reply {
        (status, [], Array("{\"\(name)\":{\"code\":\(status),\"message\":\"\(message)\"}}".utf8))
    }
}

/// One call of a service, and how its lists go on.
struct RackspaceCall {
    let method: String
    let path: String
    let query: [(name: String, value: String)]
    let headers: [(name: String, value: String)]
    let bulk: Int
    let isPrivileged: Bool

    /// So few items are on a page of a list that links to the next.
    private static let most = 2

    func value(_ name: String) -> String? { query.first { $0.name == name }?.value }

    func json(_ text: String, _ headers: [(name: String, value: String)] = []) -> RackspaceStub.Reply {
        (200, [("Content-Type", "application/json")] + headers, Array(text.utf8))
    }

    /// What follows the marker, which is an id, and the id that the page ends with where there is more.
    private func page(_ items: [String], after marker: String?) -> (items: ArraySlice<String>, last: String?)
    {
        var rest = items[...]
        if let marker { rest = rest.drop { RackspaceCall.id(of: $0) != marker }.dropFirst() }
        let page = rest.prefix(RackspaceCall.most)
        return (page, rest.count > page.count ? page.last.map(RackspaceCall.id) : nil)
    }

    static func id(of item: String) -> String {
        let json = try? JSONReader.json(Array(item.utf8))
        let found = json?["id|name|entity.id"]
        return if case .text(let id)? = found { id } else if case .number(let id)? = found { id } else { "" }
    }

    /// With `servers_links`, to an address of another scheme, or of no host at all.
    func linked(_ name: String, _ items: [String], to address: String, amp: String = "&")
        -> RackspaceStub.Reply
    {
        let page = page(items, after: value("marker"))
        var links = [#"{"rel":"previous","href":"\#(address)?page_reverse=True"}"#]
        if let last = page.last {
            links.insert(#"{"rel":"next","href":"\#(address)?limit=2\#(amp)marker=\#(last)"}"#, at: 0)
        }
        return json(
            "{\"\(name)\":[\(page.items.joined(separator: ","))],\"\(name)_links\":[\(links.joined(separator: ","))]}"
        )
    }

    /// Glance's `next`, a path.
    func images(_ items: [String]) -> RackspaceStub.Reply {
        let page = page(items, after: value("marker"))
        let next = page.last.map { ",\"next\":\"/v2/images?limit=2&marker=\($0)\"" } ?? ""
        return json("{\"images\":[\(page.items.joined(separator: ","))]\(next)}")
    }

    /// `links`, whose query is encoded twice over and must come back as it is.
    func encoded(_ name: String, _ items: [String]) -> RackspaceStub.Reply {
        let marker = value("marker").map {
            $0.split(separator: "%2D", omittingEmptySubsequences: false).joined(separator: "-")
        }
        guard value("marker").map({ !$0.contains("-") }) ?? true else {
            return (400, [], Array(#"{"badRequest":{"code":400,"message":"marker"}}"#.utf8))
        }
        let page = page(items, after: marker)
        let next = page.last.map {
            let twice = $0.split(separator: "-", omittingEmptySubsequences: false).joined(separator: "%252D")
            return
                ",\"links\":[{\"rel\":\"next\",\"href\":\"https://dfw.example.com/v1.0/1?marker=\(twice)&limit=2\"}]"
        }
        return json("{\"\(name)\":[\(page.items.joined(separator: ","))]\(next ?? "")}")
    }

    /// `limit` and `offset`, without a link.
    func counted(_ name: String, _ items: [String], total: Bool = false) -> RackspaceStub.Reply {
        let limit = value("limit").flatMap { Int($0) } ?? 1_000
        let offset = value("offset").flatMap { Int($0) } ?? 0
        guard offset % max(1, limit) == 0 else {
            return (400, [], Array(#"{"message":"offset","code":400}"#.utf8))
        }
        let page = items.dropFirst(offset).prefix(limit)
        return json(
            "{\"\(name)\":[\(page.joined(separator: ","))]\(total ? ",\"totalEntries\":\(items.count)" : "")}"
        )
    }

    /// `metadata`, with the next marker or, with `href`, only an address of a retired host.
    func values(_ items: [String], href: Bool = false) -> RackspaceStub.Reply {
        let page = page(items, after: value("marker"))
        let marker = href ? "null" : page.last.map { "\"\($0)\"" } ?? "null"
        let address =
            page.last.map { "\"https://cmbeta.example.com/v1.0/entities?limit=2&marker=\($0)\"" } ?? "null"
        return json(
            """
            {"values":[\(page.items.joined(separator: ","))],"metadata":{"count":\(page.items.count),"limit":2,\
            "marker":null,"next_marker":\(marker),"next_href":\(address)}}
            """)
    }

    /// A bare list after a name; 204 when it is empty.
    func named(_ items: [String]) -> RackspaceStub.Reply {
        let limit = value("limit").flatMap { Int($0) } ?? 10_000
        var rest = items[...]
        if let marker = value("marker") {
            rest = rest.drop { RackspaceCall.id(of: $0) != marker }.dropFirst()
        }
        guard !rest.isEmpty else { return (204, [], []) }
        return json("[\(rest.prefix(limit).joined(separator: ","))]")
    }
}
