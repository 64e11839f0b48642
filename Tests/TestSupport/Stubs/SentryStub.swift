internal import Model

/// Sentry's API as it answers, for an organisation that is made up: paths with a slash at their end, lists with both links, a window
/// of requests.
///
/// It keeps nothing but how often it was asked; what there is comes from counts, the same each time.
package struct SentryStub: Sendable {
    package var token = "sntryu_made-up-token-of-the-stub"
    package var organization = "acme"
    package var projects = 2
    package var members = 3
    /// How many there are of each other thing, of the organisation or of a project.
    package var others = 2
    /// Open issues of each project; the server counts to a thousand.
    package var issues = 7
    /// Where the organisation lives; nothing for a server of one's own, which does not say.
    package var regionURL: String?
    /// Whether it is an older server, which has other paths for keys and alerts, and no headers of limits.
    package var isOlder = false
    /// Paths that the token has no scope for, with all below them.
    package var forbidden: Set<String> = []
    /// Paths that nothing is at.
    package var absent: Set<String> = []
    /// Requests, counted from 1, that are too many in their window.
    package var burst: Set<Int> = []
    /// Most items of one page, whatever is asked for.
    package var page = 100
    /// Seconds since 1970.
    package var now: Int64 = 1_795_586_400
    /// Requests so far.
    package private(set) var requests = 0

    package typealias Pair = (name: String, value: String)
    package typealias Reply = (status: Int, headers: [Pair], body: [UInt8])

    package init() {}

    /// The answer to one request; names of headers in any case, values of the query decoded.
    package mutating func answer(_ path: String, _ query: [Pair], _ headers: [Pair], _ body: [UInt8]) -> Reply
    {
        requests += 1
        guard path.hasSuffix("/") else { return reply(301, "", [("location", "\(path)/")]) }
        guard headers.first(where: { $0.name.lowercased() == "authorization" })?.value == "Bearer \(token)"
        else {
            return reply(401, #"{"detail":"Invalid token"}"#)
        }
        if burst.contains(requests) {
            return reply(
                429,
                #""You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds""#,
                left: 0)
        }
        if forbidden.contains(where: { path.hasPrefix($0) }) {
            return reply(403, #"{"detail":"You do not have permission to perform this action."}"#)
        }
        if !absent.contains(path) {
            if let fault = fault(in: query, of: path) { return reply(400, fault) }
            if let object = object(at: path, query) { return reply(200, object) }
            if path.hasSuffix("/issues/") { return counted(query) }
            if let list = list(at: path, query) { return paged(list, path, query) }
        }
        return reply(404, #"{"detail":"The requested resource does not exist"}"#)
    }

    /// A list of the API: how long it is, and each of its items.
    struct Items {
        let count: Int
        let item: @Sendable (Int) -> String

        init(_ count: Int, _ item: @escaping @Sendable (Int) -> String) {
            self.count = count
            self.item = item
        }
    }

    private func fault(in query: [Pair], of path: String) -> String? {
        let isThere = { (name: String) in query.contains { $0.name == name } }
        if path.hasSuffix("/stats_v2/"), !isThere("groupBy") {
            return #"{"groupBy":["This field is required."]}"#
        }
        if path.hasSuffix("/stats_v2/") || path.hasSuffix("/stats-summary/"), !isThere("field") {
            return #"{"detail":"At least one \"field\" is required."}"#
        }
        return nil
    }

    /// The cursor is `0:offset:0`; both links are there on every page, and each says whether it leads to results.
    private func paged(_ list: Items, _ path: String, _ query: [Pair]) -> Reply {
        let value = { (name: String) in query.first { $0.name == name }?.value }
        let parts = (value("cursor") ?? "0:0:0").split(separator: ":")
        guard parts.count == 3, let start = Int(parts[1]), start >= 0 else {
            return reply(400, #"{"detail":"Invalid cursor parameter."}"#)
        }
        let size = min(value("per_page").flatMap(Int.init) ?? 100, page)
        let first = min(start, list.count)
        let end = min(first + max(size, 1), list.count)
        let link = { (relation: String, offset: Int, isMore: Bool) in
            let cursor = "0:\(offset):\(relation == "previous" ? 1 : 0)"
            return
                "<https://sentry.io\(path)?&cursor=\(cursor)>; rel=\"\(relation)\"; results=\"\(isMore)\"; cursor=\"\(cursor)\""
        }
        return reply(
            200, "[\((first..<end).map(list.item).joined(separator: ","))]",
            [
                (
                    "link",
                    "\(link("previous", max(0, first - size), first > 0)), \(link("next", end, end < list.count))"
                )
            ])
    }

    /// One issue at most, and how many there are.
    private func counted(_ query: [Pair]) -> Reply {
        guard query.contains(where: { $0.name == "project" }) else {
            return reply(400, #"{"project":["Needed."]}"#)
        }
        let issue = #"[{"id":"1","title":"Error: CANARY","count":"150","userCount":3,"status":"unresolved"}]"#
        return reply(
            200, issues > 0 ? issue : "[]", [("x-hits", String(min(issues, 1_000))), ("x-max-hits", "1000")])
    }

    private func reply(_ status: Int, _ body: String, _ more: [Pair] = [], left: Int? = nil) -> Reply {
        let limits: [Pair] = [
            ("x-sentry-rate-limit-limit", "40"), ("x-sentry-rate-limit-remaining", String(left ?? 39)),
            ("x-sentry-rate-limit-reset", String(now + 1)), ("x-sentry-rate-limit-concurrentlimit", "25"),
            ("x-sentry-rate-limit-concurrentremaining", "24"),
        ]
        return (
            status, [("content-type", "application/json")] + (isOlder ? [] : limits) + more, Array(body.utf8)
        )
    }
}
