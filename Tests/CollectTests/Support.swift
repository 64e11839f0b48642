import Collect
import Foundation
import Glibc
import Model

/// A folder for one test, gone when the test lets go of it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/constat-test-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, to name: String, mode: Int = 0o644) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(path)/\(name)")
        return "\(path)/\(name)"
    }

    func read(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data(), as: UTF8.self)
    }
}

/// What a program printed, and how it ended.
struct Ran: Sendable {
    var output: [UInt8]
    var errors: String
    var status: Int

    var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs a program of the test's own, with nothing but PATH in its environment, for at most a minute.
func ran(
    _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
) async -> Ran {
    var command = Session.Command(
        program: program, arguments: arguments, environment: environment, input: input, outputLimit: 64 << 20,
        errorLimit: 1 << 20, deadline: .now + .seconds(60))
    command.environment["PATH"] =
        environment["PATH"] ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    let session = await Session.run(command)
    let status = if case .exited(let status) = session.ending { status } else { -1 }
    return Ran(
        output: session.output, errors: String(decoding: session.errors, as: UTF8.self), status: status)
}

/// The command lines of the processes that have `word` in theirs.
func processes(with word: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int($0) != nil }.compactMap { name in
        let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline").map {
            Data($0.map { $0 == 0 ? 32 : $0 })
        }
        let text = String(decoding: line ?? Data(), as: UTF8.self)
        return text.contains(word) ? text : nil
    }
}

/// Ends what a ForceCommand of a test left on the host's side, by its exact command line.
func endProcesses(_ line: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
        guard let number = Int32(name),
            let words = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
        else { continue }
        if String(decoding: words.map { $0 == 0 ? 32 : $0 }, as: UTF8.self) == line + " " {
            kill(number, SIGKILL)
        }
    }
}

let isRoot = geteuid() == 0

/// A collector over `facts` with this process's PATH, and no agent.
func collector(
    _ facts: [any Fact.Type], limits: Collector.Limits = Collector.Limits(),
    environment: [String: String] = [:],
    run: @escaping @Sendable (Session.Command) async -> Session = { await Session.run($0) }
) -> Collector {
    var variables = environment
    variables["PATH"] = environment["PATH"] ?? ProcessInfo.processInfo.environment["PATH"]
    variables["HOME"] = environment["HOME"] ?? NSHomeDirectory()
    return Collector(facts: facts, limits: limits, environment: variables, now: { 1_700_000_000 }, run: run)
}

func here(become: Model.Host.Become = .none, roots: [String] = []) -> Model.Host {
    var host = Model.Host(name: "here", address: "localhost")
    host.transport = .local
    host.become = become
    host.roots = roots
    host.timeout = 30
    return host
}

extension HostOutcome {
    subscript(table: String) -> FactOutcome? { facts.first { $0.table == table } }

    func lines(of table: String) -> [String] { self[table]?.rows.compactMap { $0[0].text } ?? [] }
}
