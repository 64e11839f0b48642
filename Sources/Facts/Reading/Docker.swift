import Foundation
import Model

/// What the facts about Docker share: how its daemon is asked, and how its answers are read.
enum Docker {
    /// Shell that answers for hosts without Docker, and gives two words to the others.
    ///
    /// `ask` is `docker` to the daemon of this host, never to one that the account's environment names, and starts nothing.
    /// `every KIND IDS TEMPLATE` prints a line for each thing that `IDS` lists.
    static let script = #"""
        docker_socket=/var/run/docker.sock
        have docker || absent
        if [ ! -S "$docker_socket" ]; then
            have dockerd || absent
            echo "Docker is installed and its daemon does not run" >&2
            exit 1
        fi
        [ -w "$docker_socket" ] || { echo "only root and the group docker may ask the Docker daemon" >&2; denied; }
        # A socket that systemd holds would start the daemon.
        if [ -d /run/systemd/system ] && [ ! -e /run/docker.pid ] && ! grep -qsx dockerd /proc/[0-9]*/comm; then
            echo "Docker is installed and its daemon does not run" >&2
            exit 1
        fi
        ask() { DOCKER_CONFIG=/nonexistent docker -H "unix://$docker_socket" "$@"; }
        # shellcheck disable=SC2086 # IDs, and the words of the question for them, are words.
        inspected() {
            ids=$(ask $2 2>/dev/null) || return 1
            ids=$(printf '%s\n' "$ids" | sort -u | head -n 1000)
            [ -z "$ids" ] || ask "$1" inspect --format "$3" $ids 2>/dev/null
        }
        # What is removed between the list and the question makes the question fail; it is asked once more.
        every() {
            lines=$(inspected "$@") || lines=$(inspected "$@") || { echo "the Docker daemon does not answer" >&2; exit 1; }
            [ -z "$lines" ] || printf '%s\n' "$lines"
        }

        """#

    /// The JSON value of one line.
    ///
    /// - Throws: `Problem` naming the line.
    static func decoded<T: Decodable>(_ type: T.Type, from line: String, number: Int) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(line.utf8))
        } catch {
            throw Problem("line \(number): no answer of Docker", evidence: String(line.prefix(120)))
        }
    }

    /// The values of all lines that are not empty: a thing may have nothing to say.
    static func decoded<T: Decodable>(_ type: T.Type, from output: Output) throws -> [T] {
        try output.lines.enumerated().filter { !$1.isEmpty }.map {
            try decoded(type, from: $1, number: $0 + 1)
        }
    }
}

extension Array where Element == String {
    /// Comma-separated, and null when there is none.
    var listed: Value { isEmpty ? .null : .text(joined(separator: ",")) }
}
