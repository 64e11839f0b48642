import Model
import Store

/// What a month may cost, as the inventory declares it, in the currency of the reports.
///
/// A provider's budget is that of its accounts together, when each has one. A budget in a currency without a
/// rate is none.
enum Budgets {
    static func all(_ reader: Reader, _ conversion: Conversion) throws -> [Scope: Int64] {
        var budgets: [Scope: Int64] = [:]
        let clients = try reader.list("SELECT client, budget, budget_currency FROM inventory_clients") {
            ($0.text(0) ?? "", money($0, 1))
        }
        for (client, money) in clients {
            budgets[Scope(kind: .client, name: client)] = money.flatMap(conversion.report)
        }
        var providers: [String: [Int64?]] = [:]
        let accounts = try reader.list(
            "SELECT provider, account, budget, budget_currency FROM inventory_accounts"
        ) {
            (AccountName($0.text(0) ?? "", $0.text(1) ?? ""), money($0, 2))
        }
        for (account, money) in accounts {
            let budget = money.flatMap(conversion.report)
            budgets[Scope(kind: .account, name: account.title)] = budget
            providers[account.provider, default: []].append(budget)
        }
        for (provider, parts) in providers {
            let known = parts.compactMap(\.self)
            guard known.count == parts.count else { continue }
            budgets[Scope(kind: .provider, name: provider)] = known.reduce(0, Exact.sum)
        }
        return budgets
    }

    private static func money(_ cells: Cells, _ place: Int) -> Money? {
        guard let micros = cells.integer(place), let currency = cells.text(place + 1) else { return nil }
        return Money(micros: micros, currency)
    }
}
