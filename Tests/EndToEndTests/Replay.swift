import Foundation
import Model
import TestSupport

/// What this machine answers to the probe, recorded once and given again as often as a test asks, in no time.
///
/// A folder of tools with a `sh` of our own stands in front of PATH: what the probe prints it takes from the recording, with
/// the nonce of the visit. So a test of the command need not wait for a machine that others keep busy.
struct Replay: Sendable {
    /// The report's lines, `@` where the nonce was.
    private var lines: [String]

    static let local = "organisation: Test\ntimezone: UTC\nhosts: [{name: here, transport: local}]\n"

    /// This machine's, without the search of all its disks.
    static func ofThisMachine() async throws -> Replay { try await machine.value }

    private static let machine = Task {
        let tools = try Scratch()
        try tools.write(
            """
            #!/bin/sh
            case "$*" in *"-perm /6000"*) exit 0 ;; esac
            exec /usr/bin/find "$@"
            """, to: "real/find", mode: 0o755)
        try tools.write(
            """
            #!/bin/sh
            PATH=\(tools.path)/real:\(usualPath)
            tee \(tools.path)/input | /bin/sh "$@" | tee \(tools.path)/report
            """, to: "sh", mode: 0o755)
        let place = try Workplace(local, tools: tools.path)
        let audit = try await place.constat("collect", "--quiet", within: .seconds(120))
        let words = tools.read("input").prefix(80).split(separator: " ")
        guard audit.status == 0 || audit.status == 3, words.count > 3 else {
            throw Problem("no recording: \(audit.errors)")
        }
        let lines = tools.read("report").split(separator: "\n", omittingEmptySubsequences: false)
        return Replay(lines: lines.map { $0.replacingOccurrences(of: words[3], with: "@") })
    }

    init(lines: [String]) { self.lines = lines }

    /// The recording with other lines for one fact's answer.
    func with(_ fact: String, _ change: ([String]) -> [String]) -> Replay {
        var made = self
        guard let start = lines.firstIndex(where: { $0.hasPrefix("@ + \(fact) ") }),
            let end = lines[start...].firstIndex(where: { $0.hasPrefix("=") })
        else { preconditionFailure("no fact \(fact) in the recording") }
        let body = change(lines[(start + 1)..<end].map { String($0.dropFirst()) })
        made.lines.replaceSubrange((start + 1)...end, with: body.map { "|" + $0 } + ["=\(body.count)"])
        return made
    }

    /// A program that answers the probe from this recording: what `sh` is, or an sshd's `ForceCommand`.
    func program(in folder: Scratch, _ name: String = "sh", before: String = ":") throws -> String {
        try folder.write(lines.joined(separator: "\n"), to: "\(name).report")
        return try folder.write(
            """
            #!/bin/sh
            case "$*" in -s | '') ;; *) exec /bin/sh "$@" ;; esac
            read -r _ _ _ nonce _
            cat >/dev/null
            \(before)
            exec sed "1s/ @ / $nonce /; s/^@ /$nonce /" \(folder.path)/\(name).report

            """, to: name, mode: 0o755)
    }

    /// A workspace whose only server is this machine, as it was when it was recorded, and the folder of its tools.
    ///
    /// `before` is a line of shell that it does before it answers.
    func workplace(
        _ inventory: String = local, before: String = ":", environment: [String: String] = [:]
    ) throws -> (Workplace, Scratch) {
        let tools = try Scratch()
        _ = try program(in: tools, before: before)
        return (try Workplace(inventory, tools: tools.path, environment: environment), tools)
    }
}
