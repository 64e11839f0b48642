package import Model

/// The European Central Bank's reference rates of foreign currencies against the euro: published on working
/// days, for anybody.
///
/// A currency that has become the euro, or is no longer quoted, has its last rate, with the day of that.
///
/// Source: ECB Data Portal, data flow *EXR*, daily (`D`), spot (`SP00`), average (`A`).
package enum ECB: Provider {
    package static let name = "ecb"
    package static let title = "European Central Bank"
    package static let isPublic = true
    package static func baseURL(of account: Account) -> String { "https://data-api.ecb.europa.eu" }

    package static let endpoints = [
        Endpoint(
            "/service/data/EXR/D..EUR.SP00.A",
            ProviderTable(
                "exchange_rate", "What a euro is in another currency.", key: ["currency", "base"],
                // A day without a rate has an empty value, or one that is no number.
                where: { (try? $0.real("OBS_VALUE")).map { $0 > 0 } == true },
                [
                    .id("currency", "ISO 4217", from: "CURRENCY"),
                    .id("base", "EUR: what one unit is given of", from: "CURRENCY_DENOM"),
                    .real("rate", "Units of the currency for one of base", from: "OBS_VALUE"),
                    .text("rate_text", "The same, with the digits that were published", from: "OBS_VALUE"),
                    .id("day", "Its day, as 2026-11-20", from: "TIME_PERIOD"),
                    Field(.text("source", "Who says so")) { _ in
                        "ECB euro foreign exchange reference rates"
                    },
                ])
        ).with {
            $0.format = .csv
            $0.query = [.init("lastNObservations", "1"), .init("format", "csvdata")]
            $0.isEssential = true
        }
    ]

    package static func authorize(_ request: inout Request, of account: Account, with token: Secret) {
        request.headers.append(.init("Accept", "text/csv"))
    }
}
