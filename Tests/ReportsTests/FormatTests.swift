import Model
import Reports
import Testing

/// How a cell is written for people.
@Suite struct FormatTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let format: Format
        let value: Value
        let words: String?
        var timezone = "UTC"
        var testDescription: String { "\(format) of \(value) in \(timezone)" }
    }

    @Test(
        "a cell becomes the words beside it",
        arguments: [
            Example(format: .text, value: "a", words: "a"),
            Example(format: .text, value: 7, words: "7"),
            Example(format: .text, value: nil, words: nil),
            Example(format: .number, value: nil, words: nil),
            Example(format: .number, value: 0, words: "0"),
            Example(format: .number, value: 999, words: "999"),
            Example(format: .number, value: 1000, words: "1,000"),
            Example(format: .number, value: -1_234_567, words: "-1,234,567"),
            Example(format: .number, value: .integer(.max), words: "9,223,372,036,854,775,807"),
            Example(format: .number, value: .integer(.min), words: "-9,223,372,036,854,775,808"),
            Example(format: .number, value: .real(1234.56), words: "1,234.6"),
            Example(format: .number, value: .real(0.04), words: "0"),
            Example(format: .number, value: .real(-0.04), words: "0"),
            Example(format: .number, value: .real(-2.25), words: "-2.3"),
            Example(format: .number, value: .real(1e300), words: "1e+300"),
            Example(format: .number, value: .real(.infinity), words: "inf"),
            Example(format: .number, value: "many", words: "many"),
            Example(format: .bytes, value: 0, words: "0 bytes"),
            Example(format: .bytes, value: 1023, words: "1,023 bytes"),
            Example(format: .bytes, value: 1024, words: "1 KB"),
            Example(format: .bytes, value: 1536, words: "1.5 KB"),
            Example(format: .bytes, value: 25_276_514_304, words: "23.5 GB"),
            Example(format: .bytes, value: -1_048_576, words: "-1 MB"),
            Example(format: .bytes, value: .integer(.max), words: "8,388,608 TB"),
            Example(format: .bytes, value: .integer(.min), words: "-8,388,608 TB"),
            Example(format: .percent, value: .real(0.125), words: "12.5%"),
            Example(format: .percent, value: 1, words: "100%"),
            Example(format: .percent, value: .real(0), words: "0%"),
            Example(format: .percent, value: "x", words: nil),
            Example(format: .moment, value: 1_795_586_400, words: "Wednesday 25 November 2026, 06:00"),
            Example(format: .moment, value: -1, words: "Wednesday 31 December 1969, 23:59"),
            Example(format: .date, value: 0, words: "1 Jan 1970"),
            Example(format: .date, value: 951_782_400, words: "29 Feb 2000"),
            Example(format: .date, value: -1, words: "31 Dec 1969"),
            Example(format: .date, value: -62_135_596_800, words: "1 Jan 1"),
            Example(format: .date, value: .integer(.max), words: "31 Dec 9999"),
            Example(format: .date, value: .integer(.min), words: "1 Jan 1"),
            Example(format: .date, value: "2027-01-31", words: "2027-01-31"),
            Example(format: .datetime, value: 1_795_586_400, words: "25 Nov 2026, 06:00"),
            Example(
                format: .datetime, value: 1_795_586_400, words: "25 Nov 2026, 07:00",
                timezone: "Europe/Paris"),
            Example(
                format: .datetime, value: 1_795_586_400, words: "24 Nov 2026, 20:00",
                timezone: "Pacific/Honolulu"),
            Example(
                format: .datetime, value: 1_795_586_400, words: "25 Nov 2026, 11:45",
                timezone: "Asia/Kathmandu"),
            // The hour that comes twice and the one that never comes.
            Example(
                format: .datetime, value: 1_792_886_400, words: "25 Oct 2026, 02:00",
                timezone: "Europe/Paris"),
            Example(
                format: .datetime, value: 1_792_890_000, words: "25 Oct 2026, 02:00",
                timezone: "Europe/Paris"),
            Example(
                format: .datetime, value: 1_774_746_000, words: "29 Mar 2026, 03:00",
                timezone: "Europe/Paris"),
            Example(
                format: .datetime, value: 1_795_586_400, words: "25 Nov 2026, 06:00",
                timezone: "Nowhere/At<all>"),
            Example(format: .duration, value: 0, words: "0 s"),
            Example(format: .duration, value: 59, words: "59 s"),
            Example(format: .duration, value: 60, words: "1 min"),
            Example(format: .duration, value: 6_600, words: "1 h 50 min"),
            Example(format: .duration, value: 86_400, words: "1 d"),
            Example(format: .duration, value: 90_061, words: "1 d 1 h"),
            Example(format: .duration, value: -90, words: "-1 min 30 s"),
            Example(format: .duration, value: .integer(.max), words: "106751991167300 d 15 h"),
            Example(format: .duration, value: .integer(.min), words: "-106751991167300 d 15 h"),
            Example(format: .plural, value: 1, words: ""),
            Example(format: .plural, value: 0, words: "s"),
            Example(format: .plural, value: 2, words: "s"),
            Example(format: .slug, value: "web-1", words: "web-1"),
            Example(format: .slug, value: "../..", words: slug(of: "../..")),
            Example(format: .severity, value: "high", words: "high"),
            Example(format: .markdown, value: "**a**", words: "**a**"),
        ])
    func words(_ example: Example) {
        #expect(
            Formatter(timezone: example.timezone).words(example.value, as: example.format) == example.words)
    }

    @Test(
        "a moment for machines has four digits of year and its offset",
        arguments: [
            (Int64(0), "UTC", "1970-01-01T00:00:00Z"),
            (1_795_586_400, "Europe/Paris", "2026-11-25T07:00:00+01:00"),
            (1_795_586_400, "America/St_Johns", "2026-11-25T02:30:00-03:30"),
            (1_795_586_400, "Asia/Kathmandu", "2026-11-25T11:45:00+05:45"),
            (-62_135_596_800, "UTC", "0001-01-01T00:00:00Z"),
            (.max, "UTC", "9999-12-31T23:59:59Z"),
            (.min, "UTC", "0001-01-01T00:00:00Z"),
        ])
    func iso(_ seconds: Int64, _ timezone: String, _ expected: String) {
        #expect(Formatter(timezone: timezone).iso(seconds) == expected)
    }

    @Test("numbers stand at the right, dates and words at the left", arguments: Format.allCases)
    func numeric(_ format: Format) {
        #expect(format.isNumeric == [.number, .bytes, .percent, .money, .duration].contains(format))
    }
}
