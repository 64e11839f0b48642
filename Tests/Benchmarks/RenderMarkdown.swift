import Foundation
import Markdown

/// `render-markdown FROM TO`: the Markdown files below one folder as HTML below another, two at a time.
///
/// Only for `scripts/bench`: it does what Hugo does with the same files, and nothing of what a site needs besides.
@main
enum RenderMarkdown {
    static func main() async throws {
        let (from, to) = (CommandLine.arguments[1], CommandLine.arguments[2])
        let names =
            FileManager.default.enumerator(atPath: from)?.allObjects.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.hasSuffix(".md") }.sorted()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<2 {
                group.addTask {
                    for file in stride(from: worker, to: files.count, by: 2).map({ files[$0] }) {
                        let text = FileManager.default.contents(atPath: "\(from)/\(file)") ?? Data()
                        let page =
                            Array("<!doctype html><main>".utf8) + (try html(of: [UInt8](text)))
                            + Array("</main>".utf8)
                        let target = URL(filePath: "\(to)/\(file.dropLast(3)).html")
                        try FileManager.default.createDirectory(
                            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                        try Data(page).write(to: target)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
