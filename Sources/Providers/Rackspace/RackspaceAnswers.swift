package import Model

/// What Rackspace's services say of errors and limits, each in its own shape.
extension Rackspace {
    /// The message, from whichever of five shapes it is in; else the name of the fault.
    package static func words(of answer: Answer) -> String? {
        guard let body = try? JSONReader.json(answer.body), case .object(let members) = body else {
            return nil
        }
        // A fault by its name, as `{"itemNotFound": {"message": …}}`, or the message by itself.
        let fault = members.count == 1 ? members.first?.value : nil
        let found = fault?["message|details.0.message"] ?? body["message|details"]
        return found?.words ?? members.first.flatMap { members.count == 1 ? $0.key : nil }
    }

    /// Logging in is refused for the user or its key, and billing for the credential, by 404 as well as by 401 and 403.
    package static func refusal(of answer: Answer, at path: String) -> Problem? {
        let said = words(of: answer).map { ": " + String($0.prefix(200)) } ?? ""
        if path == login.path, [401, 403].contains(answer.status) {
            return Problem(
                "\(answer.status): logging in is refused\(said)",
                remedy: "Look at `username`, and whether the token is that user's API key.")
        }
        guard path.hasPrefix(RackspaceBilling.account), [401, 403, 404].contains(answer.status) else {
            return nil
        }
        return Problem(
            "\(answer.status): billing is not readable with this credential\(said)",
            remedy: "Give its user the role `billing:observer`, and look at `billing_account`.")
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
