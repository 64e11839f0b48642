import Model

/// NerdGraph's answers say by themselves what went wrong, mostly with status 200 and with the rest of the data beside it.
extension NewRelic {
    /// The first error's message; of a refused key, also that it may be of another region.
    package static func words(of answer: Answer) -> String? {
        guard let body = try? JSONReader.json(answer.body) else { return nil }
        let said = body["errors.0.message|error.title|error.messages.0|error"]
        guard case .text(let words)? = said else { return nil }
        return answer.status == 401 ? "\(words) (a key is of one region: look at `region` too)" : words
    }

    /// What its errors say, without warnings; partial when any data came beside them.
    package static func complaint(in body: JSON) -> Complaint? {
        var errors = body.errors.filter { !isWarning($0) }
        errors += nested.compactMap { body["data.actor.account.\($0)"] }
            .flatMap { if case .list(let all) = $0 { all } else { [$0] } }
        guard let first = errors.first else { return limit(in: body) }
        let kind = ["extensions.errorClass", "extensions.code", "extensions.error_code", "type"]
            .lazy.compactMap { first[$0]?.words }.first
        let message = first["message|description|details"]?.words ?? "no reason is given"
        let more = errors.count > 1 ? ", and \(errors.count - 1) more" : ""
        return Complaint(
            (kind.map { "\($0): " } ?? "") + message + more, remedy: remedy(kind),
            isPartial: body["data"]?.hasContent ?? false)
    }

    /// Where parts of the API have lists of errors of their own.
    private static let nested = ["aiNotifications.destinations.error", "aiWorkflows.workflows.error"]

    /// A field that is going is no mistake; its data is whole.
    private static func isWarning(_ error: JSON) -> Bool {
        error["message"]?.words?.hasPrefix("This field is deprecated!") ?? false
    }

    private static func remedy(_ kind: String?) -> String? {
        switch kind {
        case "BAD_API_KEY": "Look at the key, which must be a user key, and at `region`."
        case "FORBIDDEN", "UNAUTHORIZED", "ACCESS_DENIED":
            "Give the key's user the right to read it, or go without."
        default: nil
        }
    }

    /// What is cut off though nothing says so.
    ///
    /// Domains of the organisation have no way to a second page, and a query for as much as there may be ends at 2000 or 5000 rows, by the
    /// account's plan.
    private static func limit(in body: JSON) -> Complaint? {
        if let next = body["data.customerAdministration.authenticationDomains.nextCursor"]?.words,
            !next.isEmpty
        {
            return Complaint("there are more domains than one answer holds", isPartial: true)
        }
        guard case .list(let rows)? = body["data.actor.account.nrql.results"],
            [2_000, 5_000].contains(rows.count)
        else { return nil }
        return Complaint(
            "exactly \(rows.count) rows came, which is the most there may be; more are not seen",
            isPartial: true)
    }

    /// Too many at once, or too slow, also where only the body says so.
    package static func isWorthAnotherTry(_ answer: Answer) -> Bool {
        if [429, 500, 502, 503, 504].contains(answer.status) { return true }
        guard answer.status == 200, let body = try? JSONReader.json(answer.body) else { return false }
        return body.errors.contains {
            ["TOO_MANY_REQUESTS", "TIMEOUT", "INTERNAL_SERVER_ERROR", "SERVER_ERROR"]
                .contains($0["extensions.errorClass"]?.words)
        }
    }
}

extension JSON {
    fileprivate var errors: [JSON] {
        if case .list(let errors)? = self["errors"] { errors } else { [] }
    }

    /// Whether there is anything in it but names, empty lists and `null`.
    fileprivate var hasContent: Bool {
        switch self {
        case .null: false
        case .list(let items): items.contains { $0.hasContent }
        case .object(let members): members.values.contains { $0.hasContent }
        default: true
        }
    }
}
