/// One request to an API, before the token is in it.
package struct Request: Sendable, Hashable {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
    }
    /// A name and a value, of a query or of headers; the order counts, and a name may come again.
    package struct Pair: Sendable, Hashable {
        package let name: String
        package let value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var method = Method.get
    /// Scheme, host, port and perhaps a path; nothing for the account's own.
    package var base: String?
    /// Percent-encoded where it needs to be.
    package var path: String
    package var query: [Pair] = []
    /// A query as a link had it, in place of `query`, byte for byte.
    package var rawQuery: String?
    package var headers: [Pair] = []
    package var body: [UInt8]?

    package init(_ path: String) { self.path = path }
}

/// What came back.
package struct Answer: Sendable, Hashable {
    package var status: Int
    package var headers: [Request.Pair]
    package var body: [UInt8]

    package init(status: Int, headers: [Request.Pair] = [], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Sends a request and brings the answer, tried again where that may help.
///
/// - Throws: `FetchProblem` or `Problem` when there is no answer that can be used.
package typealias Fetch = @Sendable (Request) async throws -> Answer
