import Model
import Store

/// What the costs of a month lack: accounts without a line, and currencies without a rate.
///
/// A total is said with them, or it lies.
struct Gaps: Sendable {
    /// How every note of it begins.
    static let prefix = "Costs "

    /// An account, and what came of asking it.
    struct Asked: Sendable, Hashable {
        var account: AccountName
        var status: String
        var reason: String?
    }

    /// Rows of `notes`, in the order of accounts and then of currencies; `month` is the open one and `before`
    /// the one before.
    static func rows(
        _ accounts: [Asked], _ costs: [Cost], month: String, before: String, currency: String
    ) -> [Row] {
        var known: Set<String> = []
        var lost: [String: Int64] = [:]
        for cost in costs where cost.line.month == month || cost.line.month == before {
            if cost.part.cost != nil { known.insert("\(AccountName(cost.line).title) \(cost.line.month)") }
            if cost.rate == nil, let amount = cost.part.cost, cost.line.month == month {
                lost[cost.line.currency] = Exact.sum(lost[cost.line.currency] ?? 0, amount)
            }
        }
        let missing = accounts.sorted { $0.account < $1.account }.compactMap { asked -> Row? in
            guard Estimates.titles[asked.account.provider] != nil else { return nil }
            let months = [before, month].filter { !known.contains("\(asked.account.title) \($0)") }
            guard !months.isEmpty else { return nil }
            return [
                .text(
                    "\(prefix)of \(months.joined(separator: " and ")) are without \(asked.account.title): \(why(asked))"
                ),
                .text(remedy(asked)),
            ]
        }
        let unrated = lost.sorted { $0.key < $1.key }.map { other, amount -> Row in
            [
                .text(
                    "\(prefix)in \(other) are in no total: \(other) \(Money.decimal(amount)) of \(month), and no rate to \(currency)"
                ),
                .text("Add `{provider: ecb}` to the providers, or a rate of \(other) to `rates:`."),
            ]
        }
        return missing + unrated
    }

    private static func why(_ asked: Asked) -> String {
        if asked.status != "complete" { return asked.reason ?? "it was not read whole" }
        return isDeclared(asked)
            ? "the inventory has no price for it" : "it tells no bill, and nothing in it has a price"
    }

    private static func remedy(_ asked: Asked) -> String {
        if asked.status != "complete", !isDeclared(asked) {
            return "See the account on the page of its provider; the total is too low until it answers."
        }
        return "Add what it costs to `prices:` in the inventory."
    }

    private static func isDeclared(_ asked: Asked) -> Bool {
        DeclaredCosts.titles[asked.account.provider] != nil
    }
}
