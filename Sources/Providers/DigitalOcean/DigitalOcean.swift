package import Model

/// DigitalOcean: droplets and what is around them, databases, clusters, apps, and its bills.
///
/// A token belongs to one user in one team, so several teams are several accounts. Fields whose scope the
/// token lacks are left out of answers without a word: what is `null` is not visible, which is not the same
/// as not there.
///
/// Source: DigitalOcean API v2, reference.
package enum DigitalOcean: Provider {
    package static let name = "digitalocean"
    package static let title = "DigitalOcean"
    package static func baseURL(of account: Account) -> String { "https://api.digitalocean.com" }

    package static let endpoints =
        accountEndpoints + dropletEndpoints + storageEndpoints + networkEndpoints + domainEndpoints
        + databaseEndpoints + clusterEndpoints + appEndpoints + watchEndpoints + projectEndpoints
        + referenceEndpoints + billingEndpoints

    package static func authorize(_ request: inout Request, of account: Account, with token: Secret) {
        request.headers.append(.init("Authorization", "Bearer \(token.reveal())"))
        request.headers.append(.init("Accept", "application/json"))
    }

    /// `{"id": "forbidden", "message": "…"}`; an error of what stands in front of the API may be anything.
    package static func words(of answer: Answer) -> String? {
        if let body = try? JSONReader.json(answer.body) {
            guard case .text(let words)? = body["message|id"], !words.isEmpty else { return nil }
            return words
        }
        guard !answer.body.isEmpty, !answer.body.prefix(200).contains(UInt8(ascii: "<")) else { return nil }
        return String(decoding: answer.body.prefix(200), as: UTF8.self)
    }

    /// Each of the 5,000 requests an hour counts until it is an hour old: when none is left, the next one is
    /// free at `ratelimit-reset`.
    ///
    /// A refusal for too many in a minute, or of one kind in some seconds, says how long to wait in
    /// `retry-after` instead.
    package static func pause(after answer: Answer, now: Int64) -> Int64? {
        if let seconds = answer.header("retry-after").flatMap({ Int64($0) }) { return max(seconds, 0) }
        guard answer.status == 429 || answer.header("ratelimit-remaining") == "0",
            let reset = answer.header("ratelimit-reset").flatMap({ Int64($0) })
        else { return nil }
        let (seconds, overflow) = reset.subtractingReportingOverflow(now)
        return overflow ? nil : max(seconds, 1)
    }
}
