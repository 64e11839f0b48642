import Model
import Testing

@testable import Costs

@Suite struct ConversionTests {
    private func quote(_ currency: String, _ rate: String, base: String = "EUR", day: String = "2026-11-13")
        throws -> Conversion.Quote
    {
        try #require(Conversion.Quote(currency, base: base, rate: rate, day: day, source: "a bank"))
    }

    @Test("the bank's rate is divided by, with its day and source beside it")
    func inverse() throws {
        let conversion = Conversion(to: "EUR", declared: [], bank: [try quote("USD", "1.25")])
        #expect(conversion.report(Money(micros: 10_000_001, "USD")) == 8_000_001)
        let rate = conversion.rate(of: "USD")
        #expect(rate?.day == "2026-11-13")
        #expect(rate?.source == "a bank")
        #expect(rate?.approximate == 0.8)
    }

    @Test("two foreign currencies meet over the euro, and the older of their days is said")
    func cross() throws {
        let conversion = Conversion(
            to: "USD", declared: [],
            bank: [try quote("USD", "1.20"), try quote("GBP", "0.80", day: "2026-11-12")])
        #expect(conversion.report(Money(micros: 8_000_000, "GBP")) == 12_000_000)
        #expect(conversion.report(Money(micros: 1_000_000, "EUR")) == 1_200_000)
        #expect(conversion.rate(of: "GBP")?.day == "2026-11-12")
    }

    @Test("the inventory's rate counts before the bank's")
    func declaredFirst() throws {
        let conversion = Conversion(
            to: "EUR", declared: [try quote("USD", "0.92", base: "EUR", day: "2026-11-01")],
            bank: [try quote("USD", "1.25")])
        #expect(conversion.report(Money(micros: 100, "USD")) == 92)
        #expect(conversion.rate(of: "USD")?.day == "2026-11-01")
    }

    @Test("the last day counts")
    func latest() throws {
        let conversion = Conversion(
            to: "EUR", declared: [],
            bank: [try quote("USD", "2"), try quote("USD", "4", day: "2026-11-12")])
        #expect(conversion.report(Money(micros: 100, "USD")) == 50)
    }

    @Test("an amount without a rate is not converted, and one of the reports' own currency is what it is")
    func none() {
        let conversion = Conversion(to: "EUR", declared: [], bank: [])
        #expect(conversion.report(Money(micros: 100, "USD")) == nil)
        #expect(conversion.report(Money(micros: 101, "EUR")) == 101)
        #expect(conversion.rate(of: "EUR")?.source == nil)
    }

    @Test(
        "a rate is read as it is written, small ones too",
        arguments: [("0.92", 920_000_000_000), ("5.5e-05", 55_000_000), ("1", 1_000_000_000_000)]
            as [(String, Int64)])
    func written(_ text: String, _ value: Int64) throws {
        #expect(try quote("IDR", text).value == value)
    }

    @Test("what is no rate is none", arguments: ["0", "-1", "", "nan", "inf", "1e", "1e5e5", "9e30"])
    func wrong(_ text: String) {
        #expect(Conversion.Quote("USD", base: "EUR", rate: text, day: "", source: "") == nil)
    }
}
