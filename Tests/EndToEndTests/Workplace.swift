// Where Swift finds `struct stat` as soon as a server is among what TestSupport is made of.
import CDispatch
import Foundation
import Glibc
import TestSupport
import Testing

/// A workspace of a test's own, and the built command at work in it as a user would have it.
final class Workplace: Sendable {
    let scratch: Scratch
    /// Variables beside PATH, HOME, LANG and CONSTAT_TEMPLATES.
    let environment: [String: String]
    private let path: String

    /// Makes one with one inventory file; `tools` is a folder in front of the usual PATH.
    init(_ inventory: String, tools: String? = nil, environment: [String: String] = [:]) throws {
        scratch = try Scratch(in: Workplace.memory)
        path = (tools.map { "\($0):" } ?? "") + usualPath
        self.environment = environment
        try scratch.write(inventory, to: "inventory/all.yml")
    }

    /// Where there is room in memory, a busy disk need not be waited for at each sync.
    private static let memory: String? = {
        var status = statvfs()
        guard statvfs("/dev/shm", &status) == 0, access("/dev/shm", W_OK) == 0 else { return nil }
        return status.f_bavail * UInt(status.f_frsize) > 1 << 30 ? "/dev/shm" : nil
    }()

    /// The command that `swift build` left beside these tests.
    static let program: String = {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "constat").path
    }()

    static let templates = projectFolder.appending(path: "templates").path

    var variables: [String: String] {
        [
            "PATH": path, "HOME": scratch.path, "LANG": "C.UTF-8", "CONSTAT_TEMPLATES": Workplace.templates,
        ].merging(environment) { _, ours in ours }
    }

    func start(_ arguments: String...) throws -> Child { try start(arguments) }

    func start(_ arguments: [String]) throws -> Child {
        try Child(Workplace.program, arguments, environment: variables, in: scratch.path)
    }

    func constat(_ arguments: String..., within time: Duration = .seconds(60)) async throws -> Ran {
        let ran = try await start(arguments).wait(time)
        if ran.isLate { Issue.record("constat \(arguments) took more than \(time)") }
        return ran
    }

    /// Runs the command by way of another, as `strace` or a shell.
    func constat(by other: [String], _ arguments: String...) async throws -> Ran {
        try await Child(
            other[0], other.dropFirst() + [Workplace.program] + arguments, environment: variables,
            in: scratch.path
        ).wait()
    }

    // MARK: - What it left

    /// The names of the runs, oldest first; `…Z-2` comes after `…Z`, which only shows without the ending.
    var runs: [String] {
        files("output/runs").filter { $0.hasSuffix(".sqlite") && !$0.hasPrefix(".") }
            .sorted { $0.dropLast(".sqlite".count) < $1.dropLast(".sqlite".count) }
    }
    var lastRun: String { scratch.path("output/runs/\(runs.last ?? "none")") }

    /// The names in a folder, sorted, hidden ones too.
    func files(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: scratch.path(folder))) ?? []).sorted()
    }

    func page(_ path: String) -> String { scratch.read("output/site/\(path)") }

    /// What SQL says of the last run, by an SQLite that is not ours.
    func rows(_ sql: String, of run: String? = nil) async throws -> [[String]] {
        try await Workplace.rows(sql, of: run ?? lastRun)
    }

    static func rows(_ sql: String, of path: String) async throws -> [[String]] {
        let program = """
            import json, sqlite3, sys
            rows = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).execute(sys.argv[2]).fetchall()
            print(json.dumps([['' if cell is None else str(cell) for cell in row] for row in rows]))
            """
        let python = await ran("/usr/bin/python3", ["-c", program, path, sql])
        guard python.status == 0 else { throw SQLError(message: python.errors) }
        return try JSONDecoder().decode([[String]].self, from: Data(python.output))
    }

    /// Changes a run file, as no part of the product ever does.
    static func change(_ path: String, _ sql: String) async throws {
        let program = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1], isolation_level=None)
            connection.executescript(sys.argv[2])
            """
        let python = await ran("/usr/bin/python3", ["-c", program, path, sql])
        guard python.status == 0 else { throw SQLError(message: python.errors) }
    }

    struct SQLError: Error { let message: String }
}

/// Every file below a folder with its bytes, by its path from there.
func contents(_ folder: String) -> [String: Data] {
    var files: [String: Data] = [:]
    for path in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
        let file = "\(folder)/\(path)"
        var status = stat()
        guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
        files[path] = FileManager.default.contents(atPath: file)
    }
    return files
}

/// Every name below a folder with its kind, mode and time of change: whether anything was touched.
func state(_ path: String) -> [String: String] {
    var all: [String: String] = [:]
    for name in [""] + (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []) {
        var status = stat()
        guard lstat(name.isEmpty ? path : "\(path)/\(name)", &status) == 0 else { continue }
        all[name] =
            "\(status.st_ino) \(String(status.st_mode, radix: 8)) \(status.st_size) "
            + "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
    return all
}

func mode(_ path: String) -> String {
    var status = stat()
    guard lstat(path, &status) == 0 else { return "none" }
    return String(status.st_mode & 0o7777, radix: 8)
}
