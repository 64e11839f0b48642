import Model

/// From one section of a report to the outcome of its fact: what its exit status means, and its rows, typed.
struct FactReading {
    private let fact: any Fact.Type
    private let host: Host

    init(_ fact: any Fact.Type, of host: Host) {
        self.fact = fact
        self.host = host
    }

    func outcome(of section: Report.Section) -> FactOutcome {
        var outcome = FactOutcome(table: fact.name, coverage: .complete, milliseconds: section.milliseconds)
        let isCut = section.output.bytes.count >= ProbeScript.most
        switch section.status {
        case 77:
            outcome.reason = "not on this host"
        case 13:
            outcome.reason = section.said ?? "this account may not read all of it"
            outcome.remedy = remedy
            read(section.output, into: &outcome)
        case 124:
            outcome.reason =
                section.said == "no time was left for it"
                ? "no time was left for it" : "took longer than \(fact.limit) s, or than the visit had left"
            read(withoutLastLine(section.output), into: &outcome)
        case _ where isCut:
            outcome.reason = "more than \(ProbeScript.most >> 20) MiB of it: the rest is left out"
            read(withoutLastLine(section.output), into: &outcome)
        case 0:
            read(section.output, into: &outcome)
        default:
            outcome.coverage = .unknown
            outcome.reason =
                "its script ended with status \(section.status)" + (section.said.map { ": \($0)" } ?? "")
        }
        return outcome
    }

    /// Rows that came with a reason are a part of the truth; a reason without rows is none of it.
    private func read(_ output: Output, into outcome: inout FactOutcome) {
        do {
            let rows = try fact.rows(from: output).map { try fact.table.typed($0) }
            outcome.rows = rows
            if outcome.reason != nil { outcome.coverage = rows.isEmpty ? .unknown : .partial }
        } catch {
            let problem = error as? Problem
            outcome.coverage = .unknown
            let evidence = problem?.evidence.map { ": " + printable($0.utf8, most: 120) } ?? ""
            outcome.reason =
                "its output is not understood: " + printable((problem?.what ?? "\(error)").utf8, most: 200)
                + evidence
            outcome.remedy = nil
        }
    }

    /// What was cut off somewhere may end in half a line.
    private func withoutLastLine(_ output: Output) -> Output {
        let whole =
            output.bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { output.bytes[...$0] } ?? []
        return Output(Array(whole))
    }

    private var remedy: String? {
        guard fact.privilege != .user else { return nil }
        return switch host.become {
        case .none:
            "It needs root: set `become: sudo` for this host and let its account run the probe, see `constat probe --forced-command`."
        case .sudo:
            "Let the account run the probe by sudo without a password: `constat probe --forced-command` prints the line for sudoers."
        }
    }
}
