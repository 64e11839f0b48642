import Foundation
import Model
import TestSupport

/// A text file of the project, as it is kept.
struct ProjectFile: Sendable {
    /// From the top of the project.
    let path: String
    let text: String
    var lines: [String] { Output(text).lines }

    /// Every text file that belongs to the project; what a build or a run makes does not.
    static let all: [ProjectFile] = {
        let root = projectFolder.path
        var files: [ProjectFile] = []
        guard let names = FileManager.default.enumerator(atPath: root) else { return [] }
        for case let path as String in names {
            let parts = path.split(separator: "/")
            if parts[0] == ".git" || parts[0] == "output" || parts[0].hasPrefix(".build")
                || parts[0] == ".swiftpm"
            {
                if parts.count == 1 { names.skipDescendants() }
                continue
            }
            guard names.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
                !path.hasSuffix(".png"), let data = FileManager.default.contents(atPath: "\(root)/\(path)")
            else { continue }
            files.append(ProjectFile(path: path, text: String(decoding: data, as: UTF8.self)))
        }
        return files.sorted { $0.path < $1.path }
    }()

    static let sources = all.filter { $0.path.hasPrefix("Sources/") && $0.path.hasSuffix(".swift") }

    /// The places, as `path:line`, of the lines that `isWrong` finds.
    func places(_ isWrong: (String) -> Bool) -> [String] {
        lines.enumerated().filter { isWrong($0.element) }.map {
            "\(path):\($0.offset + 1): \($0.element.prefix(160))"
        }
    }
}
