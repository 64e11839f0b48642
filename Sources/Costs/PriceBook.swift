import Model
import Store

/// The prices of a run, by provider and what they are for.
struct PriceBook: Sendable {
    private var prices: [Key: Price] = [:]

    private struct Key: Hashable {
        var provider: String
        var sku: String
        var account: String?
    }

    init(_ prices: [Price]) {
        for price in prices {
            self.prices[Key(provider: price.provider, sku: price.sku, account: price.account)] = price
        }
    }

    /// The prices that the run has, ours and the inventory's.
    static func all(in reader: Reader) throws -> PriceBook {
        PriceBook(
            try reader.list(
                "SELECT provider, sku, account, price, currency, unit, day, source FROM inventory_prices"
            ) { cells in
                guard let provider = cells.text(0), let sku = cells.text(1), let micros = cells.integer(3)
                else { return nil }
                return Price(
                    provider: provider, sku: sku, account: cells.text(2), micros: micros,
                    currency: cells.text(4), unit: cells.text(5) ?? "", day: cells.text(6) ?? "",
                    source: cells.text(7) ?? "")
            })
    }

    /// The price for an account: its own where there is one, else that of all.
    func price(_ sku: String, of account: AccountName) -> Price? {
        prices[Key(provider: account.provider, sku: sku, account: account.account)]
            ?? prices[Key(provider: account.provider, sku: sku, account: nil)]
    }

    /// The price that the operator wrote, which counts before one that an API gives; ours count after it.
    func declared(_ sku: String, of account: AccountName) -> Price? {
        price(sku, of: account).flatMap { PriceBook.builtIn.contains($0) ? nil : $0 }
    }

    /// All prices of an account's in the order of their names, its own before those of all.
    func all(of account: AccountName) -> [Price] {
        let skus = Set(prices.keys.filter { $0.provider == account.provider }.map(\.sku))
        return skus.sorted().compactMap { price($0, of: account) }
    }

    private static let builtIn = Set(Prices.builtIn)
}
