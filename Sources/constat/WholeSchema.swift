import Facts
import Providers
import Store

extension Schema {
    /// The tables of everything that this program can ask.
    static let whole = Schema(facts: Facts.tables, providers: Providers.tables)
}
