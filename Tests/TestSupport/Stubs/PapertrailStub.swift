internal import Model

/// Papertrail's API as it answers, for an account that is made up: whole lists, and a small window of requests.
///
/// It keeps nothing but how often it was asked; what there is comes from counts, the same each time.
package struct PapertrailStub: Sendable {
    package var token = "made-up-token-of-papertrail"
    package var systems = 3
    /// How many there are of each other thing.
    package var others = 2
    /// Files of old logs, a day each.
    package var archives = 30
    /// Paths that the token's owner may not see.
    package var forbidden: Set<String> = []
    /// Paths that nothing is at.
    package var absent: Set<String> = []
    /// Whether the account was moved to the successor: every answer leads to another host.
    package var isMoved = false
    /// Requests, counted from 1, that are too many in their window.
    package var burst: Set<Int> = []
    /// Requests of a window, and its length in seconds.
    package var window = (requests: 25, seconds: 5)
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
        if isMoved {
            return reply(
                302, "", [("location", "https://my.na-01.example.com/login"), ("content-type", "text/html")])
        }
        guard headers.first(where: { $0.name.lowercased() == "x-papertrail-token" })?.value == token else {
            return reply(401, #"{"message":"Invalid token"}"#)
        }
        if burst.contains(requests) { return reply(429, "", left: 0) }
        if forbidden.contains(path) { return reply(403, "") }
        guard !absent.contains(path), let body = self.body(at: path) else {
            return reply(404, "<html><body>Not found</body></html>", [("content-type", "text/html")])
        }
        return reply(200, body)
    }

    private func reply(_ status: Int, _ body: String, _ more: [Pair] = [], left: Int? = nil) -> Reply {
        let isSaid = more.contains { $0.name == "content-type" }
        let used = (requests - 1) % window.requests
        return (
            status,
            (isSaid ? [] : [("content-type", "application/json; charset=utf-8")])
                + [
                    ("x-rate-limit-limit", String(window.requests)),
                    ("x-rate-limit-remaining", String(left ?? window.requests - 1 - used)),
                    ("x-rate-limit-reset", String(window.seconds)),
                ] + more, Array(body.utf8)
        )
    }

    private func body(at path: String) -> String? {
        let list = { (count: Int, item: (Int) -> String) in
            "[\((0..<count).map(item).joined(separator: ","))]"
        }
        return switch path {
        case "/api/v1/systems.json": list(systems, system)
        case "/api/v1/accounts.json":
            """
            {"log_data_transfer_used":64205384,"log_data_transfer_used_percent":6.1,
            "log_data_transfer_plan_limit":1048576000,"log_data_transfer_hard_limit":2097152000}
            """
        case "/api/v1/groups.json":
            list(others) {
                """
                {"id":\($0 + 31),"name":"group-\($0 + 1)","system_wildcard":\($0 == 0 ? #""*""# : "null"),
                "systems":\($0 == 0 ? list(systems, system) : "[]"),"_links":{}}
                """
            }
        case "/api/v1/searches.json":
            list(others) {
                #"{"id":\#($0 + 901),"name":"search-\#($0 + 1)","query":"500","group":{"id":31,"name":"group-1"},"_links":{}}"#
            }
        case "/api/v1/destinations.json":
            list(1) {
                #"{"id":\#($0 + 7),"filter":null,"syslog":{"hostname":"logs.example.com","port":23633,"description":"default"}}"#
            }
        case "/api/v1/users.json":
            list(others) { #"{"id":\#($0 + 11),"email":"person-\#($0 + 1)@example.com"}"# }
        case "/api/v1/archives.json": list(archives, archive)
        default: nil
        }
    }

    private func system(_ index: Int) -> String {
        let name = "web-\(index + 1)"
        return """
            {"id":\(5_526_019_932 + index),"name":"\(name)","hostname":"\(name).example.com","ip_address":null,
            "last_event_at":"2026-11-24T21:59:0\(index % 10)-08:00","auto_delete":false,
            "syslog":{"hostname":"logs.example.com","port":23633,"description":null},
            "_links":{"self":{"href":"https://papertrailapp.com/api/v1/systems/\(name).json"}}}
            """
    }

    private func archive(_ index: Int) -> String {
        let day = Moment.iso(now - Int64(index + 1) * 86_400).prefix(10)
        let size = index % 2 == 0 ? "9588" : #""9588""#
        return """
            {"start":"\(day)T00:00:00Z","end":"\(day)T23:59:59Z","filename":"\(day).tsv.gz","filesize":\(size),
            "_links":{"download":{"href":"https://papertrailapp.com/api/v1/archives/\(day)/download"}}}
            """
    }
}
