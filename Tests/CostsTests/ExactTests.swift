import Testing

@testable import Costs

@Suite struct ExactTests {
    @Test(
        "a product is rounded half to even, on either side of zero",
        arguments: [
            (5, 1, 2, 2), (7, 1, 2, 4), (-5, 1, 2, -2), (-7, 1, 2, -4), (5, 1, -2, -2), (10, 1, 3, 3),
            (20, 1, 3, 7), (Int64.max, 1, 1, Int64.max), (Int64.max, 1_000_000, 1_000_000, Int64.max),
        ] as [(Int64, Int64, Int64, Int64)])
    func rounded(_ amount: Int64, _ numerator: Int64, _ denominator: Int64, _ result: Int64) {
        #expect(Exact.scaled(amount, by: numerator, over: denominator) == result)
    }

    @Test("what does not fit, and what is divided by nothing, is nothing")
    func tooLarge() {
        #expect(Exact.scaled(.max, by: 2, over: 1) == nil)
        #expect(Exact.scaled(1, by: 1, over: 0) == nil)
    }

    @Test(
        "parts add up to their amount whatever the shares",
        arguments: [
            ([0.5, 0.5], 1), ([0.333, 0.333, 0.334], 100), ([0.1, 0.2], -7), ([0.7, 0.7], 10), ([], 5),
            ([1e-9, 0.999_999_999], Int64.max), ([1, 1, 1], Int64.min + 1), ([-1, .nan], 3),
        ] as [([Double], Int64)])
    func addUp(_ shares: [Double], _ amount: Int64) {
        let parts = Split.parts(of: amount, by: shares.map(Split.parts))
        #expect(parts.count == shares.count + 1)
        #expect(parts.reduce(0, +) == amount)
    }

    @Test("a millionth that is left goes to who lost most, and to the earlier of two equals")
    func remainder() {
        #expect(Split.parts(of: 1, by: [500_000_000, 500_000_000]) == [1, 0, 0])
        #expect(Split.parts(of: -1, by: [500_000_000, 500_000_000]) == [-1, 0, 0])
        #expect(Split.parts(of: 10, by: [330_000_000, 340_000_000, 330_000_000]) == [3, 4, 3, 0])
        #expect(Split.parts(of: 100, by: [250_000_000]) == [25, 75])
    }

    @Test("shares that exceed the whole are parts of their sum")
    func tooMuch() {
        #expect(Split.parts(of: 100, by: [Split.whole, Split.whole]) == [50, 50, 0])
    }
}
