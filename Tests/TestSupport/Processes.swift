internal import Foundation
internal import Glibc

package let isRoot = geteuid() == 0

/// The command lines of the processes that have `word` in theirs.
package func processes(with word: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int($0) != nil }.map(commandLine).filter { $0.contains(word) }
}

/// Whether no process has `word` in its command line, or none soon: one that was killed is there until the kernel has ended it.
package func isGone(_ word: String) async -> Bool {
    for _ in 0..<100 {
        if processes(with: word).isEmpty { return true }
        try? await Task.sleep(for: .milliseconds(50))
    }
    return false
}

/// Ends what a ForceCommand of a test left on the host's side, by its exact command line.
package func endProcesses(_ line: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
        guard let number = Int32(name), commandLine(name) == line + " " else { continue }
        kill(number, SIGKILL)
    }
}

private func commandLine(_ process: String) -> String {
    let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    return String(decoding: words.map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
}
