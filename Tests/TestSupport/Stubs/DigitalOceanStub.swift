internal import Model

/// DigitalOcean's API as it answers, for an account that is made up: lists in pages, what a token may not see, and too many requests.
///
/// It keeps nothing but how often it was asked; what there is comes from counts, the same each time.
package struct DigitalOceanStub: Sendable {
    package var token = "dop_v1_made-up-token-of-the-stub"
    package var droplets = 3
    /// Lines of each closed invoice and of the month so far.
    package var lines = 6
    /// Closed invoices, of the months before `now`.
    package var invoices = 2
    /// How many there are of each other thing.
    package var others = 2
    /// Paths that the token has no scope for, with all below them.
    package var forbidden: Set<String> = []
    /// Paths that nothing is at.
    package var absent: Set<String> = []
    /// Requests, counted from 1, that are too many in their minute: they say how many seconds to wait.
    package var burst: Set<Int> = []
    /// Requests, counted from 1, that are too many in their hour: they only say when the oldest is an hour old.
    package var exhausted: Set<Int> = []
    /// What a burst has to wait, in seconds.
    package var wait = 1
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
        guard header("authorization") == "Bearer \(token)" else {
            return refusal(401, "Unauthorized", "Unable to authenticate you")
        }
        guard let accept = header("accept"), accept.contains("json") || accept.contains("*/*") else {
            return refusal(406, "not_acceptable", "Only application/json can be answered.")
        }
        if burst.contains(requests) {
            return refusal(
                429, "too_many_requests", "API rate limit exceeded.", [("retry-after", String(wait))])
        }
        if exhausted.contains(requests) {
            return refusal(429, "too_many_requests", "API rate limit exceeded.", remaining: 0)
        }
        if forbidden.contains(where: { path == $0 || path.hasPrefix("\($0)/") }) {
            return refusal(403, "Forbidden", "You are not authorized to perform this operation")
        }
        if !absent.contains(path) {
            if let object = object(at: path) { return reply(200, object) }
            if let list = list(at: path, isGPU: query.contains { $0 == ("type", "gpus") }) {
                return page(of: list, path, query)
            }
        }
        return refusal(404, "not_found", "The resource you were accessing could not be found.")
    }

    /// A list of the API: the name that it has in answers, how long it is, and each of its items.
    struct Items {
        let key: String
        let count: Int
        /// Members beside the list, with a comma behind them.
        var beside = ""
        /// Whether it is an object, whose members are the items.
        var isMap = false
        /// Whether it comes whole, without pages.
        var isWhole = false
        let item: @Sendable (Int) -> String
    }

    private func page(of list: Items, _ path: String, _ query: [Pair]) -> Reply {
        let number = { (name: String) in query.first { $0.name == name }.map { Int($0.value) ?? 0 } }
        let size = list.isWhole ? max(list.count, 1) : number("per_page") ?? 20
        let page = list.isWhole ? 1 : number("page") ?? 1
        guard (1...200).contains(size) || list.isWhole, page >= 1 else {
            return refusal(400, "bad_request", "page and per_page must be from 1, per_page at most 200")
        }
        let (start, overflow) = (page - 1).multipliedReportingOverflow(by: size)
        let first = overflow ? list.count : min(start, list.count)
        let items = (first..<min(first + size, list.count)).map(list.item).joined(separator: ",")
        let brackets = list.isMap ? ("{", "}") : ("[", "]")
        let whole = #"{\#(list.beside)"\#(list.key)":\#(brackets.0)\#(items)\#(brackets.1)"#
        if list.isWhole { return reply(200, whole + "}") }
        let last = max((list.count + size - 1) / size, 1)
        let link = { (name: String, page: Int) in
            #""\#(name)":"https://api.digitalocean.com\#(path)?page=\#(page)&per_page=\#(size)""#
        }
        var links: [String] = []
        if page > 1 { links += [link("first", 1), link("prev", page - 1)] }
        if page < last { links += [link("next", page + 1), link("last", last)] }
        let pages = links.isEmpty ? "{}" : #"{"pages":{\#(links.joined(separator: ","))}}"#
        return reply(200, whole + #","links":\#(pages),"meta":{"total":\#(list.count)}}"#)
    }

    private func reply(_ status: Int, _ body: String, _ more: [Pair] = [], remaining: Int? = nil) -> Reply {
        (
            status,
            [
                ("content-type", "application/json; charset=utf-8"), ("ratelimit-limit", "5000"),
                ("ratelimit-remaining", String(remaining ?? max(5_000 - requests, 0))),
                ("ratelimit-reset", String(now + 2)), ("x-request-id", "stub-\(requests)"),
            ] + more, Array(body.utf8)
        )
    }

    private func refusal(
        _ status: Int, _ id: String, _ message: String, _ more: [Pair] = [], remaining: Int? = nil
    ) -> Reply {
        reply(status, #"{"id":"\#(id)","message":"\#(message)"}"#, more, remaining: remaining)
    }
}
