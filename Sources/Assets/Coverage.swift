import Model
import Store

/// For every asset and every promise that it can be held to: kept, not kept, excused, or not known.
///
/// A promise that could not be looked at is `unknown`, and so is one for which the inventory has no account to ask.
struct Coverage {
    let rows: [Row]

    private struct Key: Hashable {
        let asset: String
        let promise: String
    }

    init(_ reader: Reader) throws {
        var excuses: [Key: String] = [:]
        for row in try reader.rows("SELECT asset, promise, reason FROM inventory_exemptions") {
            excuses[Key(asset: row[0].text ?? "", promise: row[1].text ?? "")] = row[2].text ?? ""
        }
        let outcomes = try reader.rows(
            """
            SELECT provider, table_name, status, provider || ' ' || account || ': ' || COALESCE(reason, status)
            FROM account_outcomes ORDER BY provider, account, endpoint
            """)
        let configured = Set(try reader.rows("SELECT provider FROM accounts").compactMap { $0[0].text })
        var rows: [Row] = []
        for promise in Promise.all {
            let unread = outcomes.first { row in
                promise.tables.contains(row[1].text ?? "") && row[2].text != "complete"
            }?[3].text
            let isAsked = promise.providers.isEmpty || !configured.isDisjoint(with: promise.providers)
            for row in try reader.rows(promise.sql) {
                guard let asset = row[0].text, var state = row[1].text else { continue }
                var reason = row[2].text
                if state == "hole" {
                    if let excuse = excuses[Key(asset: asset, promise: promise.name)] {
                        (state, reason) = ("excused", excuse)
                    } else if !isAsked {
                        (state, reason) = (
                            "unknown",
                            "the inventory names no account that could tell: \(promise.providers.sorted().joined(separator: ", "))"
                        )
                    } else if let unread {
                        (state, reason) = ("unknown", unread)
                    }
                }
                rows.append([.text(asset), .text(promise.name), .text(state), .optional(reason), row[3]])
            }
        }
        self.rows = rows.sorted {
            ($0[0].text ?? "", $0[1].text ?? "") < ($1[0].text ?? "", $1[1].text ?? "")
        }
    }
}

/// A promise made for assets, and the query that says for which it is kept.
///
/// The query gives asset, `kept` or `hole` (or `unknown` where it knows that it does not), the reason and the evidence, for the
/// assets that the promise is made for and no others.
struct Promise {
    let name: String
    /// Providers of which at least one must be in the inventory for a hole to be one.
    let providers: Set<String>
    /// Providers' tables without which a hole is not known to be one.
    let tables: Set<String>
    let sql: String

    static let all = declarations + observations
}
