import Foundation
import Model

/// The names that an ssh_config gives to hosts: each literal word after `Host`, in this file and those it includes.
///
/// Patterns, negations and `Match` blocks name no host. How each is reached stays the file's business: the host's address is
/// its alias, which the user's own `ssh` looks up.
///
/// Source: `ssh_config(5)`.
struct SSHConfig {
    /// The depth of includes at which OpenSSH gives up is 16; nobody writes half of it.
    private static let depth = 8
    private static let files = 256

    private(set) var hosts: [DeclaredHost] = []
    private let paths: Paths
    private let mistakes: Mistakes
    private var seen: Set<String> = []
    private var filesRead = 0

    init(paths: Paths, mistakes: Mistakes) {
        self.paths = paths
        self.mistakes = mistakes
    }

    /// Whether `ssh` reads the file `path` without being told to.
    static func isRead(_ path: String, home: String) -> Bool {
        [home + "/.ssh/config", "/etc/ssh/ssh_config"].contains(path)
    }

    /// Reads `file` and what it includes; when it is none that `ssh` reads by itself, the hosts carry its path.
    mutating func read(_ file: InventoryFile, isUsers: Bool, seal: inout Seal) {
        read(file, config: isUsers ? nil : file.path, depth: 1, seal: &seal)
    }

    private mutating func read(_ file: InventoryFile, config: String?, depth: Int, seal: inout Seal) {
        filesRead += 1
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let place = Place(file: file.path, line: index + 1)
            let text = INI.trimmed(String(decoding: line, as: UTF8.self))
            guard let first = text.utf8.first, first != UInt8(ascii: "#") else { continue }
            let end = text.utf8.firstIndex { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "=") }
            let keyword = String(text[..<(end ?? text.endIndex)]).lowercased()
            guard keyword == "host" || keyword == "include" else { continue }
            var arguments = INI.trimmed(end.map { String(text[$0...]) } ?? "")
            if arguments.utf8.first == UInt8(ascii: "=") {
                arguments = INI.trimmed(String(arguments.dropFirst()))
            }
            do {
                let words = try INI.words(arguments)
                guard !words.isEmpty else {
                    throw Problem(
                        "\(keyword) without a word after it", remedy: "Name one, or take the line out.")
                }
                for word in words {
                    if keyword == "host" {
                        add(word, config: config, at: place)
                    } else {
                        try include(word, config: config, depth: depth, seal: &seal)
                    }
                }
            } catch let problem as Problem {
                mistakes.add(problem.at(place))
            } catch {
                mistakes.add("cannot be read", at: place, remedy: "Check the line with ssh -G.")
            }
        }
    }

    private mutating func add(_ alias: String, config: String?, at place: Place) {
        guard !alias.utf8.contains(where: { "*?!".utf8.contains($0) }), seen.insert(alias).inserted else {
            return
        }
        var host = DeclaredHost(name: alias, place: place, address: alias)
        host.isFromSSHConfig = true
        host.sshConfig = config
        hosts.append(host)
    }

    /// Reads the files that `pattern` stands for; as for `ssh`, there may be none.
    private mutating func include(_ pattern: String, config: String?, depth: Int, seal: inout Seal) throws {
        guard depth < SSHConfig.depth else {
            throw Problem(
                "included more than \(SSHConfig.depth) levels deep", evidence: Mistakes.shortened(pattern),
                remedy: "Does a file include itself?")
        }
        // ssh takes a relative path from ~/.ssh, whichever of the user's files it is in.
        for path in SSHConfig.matches(paths.resolved(pattern, from: paths.home + "/.ssh")) {
            guard filesRead < SSHConfig.files else {
                throw Problem(
                    "more than \(SSHConfig.files) files included", evidence: Mistakes.shortened(pattern),
                    remedy: "Import the one file that has the hosts.")
            }
            let file: InventoryFile
            do {
                file = try InventoryFile(path, followingLinks: true)
            } catch let problem as Problem {
                // The line that includes it is where to look, so it is the place.
                throw Problem(problem.what, evidence: path, remedy: problem.remedy)
            }
            seal.add(pattern, file.bytes)
            read(file, config: config, depth: depth + 1, seal: &seal)
        }
    }

    /// The files that a pattern of the shell's stands for, sorted.
    private static func matches(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in
            found.gl_pathv[index].map { String(cString: $0) }
        }
    }
}
