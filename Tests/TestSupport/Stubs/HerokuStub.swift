internal import Model

/// Heroku's API as it answers, for an account that is made up: its own header of versions, lists in ranges, and a bucket of requests.
///
/// It keeps nothing but how often it was asked; what there is comes from counts, the same each time. The data API answers here too, as
/// it does for an account with a base of its own.
package struct HerokuStub: Sendable {
    package var token = "HRKU-made-up-token-of-the-stub"
    package var apps = 2
    package var teams = 1
    /// Closed invoices of the account and of each team, of the months before `now`.
    package var invoices = 2
    /// How many there are of each other thing, of an app, a team or the account.
    package var others = 2
    /// Releases of each app.
    package var releases = 30
    /// Paths that the token may not see, with all below them.
    package var forbidden: Set<String> = []
    /// Paths that nothing is at.
    package var absent: Set<String> = []
    /// Lists that know no order, so that a range is refused.
    package var unordered: Set<String> = ["/account/keys", "/teams"]
    /// Most items of one part, whatever is asked for.
    package var page = 1_000
    /// Requests, counted from 1, for which the bucket is empty; nothing says when it is not.
    package var exhausted: Set<Int> = []
    /// What the bucket holds at first.
    package var bucket = 4_500
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
        let header = { (name: String) in headers.first { $0.name.lowercased() == name }?.value }
        guard header("accept")?.hasPrefix("application/vnd.heroku+json; version=3") == true else {
            return refusal(406, "not_acceptable", "The version of the API is not said.")
        }
        guard header("authorization") == "Bearer \(token)" else {
            return refusal(401, "unauthorized", "Invalid credentials provided.")
        }
        if exhausted.contains(requests) {
            return refusal(
                429, "rate_limit", "Your account reached the API limit. Please wait a few minutes.",
                remaining: 0)
        }
        if forbidden.contains(where: { path == $0 || path.hasPrefix("\($0)/") }) {
            return refusal(403, "forbidden", "You do not have access to it.")
        }
        if !absent.contains(path) {
            if let object = object(at: path) { return reply(200, object) }
            if let list = list(at: path) { return part(of: list, path, header("range")) }
        }
        return refusal(404, "not_found", "Couldn't find that resource.")
    }

    /// A list of the API: how long it is, and each of its items; its order is that of the ids, or of what it is counted by.
    struct Items {
        let count: Int
        /// What its ranges are of.
        var order = "id"
        /// The value that a range names of an item.
        var mark: @Sendable (Int) -> String
        let item: @Sendable (Int) -> String

        init(_ count: Int, _ kind: Character, _ item: @escaping @Sendable (Int) -> String) {
            self.count = count
            mark = { HerokuStub.id(kind, $0) }
            self.item = item
        }
    }

    /// `id ..; max=1000`, and after the first part `id ]0001..; max=1000`; releases also with `order=desc`.
    private func part(of list: Items, _ path: String, _ range: String?) -> Reply {
        var (most, start, isReversed) = (min(200, page), 0, false)
        if let range {
            let words = range.split { $0 == " " || $0 == ";" || $0 == "," }.map(String.init)
            guard words.first == list.order, !unordered.contains(path) else {
                return refusal(416, "requested_range_not_satisfiable", "That order is not known.")
            }
            isReversed = words.contains("order=desc")
            for word in words where word.hasPrefix("max=") { most = min(Int(word.dropFirst(4)) ?? 0, page) }
            if let after = words.first(where: { $0.hasPrefix("]") })?.dropFirst().prefix(while: { $0 != "." })
            {
                let places = (0..<list.count).filter {
                    isReversed ? list.mark($0) < after : list.mark($0) > after
                }
                start = list.count - places.count
            }
            guard most > 0 else { return refusal(400, "bad_request", "max must be from 1") }
        }
        let order = isReversed ? Array((0..<list.count).reversed()) : Array(0..<list.count)
        let places = order.dropFirst(start).prefix(most)
        let body = "[\(places.map(list.item).joined(separator: ","))]"
        guard let last = places.last, start + places.count < list.count else { return reply(200, body) }
        let first = places.first.map(list.mark) ?? ""
        let descending = isReversed ? ", order=desc" : ""
        return reply(
            206, body,
            [
                ("accept-ranges", list.order),
                ("content-range", "\(list.order) \(first)..\(list.mark(last))"),
                ("next-range", "\(list.order) ]\(list.mark(last))..; max=\(most)\(descending)"),
            ])
    }

    private func reply(_ status: Int, _ body: String, _ more: [Pair] = [], remaining: Int? = nil) -> Reply {
        (
            status,
            [
                ("content-type", "application/json"), ("request-id", "stub-\(requests)"),
                ("ratelimit-remaining", String(remaining ?? max(bucket - requests, 0))),
            ] + more, Array(body.utf8)
        )
    }

    private func refusal(_ status: Int, _ id: String, _ message: String, remaining: Int? = nil) -> Reply {
        reply(status, #"{"id":"\#(id)","message":"\#(message)"}"#, remaining: remaining)
    }
}
