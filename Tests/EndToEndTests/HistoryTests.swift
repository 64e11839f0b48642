import Foundation
import TestSupport
import Testing

/// What runs know of each other: nothing gets resolved, and no date gets lost, by not looking.
@Suite(.timeLimit(.minutes(3))) struct HistoryTests {
    private static let both = "hosts: [{name: one, transport: local}, {name: two, transport: local}]"

    @Test("servers that --only leaves out are not visited and partial, and their findings stand as they were")
    func only() async throws {
        let (place, tools) = try await Replay.ofThisMachine().workplace(Self.both)
        defer { withExtendedLifetime(tools) {} }
        _ = try await place.constat("audit")
        let findings =
            "SELECT check_id, resource FROM findings WHERE host = 'two' AND status = 'fail' ORDER BY 1, 2"
        let before = try await place.rows(findings)
        #expect(before.count > 20)
        let only = try await place.constat("audit", "--only", "one")
        #expect(only.status == 3)
        #expect(only.text.contains("servers    1 of 2    two: not visited: --only named other servers"))
        #expect(
            try await place.rows("SELECT COUNT(*) FROM findings WHERE host = 'two' AND status = 'resolved'")
                == [["0"]])
        let after = Set(try await place.rows(findings))
        let unknown = Set(
            try await place.rows("SELECT check_id FROM findings WHERE host = 'two' AND status = 'unknown'"))
        #expect(before.allSatisfy { after.contains($0) || unknown.contains([$0[0]]) })
        #expect(
            try await place.rows(
                "SELECT DISTINCT status FROM outcomes WHERE host = 'two' AND table_name = 'deb_packages'")
                == [["stale"]])
        #expect(place.page("index.html").contains("two (failed)"))
    }

    @Test("a server that is taken out of the inventory is said to be, and its findings are not resolved")
    func vanished() async throws {
        let (place, tools) = try await Replay.ofThisMachine().workplace(Self.both)
        defer { withExtendedLifetime(tools) {} }
        _ = try await place.constat("audit")
        try place.scratch.write("hosts: [{name: one, transport: local}]", to: "inventory/all.yml")
        let audit = try await place.constat("audit")
        #expect([0, 3].contains(audit.status))
        #expect(try await place.rows("SELECT COUNT(*) FROM findings WHERE host = 'two'") == [["0"]])
        #expect(try await place.rows("SELECT what FROM notes") == [["No longer in the inventory: two"]])
        #expect(place.page("index.html").contains("No longer in the inventory: two"))
    }

    @Test("a run that was only collected says that it was not checked, and costs the next no date")
    func collected() async throws {
        let (place, tools) = try await Replay.ofThisMachine().workplace()
        defer { withExtendedLifetime(tools) {} }
        _ = try await place.constat("audit")
        let start = try await place.rows("SELECT started_at FROM run")
        let collect = try await place.constat("collect")
        #expect(collect.text.contains("findings   not looked for yet"), "\(collect.text)")
        let audit = try await place.constat("audit")
        #expect(!audit.text.contains("(+") && !audit.text.contains("(-"), "\(audit.text)")
        #expect(
            try await place.rows("SELECT DISTINCT first_seen FROM findings WHERE status = 'fail'") == start)
        // Checked after all, the run in between is one like the others.
        #expect(try await place.rows("SELECT number FROM run") == [["3"]])
    }
}
