import Facts
package import Model

/// The one program that a host is sent: the scripts of all facts, joined, and what runs and frames them.
///
/// It is POSIX sh and reads from the standard input of `sh -s`, so nothing is installed. The same text, installed on a host as the
/// forced command of the audit key, reads only the first line of what a client sends.
package struct Probe: Sendable {
    /// The program as a person reads it.
    ///
    /// What is sent is this text in one pair of quotes, below the request of the visit.
    package let text: String
    /// The first 16 digits of the SHA-256 of the text: two probes with the same digest ask the same in the same way.
    package let digest: String
    /// Where the forced command has to be installed, for `authorized_keys` and `sudoers` name it in full.
    package static let installedPath = "/usr/local/lib/constat/probe"

    /// The digest of each fact's script, by table: how a newer collector knows what an older installed probe still asks as it does.
    let scriptDigests: [String: String]

    /// The digest of one fact's script; empty when it is not asked.
    package func scriptDigest(of table: String) -> String { scriptDigests[table] ?? "" }

    private let wire: [UInt8]

    /// The probe that asks these facts, in their order.
    package init(facts: [any Fact.Type]) {
        let scripts = facts.map { Probe.Script($0) }
        let body = Probe.body(scripts)
        digest = String(SHA256.hex(body).prefix(16))
        text = ProbeScript.preface + "digest=\(digest)\n" + body
        scriptDigests = Dictionary(scripts.map { ($0.name, $0.digest) }) { first, _ in first }
        wire = Array("probe=\(Probe.quoted(text))\neval \"$probe\"\n".utf8)
    }

    /// The bytes for the standard input of `sh -s`.
    ///
    /// Cut anywhere they run nothing: the closing quote is missing. The first line is a comment to a shell, and the whole
    /// request to an installed probe.
    func input(for request: ProbeRequest) -> [UInt8] {
        let head = """
            # constat-probe \(request.words)
            unset request part installed probe
            installed='' part=all request='\(request.words)'

            """
        return Array(head.utf8) + wire
    }

    /// The text to install at `installedPath`, owned by root and writable by nobody else, with the lines that make it the one thing
    /// that the audit key can do.
    package var forcedCommand: String { forcedCommand(at: Probe.installedPath) }

    package func forcedCommand(at path: String) -> String { ProbeScript.installed(at: path) + text }

    /// One fact's script with the words that stand before it.
    private struct Script {
        let name: String
        let digest: String
        let isForAnyone: Bool
        let line: String

        init(_ fact: any Fact.Type) {
            name = fact.name
            let privilege =
                switch fact.privilege {
                case .user: "user"
                case .rootForMore: "more"
                case .root: "root"
                }
            digest = String(SHA256.hex(Prelude.script + fact.script).prefix(16))
            isForAnyone = fact.privilege == .user
            line = "fact \(name) \(digest) \(fact.limit) \(privilege) \(Probe.quoted(fact.script + "\n"))\n"
        }
    }

    private static func body(_ scripts: [Script]) -> String {
        // A function needs a command in it, so `:` stands in each.
        """
        count=\(scripts.count)
        # shellcheck disable=SC2016
        prelude=\(quoted(Prelude.script))
        \(ProbeScript.start)
        # What any account can read. It never runs as root.
        # shellcheck disable=SC2016
        anyone() {
        :
        \(scripts.filter { $0.isForAnyone }.map { $0.line }.joined())}

        # What needs root, or says more to it.
        # shellcheck disable=SC2016
        root_or_less() {
        :
        \(scripts.filter { !$0.isForAnyone }.map { $0.line }.joined())}

        \(ProbeScript.finish)

        """
    }

    /// The text as one word of a shell.
    private static func quoted(_ text: String) -> String {
        var quoted = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
        }
        return quoted + "'"
    }
}
