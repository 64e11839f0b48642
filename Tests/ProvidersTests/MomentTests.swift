import Model
import Testing

/// Moments in the ways that APIs write them.
@Suite struct MomentTests {
    @Test(
        "every way of writing one moment gives the same",
        arguments: [
            "2020-07-21T18:37:44Z", "2020-07-21T18:37:44z", "2020-07-21t18:37:44Z", "2020-07-21 18:37:44",
            "2020-07-21T18:37:44", "2020-07-21T18:37:44.000Z", "2020-07-21T18:37:44.999999999Z",
            "2020-07-21T18:37:44,5Z", "2020-07-21T18:37:44+00:00", "2020-07-21T18:37:44+0000",
            "2020-07-21 18:37:44 +0000", "2020-07-21 18:37:44 UTC", "2020-07-21T20:37:44+02:00",
            "2020-07-21T13:07:44-05:30", "2020-07-21T20:37:44+02", "/Date(1595356664000)/",
            "/Date(1595356664000+0200)/", "Tue, 21 Jul 2020 18:37:44 GMT",
        ])
    func forms(_ text: String) {
        #expect(Moment(text)?.seconds == 1_595_356_664)
    }

    @Test(
        "days are those of the Gregorian calendar",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -86_400), ("2000-02-29", 951_782_400),
            ("2024-02-29", 1_709_164_800),
            ("1900-03-01", -2_203_891_200), ("9999-12-31", 253_402_214_400),
            ("2026-11-25T06:00", 1_795_586_400),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
        ] as [(String, Int64)])
    func days(_ text: String, _ seconds: Int64) {
        #expect(Moment(text)?.seconds == seconds)
    }

    @Test(
        "what is no moment is none",
        arguments: [
            "", "never", "2020", "2020-07", "2020-7-21", "20200721", "2020-13-01", "2020-00-10", "2020-04-31",
            "2021-02-29", "1900-02-29", "2020-01-00", "2020-07-21T", "2020-07-21T24:00:00Z",
            "2020-07-21T18:60:00Z",
            "2020-07-21T18:37:61Z", "2020-07-21T18:37:44.Z", "2020-07-21T18:37:44Zulu",
            "2020-07-21T18:37:44+",
            "2020-07-21T18:37:44 CET", "２020-07-21", "+020-07-21", "0001-01-01T00:00:00Z", "0000-01-01",
            "/Date(x)/", "/Date(", "/Date(99999999999999999999)/", "Tue, 32 Jul 2020 18:37:44 GMT",
            "Tue, 21 Foo 2020 18:37:44 GMT", "Tue, 21 Jul 2020 18:37:44 CET", "Tue, 21 Jul 2020 25:37:44 GMT",
            "Tue, 21 Jul 2020 18:37 GMT", "Tue, 21 Jul 9223372036854775807 18:37:44 GMT",
            "Tue, 21 Jul 2020 9223372036854775807:00:00 GMT", "Tue, 21 Jul 2020 -1:00:00 GMT",
            "Tue, -9223372036854775808 Jul 2020 18:37:44 GMT",
        ])
    func none(_ text: String) {
        #expect(Moment(text) == nil)
    }

    @Test("the extremes of a number of milliseconds are moments", arguments: [Int64.max, .min, 0, -1])
    func extremes(_ milliseconds: Int64) throws {
        let moment = try #require(Moment("/Date(\(milliseconds))/"))
        #expect(moment.seconds == milliseconds / 1_000)
        #expect(Moment.iso(moment.seconds).hasSuffix("Z"))
    }

    @Test(
        "a moment is written as FOCUS has it, and read again",
        arguments: [0, -1, 951_782_399, 951_782_400, 1_795_586_400, 253_402_300_799, -62_135_510_400]
            as [Int64])
    func written(_ seconds: Int64) {
        #expect(Moment(Moment.iso(seconds))?.seconds == (seconds < -62_000_000_000 ? nil : seconds))
        #expect(Moment.iso(1_795_586_400) == "2026-11-25T06:00:00Z")
        #expect(Moment.iso(-1) == "1969-12-31T23:59:59Z")
    }

    @Test("a month has its bounds, those of December and February too")
    func months() throws {
        let december = try #require(Moment.bounds(ofMonth: "2026-12"))
        #expect(Moment.iso(december.start) == "2026-12-01T00:00:00Z")
        #expect(Moment.iso(december.end) == "2027-01-01T00:00:00Z")
        let february = try #require(Moment.bounds(ofMonth: "2028-02"))
        #expect(february.end - february.start == 29 * 86_400)
        #expect(Moment.month(december.end - 1) == "2026-12" && Moment.month(december.end) == "2027-01")
        #expect(Moment.bounds(ofMonth: "2026-13") == nil && Moment.bounds(ofMonth: "") == nil)
    }
}
