import Foundation
import Model
import Store
import TestSupport
import Testing

@Suite struct RunFolderTests {
    let scratch: Scratch
    let schema = ReaderTests.schema

    init() throws { scratch = try Scratch() }

    func finished(_ runs: RunFolder, number: Int64, at start: Int64) throws -> RunFile {
        let file = try RunFile(in: runs, startedAt: start, schema: schema)
        try file.insert(
            [
                [
                    .text(file.id), .integer(number), .integer(start), nil, "test", "", "UTC", "", nil, "EUR",
                    0, "open",
                ]
            ],
            into: RunTables.run)
        return file
    }

    @Test("a run is not there before it is published")
    func hidden() throws {
        let runs = try RunFolder(scratch.path("runs"))
        let file = try finished(runs, number: 1, at: 1_795_500_000)
        #expect(try runs.entries().runs.isEmpty)
        try file.publish()
        #expect(try runs.entries().runs.map(\.id) == ["2026-11-24T054000Z"].map { _ in file.id })
    }

    @Test("runs are in the order of their numbers, whatever the clock said")
    func numbered() throws {
        let runs = try RunFolder(scratch.path("runs"))
        try finished(runs, number: 1, at: 1_795_500_000).publish()
        try finished(runs, number: 2, at: 1_700_000_000).publish()
        #expect(try runs.entries().runs.map(\.number) == [1, 2])
    }

    @Test("two runs of one second have two names")
    func sameSecond() throws {
        let runs = try RunFolder(scratch.path("runs"))
        try finished(runs, number: 1, at: 1_795_500_000).publish()
        try finished(runs, number: 2, at: 1_795_500_000).publish()
        #expect(try runs.entries().runs.count == 2)
    }

    @Test("a damaged run is a problem of its own and hides no other")
    func damaged() throws {
        let runs = try RunFolder(scratch.path("runs"))
        try finished(runs, number: 1, at: 1_795_500_000).publish()
        try scratch.write("garbage", to: "runs/2026-01-01T000000Z.sqlite")
        let (good, problems) = try runs.entries()
        #expect(good.count == 1)
        #expect(problems.count == 1)
    }

    @Test("the file is its owner's alone, and so is the folder")
    func modes() throws {
        let runs = try RunFolder(scratch.path("runs"))
        try finished(runs, number: 1, at: 1_795_500_000).publish()
        let modes = try [runs.folder, runs.entries().runs[0].path].map {
            try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
        }
        #expect(modes == [0o700, 0o600])
    }

    @Test("pruning removes the oldest, never the last")
    func pruned() throws {
        let runs = try RunFolder(scratch.path("runs"))
        for number in 1...4 {
            try finished(runs, number: Int64(number), at: 1_795_500_000 + Int64(number)).publish()
        }
        try runs.prune(keeping: 2)
        #expect(try runs.entries().runs.map(\.number) == [3, 4])
        try runs.prune(keeping: 0)
        #expect(try runs.entries().runs.map(\.number) == [4])
    }

    @Test("what a killed run left is removed by the next, and nothing else")
    func leftovers() throws {
        let runs = try RunFolder(scratch.path("runs"))
        _ = try finished(runs, number: 1, at: 1_795_500_000)
        try scratch.write("mine", to: "runs/notes.txt")
        try runs.removeLeftovers()
        #expect(try FileManager.default.contentsOfDirectory(atPath: runs.folder) == ["notes.txt"])
    }

    @Test("a link in the place of the folder is refused")
    func link() throws {
        try FileManager.default.createSymbolicLink(atPath: scratch.path("runs"), withDestinationPath: "/etc")
        #expect(throws: Problem.self) { try RunFolder(scratch.path("runs")) }
    }

    @Test("the lock is held by one, and free when it is let go")
    func lock() throws {
        let path = scratch.path(".lock")
        var first: Lock? = try Lock(path)
        #expect(throws: LockHeld.self) { try Lock(path) }
        _ = first
        first = nil
        _ = try Lock(path)
    }
}
