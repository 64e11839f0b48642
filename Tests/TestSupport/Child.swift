package import Foundation
internal import Glibc

/// A program of a test's own: in a session of its own, with the environment that it is given and no other open file.
///
/// What it prints goes into files, so that it can print any amount and nobody has to listen.
package final class Child: Sendable {
    package let pid: pid_t
    private let scratch: Scratch

    /// Starts `program`, which the PATH of `environment` finds, in `folder`.
    package init(
        _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String],
        in folder: String = "/"
    ) throws {
        scratch = try Scratch()
        try Data(input).write(to: scratch.folder.appending(path: "input"))
        let path = Child.resolved(program, environment["PATH"] ?? "")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, scratch.path("input"), O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, scratch.path("output"), O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, scratch.path("errors"), O_WRONLY | O_CREAT, 0o600)
        guard let closeFrom = Child.closeFrom, let changeFolder = Child.changeFolder else {
            throw CocoaError(.featureUnsupported)
        }
        _ = closeFrom(&actions, 3)
        _ = changeFolder(&actions, folder)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | Child.setsid))
        let words = ([path] + arguments).map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in words + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, words + [nil], variables + [nil])
        guard code == 0 else { throw CocoaError(.executableNotLoadable, userInfo: ["program": program]) }
        self.pid = pid
    }

    // What glibc hides from Swift.
    private static let setsid: Int32 = 0x80
    private static let closeFrom = symbol(
        "posix_spawn_file_actions_addclosefrom_np",
        as: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt).self)
    private static let changeFolder = symbol(
        "posix_spawn_file_actions_addchdir_np",
        as: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> CInt)
            .self)

    private static func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
        dlsym(nil, name).map { unsafeBitCast($0, to: type) }
    }

    private static func resolved(_ program: String, _ path: String) -> String {
        guard !program.contains("/") else { return program }
        return path.split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
            ?? program
    }

    package func signal(_ number: Int32) { kill(pid, number) }

    /// Everything that it has printed so far.
    package var output: [UInt8] {
        Array((try? Data(contentsOf: URL(filePath: scratch.path("output")))) ?? Data())
    }
    package var errors: String { scratch.read("errors") }

    /// Waits for its end, and kills it with all of its session when that does not come in time.
    package func wait(_ time: Duration = .seconds(60)) async -> Ran {
        let deadline = ContinuousClock.now + time
        var status: Int32 = 0
        var isLate = false
        while waitpid(pid, &status, WNOHANG) == 0 {
            if ContinuousClock.now > deadline {
                isLate = true
                kill(-pid, SIGKILL)
                kill(pid, SIGKILL)
            }
            // A cancelled task sleeps no more, and its child must be waited for all the same.
            if (try? await Task.sleep(for: .milliseconds(4))) == nil { usleep(4_000) }
        }
        let signal = status & 0x7F
        return Ran(
            output: output, errors: errors, status: signal == 0 ? Int(status >> 8 & 0xFF) : -1,
            signal: signal == 0 ? nil : signal, isLate: isLate)
    }
}

/// What a program printed, and how it ended.
package struct Ran: Sendable {
    package var output: [UInt8]
    package var errors: String
    /// Its exit status, or -1 when a signal ended it.
    package var status: Int
    package var signal: Int32?
    /// Whether it was killed for having taken too long.
    package var isLate: Bool

    package var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs a program with nothing but PATH and what is given in its environment.
package func ran(
    _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    in folder: String = "/", deadline: Duration = .seconds(60)
) async -> Ran {
    var environment = environment
    environment["PATH"] = environment["PATH"] ?? usualPath
    do {
        return try await Child(program, arguments, input: input, environment: environment, in: folder)
            .wait(deadline)
    } catch {
        return Ran(output: [], errors: "\(program) did not start: \(error)", status: -1, isLate: false)
    }
}

package let usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
