package import Model

/// One provider's API: what is asked of it, and what of the answers is kept.
///
/// Most of it is declarations, an `Endpoint` a call. What a provider does otherwise than all others, as logging in first, is in its
/// own `collect`.
package protocol Provider: SendableMetatype {
    /// As the inventory writes it: `digitalocean`.
    static var name: String { get }
    /// As people write it: `DigitalOcean`.
    static var title: String { get }
    /// Scheme, host and perhaps port and path of its API for this account, without a slash at its end, when the inventory sets none.
    static func baseURL(of account: Account) -> String
    /// Whether the account may be asked without a token, as only public data are.
    static var isPublic: Bool { get }
    /// Everything that is asked of every account, in the order of asking.
    static var endpoints: [Endpoint] { get }

    /// Adds to a request what it needs to be answered: the token in its header, and what the API wants of every request.
    static func authorize(_ request: inout Request, of account: Account, with token: Secret)
    /// What the body of an answer says went wrong, in its own words, as short as it is; nothing when it says nothing.
    static func words(of answer: Answer) -> String?
    /// What an answer that is not as documented means, for a provider that knows; nothing for the usual words.
    ///
    /// Asked of a bad status that is not an expected one, and of a body that is no data.
    static func refusal(of answer: Answer, at path: String) -> Problem?
    /// Hosts that an account's token may go to beside that of its base, each with its scheme and port: `https://api.data.heroku.com`.
    ///
    /// A leading `*.` in the host stands for any label. Never asked when the inventory sets a base of its own.
    static var otherOrigins: [String] { get }
    /// What an answer with a good status says against itself, as GraphQL does; nothing when all is well.
    static func complaint(in body: JSON) -> Complaint?
    /// Whether the same request may be answered better in a moment.
    static func isWorthAnotherTry(_ answer: Answer) -> Bool
    /// Seconds to wait before the next request, by what an answer says of its limits; nothing when it says nothing of it.
    ///
    /// `now` is in seconds since 1970. Asked of every answer, good ones too.
    static func pause(after answer: Answer, now: Int64) -> Int64?
    /// A new token for the old one, which was refused in the middle; nothing when there is none to be had.
    static func renewed(_ visit: AccountVisit) async throws -> Secret?
    /// Asks for everything. The usual way walks the endpoints in their order.
    static func collect(_ visit: AccountVisit) async throws
}

/// What an answer says against itself though its status is good.
package struct Complaint: Sendable, Hashable {
    package var reason: String
    package var remedy: String?
    /// Whether what it brought all the same may be kept.
    package var isPartial: Bool

    package init(_ reason: String, remedy: String? = nil, isPartial: Bool) {
        self.reason = reason
        self.remedy = remedy
        self.isPartial = isPartial
    }
}

extension Provider {
    package static var isPublic: Bool { false }
    package static var otherOrigins: [String] { [] }
    package static func words(of answer: Answer) -> String? { nil }
    package static func refusal(of answer: Answer, at path: String) -> Problem? { nil }
    package static func complaint(in body: JSON) -> Complaint? { nil }
    package static func isWorthAnotherTry(_ answer: Answer) -> Bool {
        [429, 500, 502, 503, 504].contains(answer.status)
    }
    package static func pause(after answer: Answer, now: Int64) -> Int64? {
        answer.header("retry-after").flatMap { Int64($0) ?? Moment($0).map { $0.seconds - now } }
    }
    package static func renewed(_ visit: AccountVisit) async throws -> Secret? { nil }
    package static func collect(_ visit: AccountVisit) async throws {
        for endpoint in endpoints { try await visit.walk(endpoint) }
    }

    /// The tables that its endpoints fill, each once, in the order of their names.
    package static var tables: [Table] {
        var seen: Set<String> = []
        return endpoints.flatMap { $0.tables.map { $0.table } }
            .filter { seen.insert($0.name).inserted }.sorted { $0.name < $1.name }
    }
}
