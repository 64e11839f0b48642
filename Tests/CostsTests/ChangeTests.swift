import Model
import Testing

@testable import Costs

@Suite struct ChangeTests {
    private func costs(_ lines: [Line], _ rules: Rules = Rules([])) -> [Cost] {
        Cost.all(
            of: lines, Breakdown(by: [], [], earlier: [:]), Allocation(rules: rules, assets: Assets([])),
            Conversion(to: "EUR", declared: [], bank: []))
    }

    private func reasons(_ lines: [Line], _ rules: Rules = Rules([]), scope: Scope = .all) -> [Change] {
        Changes.all(of: costs(lines, rules), month: "2026-10", before: "2026-09")
            .first { $0.scope == scope }?.reasons ?? []
    }

    /// A line that is the same in both months, so that the account is known in both.
    private let steady = [line("2026-09", 1, "steady"), line("2026-10", 1, "steady")]

    @Test("what is new was added, on its day when it did not begin with the month")
    func added() {
        let new = line("2026-10", 60) { $0.start = seconds("2026-10-12T08:00:00Z") }
        let reasons = reasons(steady + [new])
        #expect(reasons.map(\.kind) == [.added])
        #expect(reasons.map(\.day) == ["2026-10-12"])
        #expect(reasons.map(\.resource) == ["r1"])
        #expect(reasons.map(\.change) == [60])
        #expect(self.reasons(steady + [line("2026-10", 60)]).map(\.day) == [nil])
    }

    @Test("what began late in the month before was added then, though it costs more only now")
    func addedBefore() {
        let late = line("2026-09", 5) { $0.start = seconds("2026-09-25T00:00:00Z") }
        let reasons = reasons([late, line("2026-10", 30)])
        #expect(reasons.map(\.kind) == [.added])
        #expect(reasons.map(\.day) == ["2026-09-25"])
        #expect(reasons.map(\.change) == [25])
    }

    @Test("what is gone was removed, and what ended early too")
    func removed() {
        #expect(reasons(steady + [line("2026-09", 7)]).map(\.kind) == [.removed])
        let ended = line("2026-10", 3) { $0.end = seconds("2026-10-05T00:00:00Z") }
        let reasons = reasons([line("2026-09", 30), ended])
        #expect(reasons.map(\.kind) == [.removed])
        #expect(reasons.map(\.day) == ["2026-10-05"])
    }

    @Test("a new size within the month is a resize, with its day")
    func resized() {
        let reasons = reasons([
            line("2026-09", 30) { $0.sku = "small" },
            line("2026-10", 10) {
                $0.sku = "small"
                $0.end = seconds("2026-10-12T00:00:00Z")
            },
            line("2026-10", 80) {
                $0.sku = "large"
                $0.start = seconds("2026-10-12T00:00:00Z")
            },
        ])
        #expect(reasons.map(\.kind) == [.resized])
        #expect(reasons.map(\.before) == ["small"])
        #expect(reasons.map(\.after) == ["large"])
        #expect(reasons.map(\.day) == ["2026-10-12"])
        #expect(reasons.map(\.change) == [60])
    }

    @Test("processes of two sizes side by side are no resize, whichever of them is more or new")
    func sideBySide() {
        let line = { (month: String, cost: Int64, size: String) -> Line in
            CostsTests.line(month, cost) { $0.sku = size }
        }
        let both = [line("2026-10", 15, "web"), line("2026-10", 15, "worker")]
        let before = [line("2026-09", 10, "web"), line("2026-09", 10, "worker")]
        #expect(reasons(before + both).map(\.kind) == [.price])
        #expect(reasons([line("2026-09", 15, "web")] + both).map(\.kind) == [.more])
        let other = [line("2026-09", 15, "web"), line("2026-09", 5, "small worker")]
        #expect(reasons(other + both).map(\.after) == ["worker"])
    }

    @Test(
        "of quantity and price, the one that makes more of the difference is the reason",
        arguments: [
            (20, 20.0, .more), (20, 10.0, .price), (5, 5.0, .less), (11, 10.5, .price), (30, 20.0, .more),
        ] as [(Int64, Double, Change.Kind)])
    func quantityOrPrice(_ cost: Int64, _ quantity: Double, _ kind: Change.Kind) {
        let before = line("2026-09", 10) {
            $0.quantity = 10
            $0.unit = "GB"
        }
        let after = line("2026-10", cost) {
            $0.quantity = quantity
            $0.unit = "GB"
        }
        #expect(reasons([before, after]).map(\.kind) == [kind])
    }

    @Test("a plan of the same name at another amount has another price")
    func flatPrice() {
        let reasons = reasons([
            line("2026-09", 10) { $0.sku = "plan" }, line("2026-10", 12) { $0.sku = "plan" },
        ])
        #expect(reasons.map(\.kind) == [.price])
    }

    @Test("taxes are one reason, credits another")
    func taxes() {
        let taxes = ["a", "b"].map { name in
            line("2026-10", 5, nil) {
                $0.category = .tax
                $0.description = name
            }
        }
        let credit = line("2026-10", -100, nil) { $0.category = .credit }
        let reasons = reasons(steady + taxes + [credit])
        #expect(reasons.map(\.kind) == [.credit, .tax])
        #expect(reasons.map(\.change) == [-100, 10])
        #expect(reasons.map(\.resources) == [1, 2])
    }

    @Test("small things of one kind, service and client are one reason, and large ones stand alone")
    func small() {
        let small = ["s1", "s2"].map { line("2026-10", 4, $0, service: "Snapshots") }
        let reasons = reasons(steady + small + [line("2026-10", 200, "db")])
        #expect(reasons.map(\.resource) == ["db", nil])
        #expect(reasons.map(\.resources) == [1, 2])
        #expect(reasons.map(\.change) == [200, 8])
        #expect(reasons.map(\.service) == ["Droplets", "Snapshots"])
    }

    @Test("an account of which one month is unknown is one reason, and nothing in it was removed")
    func unreadAccount() {
        let gone = (1...5).map { line("2026-09", 10, "r\($0)", provider: "heroku", account: "agency") }
        let reasons = reasons(steady + gone)
        #expect(reasons.map(\.kind) == [.other])
        #expect(reasons.map(\.resource) == ["heroku/agency"])
        #expect(reasons.map(\.resources) == [5])
        #expect(reasons.map(\.change) == [-50])
    }

    @Test("a client's reasons are of its own part")
    func client() {
        let shared = rules(("a", .resource, "db", 0.25), ("b", .resource, "db", 0.75))
        let lines = steady + [line("2026-10", 100, "db")]
        #expect(reasons(lines, shared, scope: Scope(kind: .client, name: "a")).map(\.change) == [25])
        #expect(reasons(lines, shared).map(\.client) == [nil])
    }

    @Test("of many reasons the largest are told, and the rest is one more")
    func many() {
        let lines = (1...40).map { line("2026-10", Int64($0), "r\($0)", service: "S\($0)") }
        let reasons = reasons(steady + lines)
        #expect(reasons.count == Changes.most + 1)
        #expect(reasons.reduce(0) { $0 + $1.change } == 820)
        #expect(zip(reasons, reasons.dropFirst()).allSatisfy { $0.change.magnitude >= $1.change.magnitude })
    }
}
