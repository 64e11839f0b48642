import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    /// Full and read-only disks, damaged and newer files, links that somebody laid, and modes.
    @Suite(.timeLimit(.minutes(5))) struct DiskTests {
        private static func ground() async throws -> (Workplace, [Scratch]) {
            let templates = try Templates.few("logging")
            let (place, tools) = try await Replay.ofThisMachine().workplace(
                environment: ["CONSTAT_TEMPLATES": templates.path])
            return (place, [tools, templates])
        }

        private func audits(_ place: Workplace) async throws -> Bool {
            let audit = try await place.constat("audit")
            #expect([0, 3].contains(audit.status), "\(audit.errors)")
            return [0, 3].contains(audit.status)
        }

        /// Puts a file system in memory in the place of the output folder.
        private func withDisk(_ place: Workplace, _ body: (String) async throws -> Void) async throws {
            let output = place.scratch.path("output")
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            let mounted = await ran("mount", ["-t", "tmpfs", "-o", "size=16m,mode=750", "none", output])
            try #require(mounted.status == 0, "\(mounted.errors)")
            let result: Result<Void, any Error>
            do { result = .success(try await body(output)) } catch { result = .failure(error) }
            let unmounted = await ran("umount", [output])
            #expect(unmounted.status == 0, "\(unmounted.errors)")
            try result.get()
        }

        private static func canMount() async -> Bool {
            guard isRoot, let scratch = try? Scratch() else { return false }
            guard await ran("mount", ["-t", "tmpfs", "none", scratch.path]).status == 0 else { return false }
            return await ran("umount", [scratch.path]).status == 0
        }

        @Test("a full disk is said, costs nothing that was there, and is forgotten when there is room")
        func full() async throws {
            guard await Self.canMount() else { return print("full disk: skipped, this account cannot mount") }
            let (place, kept) = try await Self.ground()
            defer { withExtendedLifetime(kept) {} }
            try await withDisk(place) { output in
                #expect(try await audits(place))
                var failures = 0
                for room in [0, 4, 32, 128, 400, 700, 1_000, 1_300, 1_500, 1_700, 1_900, 2_100, 2_500] {
                    let (runs, site) = (contents(output + "/runs"), contents(output + "/site"))
                    try fill(output, leaving: room << 10)
                    let audit = try await place.constat("audit")
                    try FileManager.default.removeItem(atPath: output + "/fill")
                    if audit.status != 1 {
                        #expect([0, 3].contains(audit.status), "\(room) KiB: \(audit.errors)")
                        break
                    }
                    failures += 1
                    #expect(audit.errors.contains("no space left on device"), "\(room) KiB: \(audit.errors)")
                    #expect(audit.errors.contains("output/"), "\(room) KiB: \(audit.errors)")
                    #expect(audit.output.isEmpty)
                    let runsNow = contents(output + "/runs")
                    #expect(runs.allSatisfy { runsNow[$0.key] == $0.value }, "\(room) KiB")
                    #expect(runsNow.keys.allSatisfy { !$0.hasPrefix(".") }, "\(room) KiB: \(runsNow.keys)")
                    #expect(contents(output + "/site") == site, "\(room) KiB")
                    #expect(
                        place.files("output").filter { $0 != ".lock" } == ["runs", "site"], "\(room) KiB")
                }
                #expect(failures >= 4)
                #expect(try await audits(place))
                #expect(place.files("output") == [".lock", "runs", "site"])
            }
        }

        private func fill(_ folder: String, leaving room: Int) throws {
            let file = open(folder + "/fill", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            defer { close(file) }
            var status = statvfs()
            guard statvfs(folder, &status) == 0 else { return }
            let free = Int(status.f_bavail) * Int(status.f_frsize)
            if free > room { #expect(posix_fallocate(file, 0, free - room) == 0) }
        }

        @Test("a disk that cannot be written to is said, and queries still work")
        func readOnly() async throws {
            guard await Self.canMount() else {
                return print("read-only disk: skipped, this account cannot mount")
            }
            let (place, kept) = try await Self.ground()
            defer { withExtendedLifetime(kept) {} }
            try await withDisk(place) { output in
                #expect(try await audits(place))
                let before = contents(output)
                #expect(await ran("mount", ["-o", "remount,ro", output]).status == 0)
                for command in ["audit", "check", "report"] {
                    let ran = try await place.constat(command)
                    #expect(ran.status == 1)
                    #expect(
                        ran.errors.contains("read-only file system") && ran.errors.contains("output"),
                        "\(ran.errors)")
                }
                #expect(try await place.constat("query", "SELECT COUNT(*) FROM users").status == 0)
                #expect(contents(output) == before)
            }
        }

        @Test("of two audits at once one does it, and the other leaves")
        func two() async throws {
            let templates = try Templates.few("logging")
            let (place, tools) = try await Replay.ofThisMachine().workplace(
                before: "sleep 2", environment: ["CONSTAT_TEMPLATES": templates.path])
            defer { withExtendedLifetime(tools) {} }
            let first = try place.start("audit")
            #expect(await soon { place.files("output/runs").contains { $0.hasPrefix(".") } })
            let second = try await place.constat("audit", within: .seconds(10))
            #expect(second.status == 75)
            let ran = await first.wait()
            #expect([0, 3].contains(ran.status), "\(ran.errors)")
            #expect(place.runs.count == 1)
            #expect(place.files("output") == [".lock", "runs", "site"])
        }

        enum Damage: String, CaseIterable, Sendable {
            case empty, text, header, truncated, middle

            func apply(to path: String) throws {
                var bytes = try Data(contentsOf: URL(filePath: path))
                switch self {
                case .empty: bytes = Data()
                case .text: bytes = Data("not a database, whatever its name says\n".utf8)
                case .header: bytes.resetBytes(in: 0..<64)
                case .truncated: bytes.removeLast(bytes.count / 2)
                case .middle:
                    // Every page from the second quarter on, so that a table's inside is hit and its root may not be.
                    bytes.resetBytes(in: bytes.count / 4..<bytes.count * 3 / 4)
                }
                try bytes.write(to: URL(filePath: path))
            }
        }

        @Test(
            "a damaged run is refused by name, and the next audit works and says so",
            arguments: Damage.allCases)
        func damaged(_ damage: Damage) async throws {
            let (place, kept) = try await Self.ground()
            defer { withExtendedLifetime(kept) {} }
            #expect(try await audits(place))
            #expect(try await audits(place))
            let name = try #require(place.runs.last)
            try damage.apply(to: place.lastRun)
            let bytes = try Data(contentsOf: URL(filePath: place.lastRun))
            let site = contents(place.scratch.path("output/site"))
            if damage != .truncated, damage != .middle {
                for command in [["report"], ["check"], ["query", "SELECT COUNT(*) FROM users"]] {
                    let ran = try await place.start(command).wait()
                    #expect(ran.status == 1, "\(command)")
                    #expect(ran.output.isEmpty)
                    #expect(
                        ran.errors.hasPrefix("output/runs/\(name): not a readable run file"), "\(ran.errors)")
                    #expect(ran.errors.contains("--run 20"), "\(ran.errors)")
                }
            } else {
                let report = try await place.constat("report")
                #expect(report.status == 1)
                #expect(
                    report.errors.contains("output/runs/\(name): not a readable run file"), "\(report.errors)"
                )
            }
            #expect(contents(place.scratch.path("output/site")) == site)

            let audit = try await place.constat("audit")
            #expect([0, 3].contains(audit.status), "\(audit.errors)")
            #expect(audit.errors.contains("output/runs/\(name): not a readable run file"), "\(audit.errors)")
            #expect(try Data(contentsOf: URL(filePath: place.scratch.path("output/runs/\(name)"))) == bytes)
            #expect(place.runs.count == 3)
            let notes = try await place.rows("SELECT what, remedy FROM notes")
            #expect(notes.count == 1 && notes[0][0].contains(name), "\(notes)")
            #expect(place.page("runs/index.html").contains("An earlier run could not be read"))
            #expect(
                try await place.rows("SELECT number, previous_id || '.sqlite' FROM run")[0][1]
                    == place.runs[0])
            // The clock of the recording drifts away while these tests run, so that its finding may be new.
            let open = "SELECT COUNT(*) FROM findings WHERE status = 'fail' AND check_id <> 'time-drift'"
            let earlier = "\(open) AND first_seen < (SELECT started_at FROM run)"
            #expect(try await place.rows(earlier) == place.rows(open))
        }

        @Test("a run of a newer Constat is refused by name, and not touched")
        func newer() async throws {
            let (place, kept) = try await Self.ground()
            defer { withExtendedLifetime(kept) {} }
            #expect(try await audits(place))
            let run = place.lastRun
            let name = try #require(place.runs.last)
            try await Workplace.change(run, "PRAGMA user_version = 99")
            let bytes = try Data(contentsOf: URL(filePath: run))
            let site = contents(place.scratch.path("output/site"))
            for command in [
                ["report"], ["check"], ["query", "SELECT 1"],
                ["query", "--run", String(name.dropLast(7)), "SELECT 1"],
            ] {
                let ran = try await place.start(command).wait()
                #expect(ran.status == 1)
                #expect(
                    ran.errors.hasPrefix(
                        "output/runs/\(name): written by a newer Constat\n  Use that version"),
                    "\(ran.errors)")
            }
            #expect(contents(place.scratch.path("output/site")) == site)
            let audit = try await place.constat("audit")
            #expect([0, 3].contains(audit.status))
            #expect(audit.errors.contains("written by a newer Constat"))
            #expect(try Data(contentsOf: URL(filePath: run)) == bytes)
            #expect(place.page("runs/index.html").contains("written by a newer Constat"))
        }

        @Test("a link in the output folder is not followed", arguments: ["runs", "site", ".lock"])
        func links(_ name: String) async throws {
            let (place, kept) = try await Self.ground()
            defer { withExtendedLifetime(kept) {} }
            #expect(try await audits(place))
            let victim = try Scratch()
            try victim.write("kept", to: "folder/file")
            let trap = place.scratch.path("output/\(name)")
            try FileManager.default.removeItem(atPath: trap)
            try FileManager.default.createSymbolicLink(
                atPath: trap, withDestinationPath: victim.path(name == ".lock" ? "folder/file" : "folder"))
            let before = state(victim.path)
            let audit = try await place.constat("audit")
            #expect(audit.status == 1)
            #expect(audit.errors.hasPrefix("output/\(name): "), "\(audit.errors)")
            #expect(audit.errors.contains("Remove"), "\(audit.errors)")
            #expect(state(victim.path) == before)
        }

        @Test("what links under the names of leftovers lead to is not removed, nor is what is not ours")
        func leftovers() async throws {
            let (place, kept) = try await Self.ground()
            defer { withExtendedLifetime(kept) {} }
            #expect(try await audits(place))
            let victim = try Scratch()
            try victim.write("kept", to: "folder/file")
            try place.scratch.write("mine", to: "output/notes.txt")
            try place.scratch.write("mine", to: "output/runs/README")
            for (link, target) in [
                ("output/.site-1", "folder"), ("output/runs/.x.sqlite.partial", "folder/file"),
            ] {
                try FileManager.default.createSymbolicLink(
                    atPath: place.scratch.path(link), withDestinationPath: victim.path(target))
            }
            try place.scratch.write("half", to: "output/.site-2/index.html")
            try FileManager.default.createSymbolicLink(
                atPath: place.scratch.path("output/.site-2/link"), withDestinationPath: victim.path("folder"))
            let before = state(victim.path)
            #expect(try await audits(place))
            #expect(state(victim.path) == before)
            #expect(place.files("output") == [".lock", "notes.txt", "runs", "site"])
            #expect(place.scratch.read("output/runs/README") == "mine")
        }

        @Test("modes do not depend on the umask", arguments: ["000", "077", "027"])
        func modes(_ umask: String) async throws {
            let (place, kept) = try await Self.ground()
            defer { withExtendedLifetime(kept) {} }
            let audit = try await place.constat(
                by: ["/bin/sh", "-c", "umask \(umask); exec \"$@\"", "sh"], "audit")
            #expect([0, 3].contains(audit.status), "\(audit.errors)")
            #expect(mode(place.scratch.path("output/runs")) == "700")
            #expect(mode(place.lastRun) == "600")
            #expect(mode(place.scratch.path("output/.lock")) == "600")
            #expect(mode(place.scratch.path("output/site")) == "750")
            #expect(mode(place.scratch.path("output/site/findings")) == "750")
            #expect(mode(place.scratch.path("output/site/index.html")) == "640")
            #expect(mode(place.scratch.path("output/site/assets/constat.css")) == "640")
            _ = try await place.constat(by: ["/bin/sh", "-c", "umask \(umask); exec \"$@\"", "sh"], "check")
            #expect(mode(place.lastRun) == "600")
        }
    }
}
