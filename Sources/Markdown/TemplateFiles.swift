internal import Foundation
internal import Model

/// A file of checks, pages or their surroundings: ours, or a team's own of the same path in its place.
package struct TemplateFile: Sendable {
    /// Below its kind's folder: `ssh/ssh-root-login.md`.
    package let path: String
    /// As messages name it.
    package let file: String
    package let bytes: [UInt8]

    /// The file's name without folders and ending.
    package var name: String {
        let last = path.split(separator: "/").last ?? ""
        return last.split(separator: ".", maxSplits: 1).first.map(String.init) ?? String(last)
    }

    /// The files below `kind` in each of `folders`, by path; one of a later folder replaces that of an earlier one.
    ///
    /// - Throws: `Problem` for a folder or file that cannot be read, or a file over 1 MiB.
    package static func all(_ kind: String, in folders: [String], ending: String) throws -> [TemplateFile] {
        var files: [String: TemplateFile] = [:]
        for folder in folders {
            let root = "\(folder)/\(kind)"
            guard let names = FileManager.default.enumerator(atPath: root) else { continue }
            for case let path as String in names where path.hasSuffix(ending) && !path.hasPrefix(".") {
                files[path] = try TemplateFile(path: path, file: "\(root)/\(path)")
            }
        }
        return files.values.sorted { $0.path < $1.path }
    }

    /// One file by itself, by the path that a person typed.
    package init(file: String) throws { try self.init(path: file, file: file) }

    private init(path: String, file: String) throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Problem("cannot be read", at: Place(file: file))
        }
        guard data.count <= 1 << 20 else { throw Problem("larger than 1 MiB", at: Place(file: file)) }
        self.path = path
        self.file = file
        bytes = [UInt8](data)
    }
}
