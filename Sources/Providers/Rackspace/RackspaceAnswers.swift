import Model

/// What Rackspace's services say of errors and limits, each in its own shape.
extension Rackspace {
    package static func words(of answer: Answer) -> String? {
        guard let body = try? JSONReader.json(answer.body), case .object(let members) = body else {
            return nil
        }
        // A fault by its name, as `{"itemNotFound": {"message": …}}`, or the message by itself.
        let fault = members.count == 1 ? members.first?.value : nil
        let found = fault?["message|details.0.message"] ?? body["message|details"]
        return found?.words ?? members.first.flatMap { members.count == 1 ? $0.key : nil }
    }

    /// 413 is what others say by 429; monitoring says 400 and `limitReached`.
    package static func isWorthAnotherTry(_ answer: Answer) -> Bool {
        if [413, 429, 500, 502, 503, 504].contains(answer.status) { return true }
        guard answer.status == 400, let body = try? JSONReader.json(answer.body) else { return false }
        return body["type"] == .text("limitReached") || body["limitReached"] != nil
    }

    /// `Retry-After`, which some services spell `Reply-After`, or the body's `retryAt`; two minutes at most.
    package static func pause(after answer: Answer, now: Int64) -> Int64? {
        let header = answer.header("retry-after") ?? answer.header("reply-after")
        let said = header.flatMap { Int64($0) ?? Moment($0).map { $0.seconds - now } }
        guard said == nil, [413, 429].contains(answer.status) else { return said.map { min($0, 120) } }
        guard let body = try? JSONReader.json(answer.body),
            let moment = body["overLimit.retryAt"]?.words.flatMap(Moment.init)
        else { return nil }
        return min(moment.seconds - now, 120)
    }
}
