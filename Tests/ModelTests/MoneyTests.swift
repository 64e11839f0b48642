import Model
import Testing

/// Amounts, exact to a millionth.
@Suite struct MoneyTests {
    @Test(
        "a decimal number is read exactly",
        arguments: [
            ("0", 0), ("12.34", 12_340_000), (".40", 400_000), ("5.", 5_000_000), ("-3", -3_000_000),
            ("+7", 7_000_000),
            ("$1.50", 1_500_000), ("-$1.50", -1_500_000), ("0.1", 100_000), ("0.000001", 1),
            ("7.4e-3", 7_400),
            ("1E+3", 1_000_000_000), ("1e3", 1_000_000_000), ("00012", 12_000_000), ("-0", 0), ("-0.00", 0),
            ("0.00744", 7_440), ("1234567.891234", 1_234_567_891_234),
        ] as [(String, Int64)])
    func exact(_ text: String, _ micros: Int64) {
        #expect(Money.micros(text) == micros)
    }

    @Test(
        "what is behind the sixth decimal is rounded, half away from zero",
        arguments: [
            ("0.0000004", 0), ("0.0000005", 1), ("0.00000049999999", 0), ("-0.0000005", -1),
            ("-0.0000004", 0),
            ("0.9999995", 1_000_000), ("0.9999994", 999_999), ("9.9999999", 10_000_000), ("5e-7", 1),
            ("4e-7", 0),
            ("5e-8", 0), ("1e-30", 0), ("99.99999949999999999999999999999999999", 99_999_999), ("15e-7", 2),
        ] as [(String, Int64)])
    func rounded(_ text: String, _ micros: Int64) {
        #expect(Money.micros(text) == micros)
    }

    @Test("the largest amounts are read, and what is larger is none")
    func extremes() {
        #expect(Money.micros("1000000000") == 1_000_000_000_000_000)
        #expect(Money.micros("-1e9") == -1_000_000_000_000_000)
        for text in [
            "1000000000.000001", "-1000000000.0000005", "9223372036854.775808", "1e13", "1e30",
            "1" + String(repeating: "0", count: 59),
        ] {
            #expect(Money.micros(text) == nil, "\(text)")
        }
    }

    @Test(
        "what is no number is none",
        arguments: [
            "", " ", "-", "+", "$", ".", "-.", "1.2.3", "1,50", "1 000", " 1", "1 ", "€5", "free", "NaN",
            "inf", "--1",
            "+-1", "$-1", "$$1", "e", "e5", "1e", "1e+", "1e1.5", "1e31", "1e-31", "1e9223372036854775807",
            "1e-9223372036854775808", "1e99999999999999999999", "0x10", "１", "1\u{301}",
            String(repeating: "1", count: 61),
        ])
    func none(_ text: String) {
        #expect(Money.micros(text) == nil)
    }

    @Test(
        "an amount is written with two decimals at least, and all that it has",
        arguments: [
            (0, "0.00"), (1, "0.000001"), (-1, "-0.000001"), (12_340_000, "12.34"), (-12_500_000, "-12.50"),
            (125, "0.000125"),
            (1_000_000, "1.00"), (1_200_000, "1.20"), (1_230_000, "1.23"), (.max, "9223372036854.775807"),
            (.min, "-9223372036854.775808"),
        ] as [(Int64, String)])
    func written(_ micros: Int64, _ text: String) {
        #expect(Money.decimal(micros) == text)
        #expect(Money.micros(text) == (micros == .min || micros == .max ? nil : micros))
    }
}
