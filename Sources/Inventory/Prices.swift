import Model

extension Price {
    static let example =
        #"{provider: papertrail, sku: plan, price: 45 USD, unit: month, day: 2026-10-01, source: "our invoice"}"#

    /// The price that `yaml` declares, or nothing when a key of it is missing or wrong.
    init?(_ yaml: YAML, mentions: inout Mentions, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "a price", keys: ["provider", "sku", "account", "price", "unit", "day", "source"],
                example: Price.example, mistakes: mistakes)
        else { return nil }
        fields.need("provider", "sku", "price", "unit", "day", "source")
        let provider = fields.provider()
        let sku = fields.text("sku", .line(100))
        let account = fields.text("account", .word)
        let price = fields.text("price", .price)
        let unit = fields.text("unit", .priceUnit)
        let day = fields.text("day", .day)
        let source = fields.text("source", .line())
        if let provider, let account {
            mentions.accounts.append(
                .init(provider: provider.value, name: account.value, place: account.place))
        }
        let money = price.flatMap { Money(written: $0.value) }
        if let price, let unit, (unit.value == "percent") != (money == nil) {
            mistakes.add(
                "price and unit do not agree", at: price.place, found: "\(price.value) a \(unit.value)",
                remedy: "A percentage has unit: percent, and nothing else has.")
            return nil
        }
        guard let provider, let sku, let price, let unit, let day, let source,
            let micros = money?.micros ?? Price.percent(price.value)
        else { return nil }
        self.init(
            provider: provider.value, sku: sku.value, account: account?.value, micros: micros,
            currency: money?.currency, unit: unit.value, day: day.value, source: source.value)
    }
}

extension ExchangeRate {
    static let example = #"{currency: USD, rate: 0.92, day: 2026-11-20, source: "our bank"}"#

    /// The rate that `yaml` declares, its base not known yet, or nothing when a key of it is missing or wrong.
    init?(_ yaml: YAML, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "a rate", keys: ["currency", "rate", "day", "source"],
                example: ExchangeRate.example, mistakes: mistakes)
        else { return nil }
        fields.need("currency", "rate", "day", "source")
        let currency = fields.text("currency", .currency)
        let rate = fields.text("rate", .rate).flatMap { Text.decimal($0.value) }
        let day = fields.text("day", .day)
        let source = fields.text("source", .line())
        guard let currency, let rate, let day, let source else { return nil }
        self.init(
            currency: currency.value, base: "", rate: rate, day: day.value, source: source.value)
    }
}
