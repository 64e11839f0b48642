import Model

/// Why ssh gave up, from what it wrote on stderr, in plain words and with what to do.
///
/// The words are those of OpenSSH 8 to 10 in the C locale; a banner of the host's may hold them too, and then it has only spoken of itself.
struct Refusal: Sendable {
    let status: HostOutcome.Status
    let reason: String
    let remedy: String?

    /// What `errors`, ssh's stderr, says; untrusted text, for a host may send a banner.
    init(_ errors: [UInt8], of host: Host) {
        let lines = errors.split(separator: UInt8(ascii: "\n")).suffix(200).map {
            String(decoding: $0, as: UTF8.self)
        }
        let place = "\(host.address)\(host.port.map { " port \($0)" } ?? "")"
        for known in Refusal.known
        where lines.contains(where: { line in known.words.contains { line.holds($0) } }) {
            status = known.status
            reason = known.reason.replacing("%", by: place)
            remedy = known.remedy.map { Refusal.filled($0, for: host) }
            return
        }
        status = .unreachable
        let last = lines.last.map { printable($0.utf8, most: 200) }
        reason = last.map { "ssh gave up: \($0)" } ?? "ssh gave up and did not say why"
        remedy = Refusal.filled("Try it by hand: `ssh -v NAME true`.", for: host)
    }

    private struct Known: Sendable {
        let words: [String]
        let status: HostOutcome.Status
        let reason: String
        let remedy: String?
    }

    /// In the order of what explains most: a changed key also says that verification failed.
    private static let known: [Known] = [
        Known(
            words: ["REMOTE HOST IDENTIFICATION HAS CHANGED", "REVOKED HOST KEY"], status: .refused,
            reason: "its host key is not the one that known_hosts has for %: nothing was sent",
            remedy: """
                If the server was reinstalled, compare the fingerprint on its console (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`), \
                then `ssh-keygen -R NAME` and learn the new key. If not, somebody may stand in between: do not connect.
                """),
        Known(
            words: ["host key is known for", "Host key verification failed"], status: .refused,
            reason: "its host key is not known here: nothing was sent",
            remedy: """
                Log in once by hand (`ssh NAME`), compare the fingerprint that it shows with the server's own \
                (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on its console), and say yes only if they are the same.
                """),
        Known(
            words: [
                "Bad configuration option", "Bad owner or permissions", "terminating, ",
                "no argument after keyword",
            ],
            status: .failed, reason: "our own ssh configuration is not valid",
            remedy: "`ssh -G NAME` shows the line."),
        Known(
            words: [
                "Permission denied (", "Too many authentication failures", "No more authentication methods",
            ],
            status: .refused, reason: "it did not accept our key",
            remedy: """
                Add the public half of the audit key to ~/.ssh/authorized_keys of that account, or say in the inventory which user \
                and identity_file to use. `ssh -v NAME true` shows which keys are offered.
                """),
        Known(
            words: [
                "no matching host key type", "no matching key exchange", "no matching cipher",
                "no matching MAC",
            ],
            status: .refused, reason: "it and our ssh have no algorithm in common",
            remedy: "Update its sshd; `ssh -v NAME true` shows what it offers."),
        Known(
            words: ["Could not resolve hostname"], status: .unreachable, reason: "its name is not found: %",
            remedy: "Check the address in the inventory, and DNS."),
        Known(
            words: ["Connection refused"], status: .unreachable, reason: "connection refused by %",
            remedy: "Is sshd running there, and on that port?"),
        Known(
            words: ["No route to host", "Network is unreachable"], status: .unreachable,
            reason: "no route to %",
            remedy: "Check the network and the VPN from here."),
        Known(
            words: ["Connection timed out", "Operation timed out", "timed out during banner"],
            status: .unreachable, reason: "no answer from %: the connection timed out",
            remedy: "Is it up, and does its firewall let this machine in?"),
        Known(
            words: ["Timeout, server", "client_loop:", "Broken pipe", "packet_write_wait"],
            status: .unreachable,
            reason: "the connection broke off", remedy: nil),
        Known(
            words: [
                "kex_exchange_identification", "Connection closed by", "Connection reset", "Connection to ",
            ],
            status: .unreachable, reason: "% closed the connection before we were in",
            remedy:
                "Its sshd may be overloaded (MaxStartups), or a firewall or fail2ban turns this machine away."
        ),
    ]

    private static func filled(_ remedy: String, for host: Host) -> String {
        let user = host.user.map { "\($0)@" } ?? ""
        let port = host.port.map { "-p \($0) " } ?? ""
        return remedy.replacing("ssh NAME", by: "ssh \(port)\(user)\(host.address)")
            .replacing("ssh -v NAME", by: "ssh -v \(port)\(user)\(host.address)")
            .replacing("NAME", by: host.port == nil ? host.address : "[\(host.address)]:\(host.port ?? 22)")
    }
}

extension String {
    /// Whether the bytes of `words` stand in the text.
    fileprivate func holds(_ words: String) -> Bool { utf8.firstRange(of: words.utf8) != nil }

    fileprivate func replacing(_ word: String, by other: String) -> String {
        var rest = utf8[...]
        var text = ""
        while let range = rest.firstRange(of: word.utf8) {
            text += String(decoding: rest[..<range.lowerBound], as: UTF8.self) + other
            rest = rest[range.upperBound...]
        }
        return text + String(decoding: rest, as: UTF8.self)
    }
}
