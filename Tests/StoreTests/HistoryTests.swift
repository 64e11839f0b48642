import Foundation
import Model
import Store
import TestSupport
import Testing

@Suite struct HistoryTests {
    let scratch: Scratch
    let runs: RunFolder
    let schema = ReaderTests.schema

    init() throws {
        scratch = try Scratch()
        runs = try RunFolder(scratch.path("runs"))
    }

    /// A run in which web-1 answered as said, with findings of the check `c` on it.
    func run(
        number: Int64, status: HostOutcome.Status = .complete, users: [Row] = [[0, "root"]],
        findings: [(resource: String, status: String)] = []
    ) throws -> RunFolder.Entry {
        let start = 1_795_500_000 + number * 604_800
        let earlier = try runs.entries().runs.last
        let file = try RunFile(in: runs, startedAt: start, schema: schema)
        try file.insert(
            [
                [
                    .text(file.id), .integer(number), .integer(start), nil, "test", "", "UTC", "", nil, "EUR",
                    0, "open",
                ]
            ],
            into: RunTables.run)
        let answered = status == .complete
        try file.keep(
            HostOutcome(
                host: "web-1", status: status, reason: answered ? nil : "no answer", startedAt: start,
                finishedAt: start + 1,
                facts: answered ? [FactOutcome(table: "users", coverage: .complete, rows: users)] : []),
            of: Host(name: "web-1", address: "web-1"))
        try file.carryFactsForward(from: earlier, schema: schema)
        try file.insert(
            [["c", "C", "C passes", "high", "x", "devops", "", "c.md", "", "", "", nil, nil, 0, 0, 0, 0]],
            into: RunTables.checks)
        try file.insert(
            findings.map { finding in
                [
                    "c", "web-1", .text(finding.resource), .text(finding.status), "high", "because",
                    .integer(start), nil, nil, nil, nil,
                ]
            }, into: RunTables.findings)
        try file.carryFindingsForward(from: earlier)
        try file.finish(at: start + 2)
        try file.publish()
        return try #require(try runs.entries().runs.last)
    }

    func rows(_ sql: String, _ entry: RunFolder.Entry) throws -> [Row] {
        try Reader(run: entry.path, previous: nil, schema: schema).rows(sql)
    }

    @Test("a host that does not answer keeps its last facts, marked stale with their own date")
    func stale() throws {
        _ = try run(number: 1)
        _ = try run(number: 2, status: .unreachable)
        let third = try run(number: 3, status: .unreachable)
        #expect(try rows("SELECT username FROM users", third) == [["root"]])
        #expect(
            try rows("SELECT status, reason, collected_at FROM outcomes", third)
                == [["stale", "no answer", .integer(1_795_500_000 + 604_800 + 1)]])
        #expect(
            try rows("SELECT last_read_at FROM targets", third) == [[.integer(1_795_500_000 + 604_800 + 1)]])
        #expect(try rows("SELECT status FROM run", third) == [["partial"]])
    }

    @Test("a host that answers again has its new facts alone")
    func fresh() throws {
        _ = try run(number: 1)
        _ = try run(number: 2, status: .unreachable)
        let third = try run(number: 3, users: [[7, "lea"]])
        #expect(try rows("SELECT username FROM users", third) == [["lea"]])
        #expect(try rows("SELECT status FROM outcomes", third) == [["complete"]])
    }

    @Test("a finding keeps the date of the run that first saw it")
    func firstSeen() throws {
        _ = try run(number: 1, findings: [("a", "fail")])
        let second = try run(number: 2, findings: [("a", "fail"), ("b", "fail")])
        #expect(
            try rows("SELECT resource, first_seen FROM findings ORDER BY resource", second) == [
                ["a", .integer(1_795_500_000 + 604_800)], ["b", .integer(1_795_500_000 + 2 * 604_800)],
            ])
    }

    @Test("what no longer fails is resolved, for 26 weeks")
    func resolved() throws {
        _ = try run(number: 1, findings: [("a", "fail")])
        let second = try run(number: 2)
        #expect(
            try rows("SELECT status, resolved_at FROM findings", second) == [
                ["resolved", .integer(1_795_500_000 + 2 * 604_800)]
            ])
        #expect(try rows("SELECT COUNT(*) FROM findings", try run(number: 20)) == [[1]])
        #expect(try rows("SELECT COUNT(*) FROM findings", try run(number: 40)) == [[0]])
    }

    @Test("what could not be looked at is not resolved, and keeps its date until it can")
    func notResolved() throws {
        _ = try run(number: 1, findings: [("a", "fail")])
        let second = try run(number: 2, findings: [("web-1", "unknown")])
        #expect(
            try rows("SELECT resource, status, reason FROM findings ORDER BY resource", second) == [
                ["a", "unknown", "when last evaluated: because"], ["web-1", "unknown", "because"],
            ])
        _ = try run(number: 3, findings: [("web-1", "unknown")])
        let fourth = try run(number: 4, findings: [("a", "fail")])
        #expect(
            try rows("SELECT resource, status, reason, first_seen FROM findings", fourth)
                == [["a", "fail", "because", .integer(1_795_500_000 + 604_800)]])
    }

    @Test("a resolved finding that fails again is open, first seen now")
    func reopened() throws {
        _ = try run(number: 1, findings: [("a", "fail")])
        _ = try run(number: 2)
        let third = try run(number: 3, findings: [("a", "fail")])
        #expect(
            try rows("SELECT status, first_seen FROM findings", third)
                == [["fail", .integer(1_795_500_000 + 3 * 604_800)]])
    }

    @Test("the trend grows by one run at a time")
    func trend() throws {
        _ = try run(number: 1, findings: [("a", "fail")])
        let second = try run(number: 2)
        #expect(
            try rows("SELECT value FROM metrics WHERE name = 'open' ORDER BY at", second) == [
                [.real(1)], [.real(0)],
            ])
    }
}
