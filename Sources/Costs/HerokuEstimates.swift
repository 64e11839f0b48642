import Model
import Store

/// What Heroku's dynos and add-ons cost by their prices: the bill of a month that is not invoiced, and whose
/// apps the totals of one are.
///
/// A month is 720 hours, prorated to the second, and no more is charged than its price. Dynos of an app in a
/// shield space have prices of their own, though Heroku calls them by the same names. Eco dynos are paid for
/// together, once an account. What is metered, or priced by a contract, is in it only when the inventory has
/// a price for its plan.
///
/// Source: Heroku Platform API, and Heroku's command line 11.9.0, `heroku ps` and `heroku addons`.
enum HerokuEstimates {
    static let queries = [dynos, addOns]
    private static let cap: Int64 = 720

    static func all(
        _ reader: Reader, _ reading: Reading, _ prices: PriceBook, _ spans: [Span]
    ) throws -> [Estimate] {
        var eco: Set<AccountName> = []
        var estimates = try dynos.list(reader, reading) { account, cells in
            if cells.text(3)?.lowercased() == "eco" { eco.insert(account) }
            return spans.compactMap { processes(account, cells, prices, $0) }
        }.flatMap(\.self)
        for account in eco.sorted() {
            estimates += spans.compactMap { pool(account, prices, $0) }
        }
        return estimates
            + (try addOns.list(reader, reading) { account, cells in
                spans.compactMap { addOn(account, cells, prices, $0) }
            }.flatMap(\.self))
    }

    private static let dynos = ProviderQuery(
        provider: "heroku", tables: ["heroku_formation", "heroku_app", "heroku_dyno_size"],
        sql: """
            SELECT formation.account, formation.app_id, formation.app_name, formation.size, formation.type,
              formation.quantity, app.created_at, app.team_name, app.space_shield, app.region,
              (SELECT MIN(size.price_monthly) FROM heroku_dyno_size AS size
                WHERE size.account = formation.account AND lower(size.name) = lower(formation.size))
            FROM heroku_formation AS formation
            LEFT JOIN heroku_app AS app ON app.account = formation.account AND app.id = formation.app_id
            WHERE formation.quantity > 0 ORDER BY formation.account, formation.app_id, formation.type
            """)

    private static let addOns = ProviderQuery(
        provider: "heroku", tables: ["heroku_addon", "heroku_app"],
        sql: """
            SELECT addon.account, addon.id, addon.name, addon.plan_name, addon.billed_price, addon.plan_price,
              addon.is_metered, addon.addon_service, addon.addon_service_name, addon.app_name, addon.created_at,
              app.team_name
            FROM heroku_addon AS addon
            LEFT JOIN heroku_app AS app ON app.account = addon.account AND app.id = addon.app_id
            ORDER BY addon.account, addon.id
            """)

    private static func processes(
        _ account: AccountName, _ cells: Cells, _ prices: PriceBook, _ span: Span
    ) -> Estimate? {
        guard let app = cells.text(1), let size = cells.text(3)?.lowercased(), let count = cells.integer(5),
            let part = span.part(since: cells.integer(6))
        else { return nil }
        let isShielded = cells.integer(8) == 1 && size.hasPrefix("private-")
        let sku = isShielded ? "shield-\(size.dropFirst("private-".utf8.count))" : size
        let listed = isShielded ? nil : cells.integer(10).map { Money(micros: $0, "USD") }
        guard let price = prices.money(sku, listed, of: account),
            let cost = part.cost(monthly: price.micros, cap: cap),
            let all = Exact.scaled(cost, by: count, over: 1)
        else { return nil }
        let type = cells.text(4) ?? "dynos"
        var estimate = Estimate(
            "dynos/\(app)/\(type)", of: account, span, part, cost: all, price.currency,
            .applicationPlatforms, "Dynos"
        ).of("heroku_app", app, cells.text(2))
        estimate.charge.skuID = sku
        estimate.charge.quantity = part.hours * Double(count)
        estimate.charge.unit = "Hours"
        estimate.charge.regionID = cells.text(9)
        estimate.charge.subAccountName = cells.text(7)
        estimate.charge.description = "\(cells.text(2) ?? app): \(count) × \(sku), \(type)"
        return estimate
    }

    private static func pool(_ account: AccountName, _ prices: PriceBook, _ span: Span) -> Estimate? {
        guard let price = prices.money("eco-pool", nil, of: account), let part = span.part(since: nil) else {
            return nil
        }
        var estimate = Estimate(
            "eco-pool", of: account, span, part, cost: price.micros, price.currency, .applicationPlatforms,
            "Dynos")
        estimate.charge.periodEnd = Moment.bounds(ofMonth: span.month).map { Moment.iso($0.end) }
        estimate.charge.skuID = "eco-pool"
        estimate.charge.description = "Eco dynos of the account, together"
        return estimate
    }

    private static func addOn(
        _ account: AccountName, _ cells: Cells, _ prices: PriceBook, _ span: Span
    ) -> Estimate? {
        let isMetered = cells.integer(6) == 1
        let listed = isMetered ? nil : (cells.integer(4) ?? cells.integer(5)).map { Money(micros: $0, "USD") }
        guard let id = cells.text(1), let plan = cells.text(3),
            let part = span.part(since: cells.integer(10)),
            let price = prices.money(plan, listed, of: account),
            let cost = part.cost(monthly: price.micros, cap: cap)
        else { return nil }
        let kind = service(of: cells.text(7) ?? "")
        var estimate = Estimate(
            "addon/\(id)", of: account, span, part, cost: cost, price.currency, kind.service, kind.name
        ).of("heroku_addon", id, cells.text(2))
        estimate.charge.skuID = plan
        estimate.charge.quantity = part.hours
        estimate.charge.unit = "Hours"
        estimate.charge.publisher = kind.name == "Heroku Data" ? nil : cells.text(8) ?? cells.text(7)
        estimate.charge.subAccountName = cells.text(11)
        estimate.charge.description = "\(cells.text(9) ?? "no app"): \(plan)"
        return estimate
    }

    private static func service(of addOn: String) -> (service: Service, name: String) {
        switch addOn {
        case "heroku-postgresql": (.relationalDatabases, "Heroku Data")
        case "heroku-redis": (.caching, "Heroku Data")
        case "heroku-kafka": (.other, "Heroku Data")
        case "papertrail", "newrelic", "sentry", "logdna", "librato", "scout": (.observability, "Add-ons")
        default: (.other, "Add-ons")
        }
    }
}

extension PriceBook {
    /// The operator's price, else the one that the API lists, else ours.
    func money(_ sku: String, _ listed: Money?, of account: AccountName) -> Money? {
        if let price = declared(sku, of: account), let currency = price.currency {
            return Money(micros: price.micros, currency)
        }
        return listed
            ?? price(sku, of: account).flatMap { price in
                price.currency.map { Money(micros: price.micros, $0) }
            }
    }
}
