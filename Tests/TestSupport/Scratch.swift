package import Foundation
internal import Glibc

/// A new, empty folder that is gone when the test is.
package final class Scratch: Sendable {
    package let folder: URL

    /// Makes it in `parent`, or in the usual place for such.
    package init(in parent: String? = nil) throws {
        let parent = parent.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        folder = parent.appending(path: "constat-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    package var path: String { folder.path }

    package func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file below the folder, with the folders that it needs, and gives its path.
    @discardableResult
    package func write(_ text: String, to name: String, mode: Int = 0o644) throws -> String {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        if mode & 0o111 == 0 {
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        } else {
            try install(text, as: file.path, mode: mode)
        }
        return file.path
    }

    /// What is in a file below the folder; nothing where there is none.
    package func read(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
    }

    /// Makes a program by way of `install`: a file that we had open for writing would be busy for as long as any child of another
    /// test, forked just then, has not begun its own program.
    private func install(_ text: String, as path: String, mode: Int) throws {
        let source = path + ".text"
        try Data(text.utf8).write(to: URL(filePath: source))
        let words = ["install", "-m", String(mode, radix: 8), source, path].map { (word: String) in
            strdup(word)
        }
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        var status: Int32 = 0
        guard posix_spawn(&pid, "/usr/bin/install", nil, nil, words + [nil], environ) == 0,
            waitpid(pid, &status, 0) == pid, status == 0
        else { throw CocoaError(.fileWriteUnknown, userInfo: ["path": path]) }
        try FileManager.default.removeItem(atPath: source)
    }
}
