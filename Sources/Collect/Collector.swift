package import Model

/// Visits hosts and brings back what their facts are.
///
/// One connection, one session and one probe a host; some hosts side by side, each with a deadline of its own. Whatever a host does,
/// it becomes that host's outcome.
package struct Collector: Sendable {
    /// What one visit, and all of them together, may take.
    package struct Limits: Sendable {
        /// Bytes of stdout and of stderr that one host may send.
        package var output = 16 << 20
        package var errors = 64 << 10
        /// The longest that one visit may be allowed to take.
        package var visit: Duration = .seconds(3_600)
        /// The longest that all visits together may take; hosts not begun by then are not visited.
        package var run: Duration = .seconds(1_800)

        package init() {}
    }

    package let probe: Probe
    private let facts: [any Fact.Type]
    private let limits: Limits
    private let environment: [String: String]
    private let salt: String
    private let now: @Sendable () -> Int64
    private let run: @Sendable (Session.Command) async -> Session

    /// Asks every host for `facts`.
    ///
    /// `environment` is that of this process, of which children get only the few variables that ssh needs. `now` gives seconds since
    /// 1970, for when each visit began and ended; deadlines go by the monotonic clock.
    package init(
        facts: [any Fact.Type], limits: Limits = Limits(), environment: [String: String],
        now: @escaping @Sendable () -> Int64,
        run: @escaping @Sendable (Session.Command) async -> Session = { await Session.run($0) }
    ) {
        self.run = run
        self.facts = facts
        self.limits = limits
        self.environment = environment
        self.now = now
        probe = Probe(facts: facts)
        salt = ProbeRequest.random()
    }

    /// Visits the hosts, `atOnce` of them at a time, and gives each outcome to `keep` as it comes; `keep` is never called twice at once.
    ///
    /// - Throws: What `keep` throws, and `CancellationError`; both only after every child process has ended.
    package func collect(
        _ hosts: [Host], atOnce: Int, keep: (HostOutcome) async throws -> Void
    ) async throws {
        let deadline = ContinuousClock.now + limits.run
        try await withThrowingTaskGroup(of: HostOutcome.self) { group in
            var waiting = hosts.makeIterator()
            var visits = 0
            while visits < max(1, atOnce), let host = waiting.next() {
                group.addTask { await visit(host, until: deadline) }
                visits += 1
            }
            while let outcome = try await group.next() {
                try Task.checkCancellation()
                if let host = waiting.next() { group.addTask { await visit(host, until: deadline) } }
                try await keep(outcome)
            }
        }
    }

    /// What came of asking one host for every fact; of a visit that was cancelled, that nothing did.
    package func visit(_ host: Host) async -> HostOutcome { await visit(host, until: .now + limits.run) }

    private func visit(_ host: Host, until runEnd: ContinuousClock.Instant) async -> HostOutcome {
        let began = now()
        let verdict: Verdict
        do {
            verdict = try await answer(of: host, until: runEnd)
        } catch let problem as Problem {
            let evidence = problem.evidence.map { ": " + printable($0.utf8, most: 120) } ?? ""
            verdict = Verdict(.failed, problem.what + evidence, problem.remedy)
        } catch {
            verdict = Verdict(.failed, printable("\(error)".utf8, most: 200), nil)
        }
        return HostOutcome(
            host: host.name, status: verdict.status, reason: verdict.reason, remedy: verdict.remedy,
            startedAt: began,
            finishedAt: max(began, now()), facts: verdict.facts ?? unread(verdict))
    }

    /// What is said of a host as a whole; no facts when none was read.
    struct Verdict {
        var status: HostOutcome.Status
        var reason: String?
        var remedy: String?
        var facts: [FactOutcome]?

        init(
            _ status: HostOutcome.Status, _ reason: String?, _ remedy: String?, facts: [FactOutcome]? = nil
        ) {
            self.status = status
            self.reason = reason
            self.remedy = remedy
            self.facts = facts
        }
    }

    private func answer(of host: Host, until runEnd: ContinuousClock.Instant) async throws -> Verdict {
        let time = min(.seconds(max(1, host.timeout)), limits.visit)
        let deadline = min(.now + time, runEnd)
        guard deadline > .now else {
            return Verdict(
                .failed, "not visited: the run's time was over",
                "Visit more hosts at once, or allow the run more time.")
        }
        // The probe stops by itself a little earlier, so that what it has read arrives whole.
        let seconds = Int((deadline - .now).components.seconds)
        let request = try ProbeRequest(
            nonce: ProbeRequest.random(), salt: salt, seconds: seconds - max(1, seconds / 10),
            become: host.become,
            roots: host.roots)
        let session = try await self.session(with: host, request, until: deadline)
        return try verdict(on: session, of: host, after: seconds, request)
    }

    private func session(
        with host: Host, _ request: ProbeRequest, until deadline: ContinuousClock.Instant
    ) async throws -> Session {
        var command = Session.Command(
            program: "sh", arguments: ["-s"], environment: variables(["PATH", "HOME", "USER", "LOGNAME"]),
            input: probe.input(for: request), outputLimit: limits.output, errorLimit: limits.errors,
            deadline: deadline)
        if host.transport == .ssh {
            command.program = "ssh"
            command.arguments = try SSHCommand(visiting: host, home: environment["HOME"]).arguments
            command.environment["SSH_AUTH_SOCK"] = environment["SSH_AUTH_SOCK"]
        }
        return await run(command)
    }

    /// The few variables that a child gets: a system-wide `SendEnv` would offer all others to the host.
    private func variables(_ names: [String]) -> [String: String] {
        var variables = ["LANG": "C"]
        for name in names { variables[name] = environment[name] }
        return variables
    }

    private func unread(_ verdict: Verdict) -> [FactOutcome] {
        facts.map {
            FactOutcome(table: $0.name, coverage: .unknown, reason: verdict.reason, remedy: verdict.remedy)
        }
    }

    private func verdict(
        on session: Session, of host: Host, after seconds: Int, _ request: ProbeRequest
    ) throws -> Verdict {
        let report = Result { try Report(session.output, nonce: request.nonce, of: probe) }
        switch session.ending {
        case .cancelled: return Verdict(.failed, "the visit was interrupted", nil)
        case .notStarted(let why):
            return Verdict(
                .failed,
                host.transport == .ssh
                    ? "ssh could not be started: \(why)" : "sh could not be started: \(why)",
                host.transport == .ssh ? "Install OpenSSH's client, and look at PATH." : nil)
        case .tooMuch(let what):
            let most = what == "output" ? limits.output : limits.errors
            return Verdict(
                .failed, "too much \(what): more than \(most >> 10) KiB",
                "Log in by hand as the audit account and look at what it prints; then look at the host itself."
            )
        case .late:
            guard let report = try? report.get(), !report.sections.isEmpty else {
                return Verdict(
                    .unreachable, "no answer in \(seconds) s",
                    "Log in by hand to see where it hangs, or allow it more time: `timeout` in the inventory."
                )
            }
            return weigh(report, of: host, cut: "the visit took longer than \(seconds) s")
        case .exited(255) where host.transport == .ssh:
            let refusal = Refusal(session.errors, of: host)
            guard let report = try? report.get() else {
                return Verdict(refusal.status, refusal.reason, refusal.remedy)
            }
            guard !report.sections.isEmpty else { return Verdict(.failed, refusal.reason, refusal.remedy) }
            return weigh(report, of: host, cut: refusal.reason)
        case .exited(64):
            if case .failure = report {
                let said = session.errors.split(separator: UInt8(ascii: "\n")).last ?? []
                return Verdict(
                    .failed, "the probe there refused the request: " + printable(said, most: 200),
                    reinstall(on: host))
            }
            return try weigh(report.get(), of: host, cut: "it ended with status 64")
        case .exited(0):
            let report = try report.get()
            guard report.isWhole || !report.sections.isEmpty else {
                return Verdict(.failed, "its report broke off before the first answer", nil)
            }
            return weigh(report, of: host, cut: report.isWhole ? nil : "its report broke off")
        case .exited(let status), .signalled(let status):
            if (try? report.get()) == nil, let said = session.errors.split(separator: UInt8(ascii: "\n")).last
            {
                return Verdict(
                    .failed, "it did not run the probe (status \(status)): " + printable(said, most: 200),
                    "Log in by hand as the audit account and run `sh -s`: it must read a program.")
            }
            let report = try report.get()
            guard !report.sections.isEmpty else {
                return Verdict(.failed, "the probe ended with status \(status) before its first answer", nil)
            }
            return weigh(report, of: host, cut: "the probe ended with status \(status)")
        }
    }

    private func reinstall(on host: Host) -> String {
        "Reinstall it: `constat probe --forced-command` prints this version for \(Probe.installedPath)."
    }

    /// The facts of a report that can be trusted, each as far as it was read.
    private func weigh(_ report: Report, of host: Host, cut: String?) -> Verdict {
        let sections = Dictionary(report.sections.map { ($0.name, $0) }) { first, _ in first }
        let isOurs = report.digest == probe.digest
        let outcomes = facts.map { fact -> FactOutcome in
            guard let section = sections[fact.name] else {
                return FactOutcome(
                    table: fact.name, coverage: .unknown,
                    reason: cut
                        ?? (isOurs
                            ? "the host gave no answer to it"
                            : "the probe installed there does not ask for it"),
                    remedy: isOurs ? nil : reinstall(on: host))
            }
            guard section.digest == probe.scriptDigests[fact.name] else {
                return FactOutcome(
                    table: fact.name, coverage: .unknown,
                    reason: "the probe installed there asks for it in another way",
                    remedy: reinstall(on: host), milliseconds: section.milliseconds)
            }
            return FactReading(fact, of: host).outcome(of: section)
        }
        let short = outcomes.filter { $0.coverage != .complete }.map { $0.table }
        guard cut != nil || !isOurs || !short.isEmpty else {
            return Verdict(.complete, nil, nil, facts: outcomes)
        }
        let reason =
            cut ?? (isOurs ? nil : "the probe installed on \(host.name) is another version")
            ?? "\(short.count) of \(outcomes.count) facts not read whole: \(Collector.list(short))"
        let remedies = Set(outcomes.compactMap { $0.remedy })
        return Verdict(
            .partial, reason, isOurs ? (remedies.count == 1 ? remedies.first : nil) : reinstall(on: host),
            facts: outcomes)
    }

    private static func list(_ names: [String]) -> String {
        names.count > 6
            ? names.prefix(5).joined(separator: ", ") + " and \(names.count - 5) more"
            : names.joined(separator: ", ")
    }
}
