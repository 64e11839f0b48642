import Glibc
import Model
import Store
import Testing

@testable import Costs

/// Lines as a busy agency has them, the same each time: shares, taxes, credits, two currencies, lines without
/// amount.
private struct Lines {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func make(_ count: Int) -> [Line] {
        (0..<count).map { index in
            let month = ["2026-08", "2026-09", "2026-10"][next(3)]
            let resource = "r\(next(count / 4 + 1))"
            return line(
                month, Int64(next(2_000_000_000)) - 200_000_000, next(20) == 0 ? nil : resource,
                provider: ["digitalocean", "heroku"][next(2)], service: "S\(next(8))"
            ) {
                $0.id = "\(index)"
                $0.tags = ["client-\(next(40))", "tag-\(next(1_000))"]
                $0.sku = "size-\(next(5))"
                $0.category = [.usage, .usage, .usage, .usage, .tax, .credit][next(6)]
                $0.currency = ["EUR", "USD"][next(2)]
                if next(50) == 0 { $0.cost = nil }
                if next(3) == 0 { $0.quantity = Double(next(1_000)) }
                if next(5) == 0 { $0.description = "line \(next(100))" }
            }
        }
    }

    /// As many clients with rules of every kind, some of them shared.
    static let rules = Rules(
        (0..<40).flatMap { index -> [(client: String, match: Client.Match)] in
            [
                (
                    "client-\(index)",
                    Client.Match(.tag, "client-\(index)", share: index.isMultiple(of: 3) ? 0.37 : 1)
                ),
                ("client-\(index + 1)", Client.Match(.tag, "client-\(index)", share: 0.21)),
                ("client-\(index)", Client.Match(.name, "r\(index)*")),
            ]
        })

    static func costs(_ lines: [Line]) -> [Cost] {
        let dollar = Conversion.Quote(
            "USD", base: "EUR", rate: "0.923456", day: "2026-11-01", source: "bank")
        return Cost.all(
            of: lines, Breakdown(by: [], [], earlier: [:]),
            Allocation(rules: rules, assets: Assets([])),
            Conversion(to: "EUR", declared: [dollar].compactMap(\.self), bank: []))
    }
}

@Suite struct ExactnessTests {
    @Test("the parts of each of 5,000 lines add up to the line, and no client has two of one")
    func parts() {
        var generator = Lines(seed: 1)
        let lines = generator.make(5_000)
        let costs = Dictionary(grouping: Lines.costs(lines), by: \.line.id)
        #expect(costs.count == 5_000)
        #expect(costs.values.contains { $0.count > 2 })
        let wrong = lines.filter { line in
            let parts = costs[line.id] ?? []
            let sum = parts.reduce(Int64(0)) { $0 + ($1.part.cost ?? 0) }
            return sum != line.cost ?? 0 || Set(parts.map(\.part.client)).count != parts.count
        }
        #expect(wrong.isEmpty)
    }

    @Test("the reasons of a month add up to its difference in every scope, to the last millionth")
    func reasons() {
        var generator = Lines(seed: 2)
        let costs = Lines.costs(generator.make(5_000))
        for (month, before) in [("2026-09", "2026-08"), ("2026-10", "2026-09")] {
            let changes = Changes.all(of: costs, month: month, before: before)
            #expect(changes.count > 40)
            for change in changes {
                let difference = costs.reduce(Int64(0)) { sum, cost in
                    guard Scope.each(of: cost).contains(change.scope), let amount = cost.report else {
                        return sum
                    }
                    return sum + (cost.line.month == month ? amount : cost.line.month == before ? -amount : 0)
                }
                #expect(change.reasons.reduce(0) { $0 + $1.change } == difference, "\(change.scope)")
            }
        }
    }

    @Test("twice the lines take less than three times the processor's time, and 50,000 are done")
    func linear() {
        var generator = Lines(seed: 3)
        let (small, large, all) = (generator.make(5_000), generator.make(10_000), generator.make(50_000))
        let time = { (lines: [Line]) in
            (0..<3).map { _ in
                let start = processorTime()
                _ = Changes.all(of: Lines.costs(lines), month: "2026-10", before: "2026-09")
                return processorTime() - start
            }.min() ?? 0
        }
        #expect(time(large) / time(small) < 3)
        #expect(Lines.costs(all).count > 50_000)
    }
}

/// Seconds that this thread had a processor for.
private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
