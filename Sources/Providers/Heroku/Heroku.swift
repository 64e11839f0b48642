package import Model

/// Heroku: apps, add-ons, teams and what they are billed.
///
/// Config vars are never asked for, as there is no call for their names alone.
///
/// Source: Heroku Platform API v3; for databases and their maintenance, the data API that Heroku's own client uses.
package enum Heroku: Provider {
    package static let name = "heroku"
    package static let title = "Heroku"
    package static let otherOrigins = [dataOrigin]
    static let dataOrigin = "https://api.data.heroku.com"

    package static func baseURL(of account: Account) -> String { "https://api.heroku.com" }

    package static let endpoints: [Endpoint] =
        account + teams + apps + names + addOns + pipelines + spaces + data + billing

    package static func authorize(_ request: inout Request, of account: Account, with token: Secret) {
        if !request.headers.contains(where: { $0.name == "Accept" }) {
            request.headers.append(accept("3"))
        }
        request.headers.append(.init("Authorization", "Bearer \(token.reveal())"))
    }

    /// The header without which nothing is answered, for one version of the API.
    static func accept(_ version: String) -> Request.Pair {
        .init("Accept", "application/vnd.heroku+json; version=\(version)")
    }

    /// Lists as long as they come; the rest is in `Next-Range`.
    static let range = Paging.range("id ..; max=1000")

    package static func words(of answer: Answer) -> String? {
        guard let body = try? JSONReader.json(answer.body),
            case .text(let words)? = body["message|error|id"]
        else { return nil }
        return words
    }

    /// The bucket fills by 75 requests a minute, by 20 of old; an empty one is answered by 429 without a word on how long.
    package static func pause(after answer: Answer, now: Int64) -> Int64? {
        if answer.status == 429 { return 30 }
        guard let left = answer.header("ratelimit-remaining").flatMap({ Int64($0) }) else { return nil }
        return left < 50 ? 3 : left < 200 ? 1 : nil
    }

    package static func collect(_ visit: AccountVisit) async throws {
        let labels = ["now": String(visit.context.now)]
        for endpoint in endpoints {
            let isElsewhere = endpoint.service == "data" && visit.account.baseURL == nil
            try await visit.walk(endpoint, base: isElsewhere ? dataOrigin : nil, labels: labels)
        }
    }
}
