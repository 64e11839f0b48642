import Model
import Testing

@testable import Costs

@Suite struct ForecastTests {
    private let now = seconds("2026-11-16T00:00:00Z")

    private func forecasts(
        _ lines: [Line], at now: Int64? = nil, past: [Forecast.Past] = [], budgets: [Scope: Int64] = [:]
    ) throws -> [Scope: Forecast] {
        let costs = Cost.all(
            of: lines, Breakdown(by: [], [], earlier: [:]),
            Allocation(rules: rules(("acme", .resource, "r1", 1)), assets: Assets([])),
            Conversion(to: "EUR", declared: [], bank: []))
        let projection = try #require(Projection(of: "2026-11", at: now ?? self.now, lines))
        let all = Forecast.all(
            of: costs, month: "2026-11", before: "2026-10", projection, past: past, budgets: budgets,
            currency: "EUR")
        return Dictionary(uniqueKeysWithValues: all.map { ($0.scope, $0) })
    }

    private func sofar(_ cost: Int64, _ resource: String = "r1", provider: String = "rackspace") -> Line {
        line("2026-11", cost, resource, provider: provider) {
            $0.end = now
            $0.source = .preview
            $0.frequency = .usageBased
        }
    }

    @Test("what runs by the hour goes on as it has run")
    func straight() throws {
        let all = try forecasts([sofar(150), line("2026-10", 280, provider: "rackspace")])[.all]
        #expect(all?.toDate == 150)
        #expect(all?.forecast == 300)
        #expect(all?.before == 280)
        #expect(all?.method == .straightLine)
    }

    @Test("a price for the whole month is what it is")
    func recurring() throws {
        let all = try forecasts([line("2026-11", 45)])[.all]
        #expect(all?.forecast == 45)
        #expect(all?.method == .recurring)
    }

    @Test("no more than 672 hours of a droplet are charged")
    func capped() throws {
        let droplet = line("2026-11", 360) {
            $0.source = .preview
            $0.end = now
            $0.unit = "Hours"
        }
        #expect(try forecasts([droplet])[.all]?.forecast == 672)
    }

    @Test("what has ended is not reckoned on")
    func ended() throws {
        let gone = line("2026-11", 50, "gone", provider: "rackspace") {
            $0.end = seconds("2026-11-06T00:00:00Z")
            $0.source = .preview
            $0.frequency = .usageBased
        }
        #expect(try forecasts([sofar(150), gone])[.all]?.forecast == 350)
    }

    @Test("what began within the month is reckoned from its own beginning")
    func begun() throws {
        let late = line("2026-11", 10, provider: "rackspace") {
            $0.start = seconds("2026-11-15T00:00:00Z")
            $0.end = now
            $0.source = .preview
            $0.frequency = .usageBased
        }
        #expect(try forecasts([late])[.all]?.forecast == 160)
    }

    @Test("a period of the provider's own that is not over yet is reckoned to its own end")
    func cycle() throws {
        let cycle = line("2026-11", 10, provider: "rackspace") {
            $0.start = seconds("2026-11-11T00:00:00Z")
            $0.end = seconds("2026-11-21T00:00:00Z")
            $0.source = .preview
            $0.frequency = .usageBased
        }
        #expect(try forecasts([cycle])[.all]?.forecast == 20)
    }

    @Test(
        "a cycle that began in the month before counts from its own beginning, and an invoiced one is what it is"
    )
    func olderCycle() throws {
        let cycle = line("2026-11", 18, provider: "rackspace") {
            $0.start = seconds("2026-10-29T00:00:00Z")
            $0.end = seconds("2026-11-28T00:00:00Z")
            $0.source = .preview
            $0.frequency = .usageBased
        }
        #expect(try forecasts([cycle])[.all]?.forecast == 30)
        let invoiced = line("2026-11", 18, provider: "rackspace") {
            $0.source = .invoiced
            $0.end = seconds("2026-11-10T00:00:00Z")
        }
        #expect(try forecasts([invoiced])[.all]?.forecast == 18)
    }

    @Test("where a run looked on the same day of the month before, the rest of that month is added")
    func sameDay() throws {
        let past = [("2026-10-16T20:00:00Z", 100), ("2026-10-02T00:00:00Z", 7)].map { at, micros in
            Forecast.Past(at: seconds(at), name: Scope.all.metric("2026-10", "EUR"), micros: Int64(micros))
        }
        let all = try forecasts([sofar(150), line("2026-10", 280, provider: "rackspace")], past: past)[.all]
        #expect(all?.forecast == 330)
        #expect(all?.method == .sameDay)
    }

    @Test("in the first hours of a month nothing is said of its end")
    func tooEarly() throws {
        let now = seconds("2026-11-01T02:00:00Z")
        let line = line("2026-11", 1, provider: "rackspace") {
            $0.end = now
            $0.source = .preview
            $0.frequency = .usageBased
        }
        let all = try #require(try forecasts([line], at: now)[.all])
        #expect(all.toDate == 1)
        #expect(all.forecast == nil)
    }

    @Test(
        "clients, providers and accounts have their own, with their budgets, also those that cost nothing yet"
    )
    func scopes() throws {
        let budgets =
            [Scope(kind: .client, name: "acme"): 200, Scope(kind: .client, name: "idle"): 5] as [Scope: Int64]
        let all = try forecasts([sofar(150), sofar(10, "r2", provider: "heroku")], budgets: budgets)
        #expect(all[Scope(kind: .client, name: "acme")]?.forecast == 300)
        #expect(all[Scope(kind: .client, name: "acme")]?.budget == 200)
        #expect(all[Scope(kind: .client, name: "")]?.toDate == 10)
        #expect(all[Scope(kind: .provider, name: "rackspace")]?.toDate == 150)
        #expect(all[Scope(kind: .account, name: "heroku/main")]?.toDate == 10)
        let idle = try #require(all[Scope(kind: .client, name: "idle")])
        #expect(idle.toDate == nil)
        #expect(idle.budget == 5)
    }
}
