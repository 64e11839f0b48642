import Glibc
import Subprocess
import SystemPackage

/// One child process, run to its end or to one of its limits, and everything it printed until then.
///
/// It leads a session of its own, so that it has no terminal to ask on and is killed together with what it started. Both pipes are
/// drained all the time, and nothing of it is left when `run` returns.
package struct Session: Sendable {
    package enum Ending: Sendable, Equatable {
        case exited(Int)
        case signalled(Int)
        /// The deadline came first.
        case late
        /// It printed more than may be kept, on stdout or stderr.
        case tooMuch(of: String)
        case cancelled
        /// There is no such program, or no process to be had for it.
        case notStarted(String)
    }

    /// What to run: a program by its path, or by a name that the `PATH` of `environment` finds, and what bounds it.
    package struct Command: Sendable {
        package var program: String
        package var arguments: [String]
        package var environment: [String: String]
        package var input: [UInt8]
        /// Bytes that stdout and stderr may bring.
        package var outputLimit: Int
        package var errorLimit: Int
        package var deadline: ContinuousClock.Instant

        package init(
            program: String, arguments: [String], environment: [String: String], input: [UInt8],
            outputLimit: Int, errorLimit: Int, deadline: ContinuousClock.Instant
        ) {
            self.program = program
            self.arguments = arguments
            self.environment = environment
            self.input = input
            self.outputLimit = outputLimit
            self.errorLimit = errorLimit
            self.deadline = deadline
        }
    }

    package var ending: Ending
    package var output: [UInt8] = []
    package var errors: [UInt8] = []

    package init(ending: Ending, output: [UInt8] = [], errors: [UInt8] = []) {
        self.ending = ending
        self.output = output
        self.errors = errors
    }

    /// Runs the command until it ends or is ended.
    package static func run(_ command: Command) async -> Session {
        guard !Task.isCancelled else { return Session(ending: .cancelled) }
        ignoreBrokenPipes
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [stop]
        var variables: [Environment.Key: String] = [:]
        for (name, value) in command.environment {
            if let key = Environment.Key(rawValue: name) { variables[key] = value }
        }
        do {
            let result = try await Subprocess.run(
                command.program.utf8.contains(UInt8(ascii: "/"))
                    ? .path(FilePath(command.program)) : .name(command.program),
                arguments: Arguments(command.arguments),
                environment: .custom(variables),
                platformOptions: options,
                input: .inputWriter, output: .sequence, error: .sequence
            ) { execution in
                await drain(execution, command)
            }
            var session = result.closureResult
            if session.ending == .exited(0) {
                switch result.terminationStatus {
                case .exited(let status): session.ending = .exited(Int(status))
                case .signaled(let signal): session.ending = .signalled(Int(signal))
                }
            }
            return session
        } catch is CancellationError {
            return Session(ending: .cancelled)
        } catch {
            return Session(
                ending: Task.isCancelled ? .cancelled : .notStarted(printable("\(error)".utf8, most: 200)))
        }
    }

    /// Writing to a child that reads no more would end this process; children get every signal's default back from Subprocess.
    private static let ignoreBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    /// A word, then after half a second the end, to the child and all that it started.
    private static let stop = TeardownStep.send(
        signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))

    private enum Event: Sendable {
        case written
        case output(Kept)
        case errors(Kept)
        case late
    }

    private struct Kept: Sendable {
        var bytes: [UInt8] = []
        var isTooMuch = false
    }

    private static func drain(
        _ execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>, _ command: Command
    ) async -> Session {
        await withTaskGroup(of: Event.self) { group in
            group.addTask {
                // A host that is refused, or an installed probe, does not read it: that is no error of ours.
                _ = try? await execution.standardInputWriter.write(command.input)
                try? await execution.standardInputWriter.finish()
                return .written
            }
            group.addTask { .output(await kept(execution.standardOutput, most: command.outputLimit)) }
            group.addTask { .errors(await kept(execution.standardError, most: command.errorLimit)) }
            group.addTask {
                try? await Task.sleep(until: command.deadline, clock: .continuous)
                return .late
            }

            var session = Session(ending: .exited(0))
            var isDone = (output: false, errors: false)
            var isStopped = false
            events: for await event in group {
                switch event {
                case .written: continue
                case .output(let kept):
                    session.output = kept.bytes
                    isDone.output = true
                    if kept.isTooMuch { session.ending = .tooMuch(of: "output") }
                case .errors(let kept):
                    session.errors = kept.bytes
                    isDone.errors = true
                    if kept.isTooMuch { session.ending = .tooMuch(of: "errors") }
                case .late:
                    if session.ending == .exited(0) { session.ending = Task.isCancelled ? .cancelled : .late }
                }
                if Task.isCancelled { session.ending = .cancelled }
                if session.ending != .exited(0), !isStopped {
                    // The readers end by themselves as soon as the child has.
                    isStopped = true
                    await execution.teardown(using: [stop])
                    try? execution.send(signal: .kill, toProcessGroup: true)
                }
                if isDone == (true, true) { break events }
            }
            if !isStopped {
                // Both pipes have ended: it is about to exit. Signal 0 only asks whether it is there.
                let wait = TeardownStep.send(
                    signal: Signal(rawValue: 0), toProcessGroup: true, allowedDurationToNextStep: .seconds(5))
                await execution.teardown(using: [wait])
                try? execution.send(signal: .kill, toProcessGroup: true)
            }
            group.cancelAll()
            return session
        }
    }

    private static func kept(_ pipe: SubprocessOutputSequence, most: Int) async -> Kept {
        var kept = Kept()
        do {
            for try await buffer in pipe {
                kept.isTooMuch = kept.isTooMuch || kept.bytes.count + buffer.count > most
                guard !kept.isTooMuch else { return kept }
                buffer.withUnsafeBytes { kept.bytes.append(contentsOf: $0) }
            }
        } catch {
            // A pipe that cannot be read any more has ended; whether it was whole, the report itself says.
            return kept
        }
        return kept
    }
}
