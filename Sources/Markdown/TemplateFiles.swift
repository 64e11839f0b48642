internal import Foundation
package import Model

/// A file of checks, pages or their surroundings: ours, or a team's own of the same path in its place.
package struct TemplateFile: Sendable {
    /// Below its kind's folder: `ssh/ssh-root-login.md`.
    package let path: String
    /// As messages name it.
    package let file: String
    package let bytes: [UInt8]
    /// Which of the folders it is from, from 0.
    private let rank: Int

    /// The language that it puts another file into: French for `costs.fr.md`; nothing for a file that stands for itself.
    package var language: Language? {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 2 ? Language(rawValue: String(parts[parts.count - 2])) : nil
    }

    /// The file's name without folders and ending.
    package var name: String {
        let last = path.split(separator: "/").last ?? ""
        return last.split(separator: ".", maxSplits: 1).first.map(String.init) ?? String(last)
    }

    /// The files below `kind` in each of `folders`, by path; one of a later folder replaces that of an earlier one.
    ///
    /// Translations are not among them.
    ///
    /// - Throws: `Problem` for a folder or file that cannot be read, or a file over 1 MiB.
    package static func all(_ kind: String, in folders: [String], ending: String) throws -> [TemplateFile] {
        try everything(kind, in: folders, ending: ending).filter { $0.language == nil }
    }

    /// The files that put one of `originals` into another language, by the path of that.
    ///
    /// One that is from an earlier folder than its original says what that no longer says, and counts as missing.
    ///
    /// - Throws: `Problem` as `all` does; for a translation of no file.
    package static func translations(
        of originals: [TemplateFile], _ kind: String, in folders: [String], ending: String
    ) throws -> [String: [TemplateFile]] {
        var found: [String: [TemplateFile]] = [:]
        for file in try everything(kind, in: folders, ending: ending) {
            guard let language = file.language else { continue }
            let path =
                String(file.path.dropLast(ending.utf8.count + language.rawValue.utf8.count + 1)) + ending
            guard let original = originals.first(where: { $0.path == path }) else {
                throw Problem("a translation of no file: \(path) is missing", at: Place(file: file.file))
            }
            if file.rank >= original.rank { found[path, default: []].append(file) }
        }
        return found
    }

    private static func everything(_ kind: String, in folders: [String], ending: String) throws
        -> [TemplateFile]
    {
        var files: [String: TemplateFile] = [:]
        for (rank, folder) in folders.enumerated() {
            let root = "\(folder)/\(kind)"
            guard let names = FileManager.default.enumerator(atPath: root) else { continue }
            for case let path as String in names where path.hasSuffix(ending) && !path.hasPrefix(".") {
                files[path] = try TemplateFile(path: path, file: "\(root)/\(path)", rank: rank)
            }
        }
        return files.values.sorted { $0.path < $1.path }
    }

    /// One file by itself, by the path that a person typed.
    package init(file: String) throws { try self.init(path: file, file: file, rank: 0) }

    private init(path: String, file: String, rank: Int) throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Problem("cannot be read", at: Place(file: file))
        }
        guard data.count <= 1 << 20 else { throw Problem("larger than 1 MiB", at: Place(file: file)) }
        self.path = path
        self.file = file
        self.rank = rank
        bytes = [UInt8](data)
    }
}
