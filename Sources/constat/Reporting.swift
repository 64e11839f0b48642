import ArgumentParser
import Foundation
import Model
import Store

/// Runs a command's work; what goes wrong is said on standard error, once, and becomes the exit status.
func reportingProblems(_ work: () async throws -> Void) async throws {
    do {
        try await Interrupt.watching(work)
    } catch let problems as Problems {
        for problem in problems.all { Terminal.say(problem.description) }
        Terminal.say(
            problems.all.count == 1 ? "1 problem; nothing ran" : "\(problems.all.count) problems; nothing ran"
        )
        throw ExitStatus.invalid
    } catch let problem as Problem {
        Terminal.say(problem.description)
        throw ExitStatus.failed
    } catch is LockHeld {
        Terminal.say(
            "another run is at work in this output folder\n  Wait for it to end; nothing was changed.")
        throw ExitStatus.busy
    } catch is CancellationError {
        Terminal.say("interrupted; the last good run and site are untouched")
        throw ExitStatus.interrupted
    } catch let error as QueryError {
        Terminal.say(error.problem.description)
        throw ExitStatus.failed
    }
}

/// Ctrl-C and `kill`: the first ends the work in good order, the second at once.
enum Interrupt {
    static func watching(_ work: () async throws -> Void) async throws {
        // An ssh that gives up before it has read the probe is that host's outcome, and no end of ours.
        signal(SIGPIPE, SIG_IGN)
        try await withoutActuallyEscaping(work) { work in
            let carrier = Carrier(work)
            let task = Task { try await carrier.work() }
            let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler {
                    if task.isCancelled { _exit(130) }
                    Terminal.endProgress()
                    Terminal.say("stopping; again to quit at once")
                    task.cancel()
                }
                source.resume()
                return source
            }
            defer { for source in sources { source.cancel() } }
            try await task.value
        }
    }

    /// The work, for the one task that does it while its caller waits.
    private struct Carrier: @unchecked Sendable {
        let work: () async throws -> Void
        init(_ work: @escaping () async throws -> Void) { self.work = work }
    }
}
