import Foundation
import Model
import Site
import Store
import Synchronization
import TestSupport

/// A site in memory.
struct BuiltSite: Sendable {
    let files: [String: [UInt8]]
    /// Paths that were written more than once.
    let doubled: [String]
    /// What the builder says of the number of pages.
    let pages: Int

    /// The agency's site, made once for all tests.
    static let agency = Task { try await BuiltSite(of: try Agency.shared.get(), workers: 4) }

    /// The site of the hostile run, with plain text in its checks.
    static let hostile = Task {
        let scratch = try Scratch()
        let run = try HostileRun(in: scratch.folder, checkText: "Plain words.\n\n## Fix\nNone.")
        return try await BuiltSite(run: run.second, previous: run.first, workers: 2)
    }

    init(of agency: Agency, workers: Int) async throws {
        try await self.init(run: agency.second, previous: agency.first, workers: workers)
    }

    init(
        run: RunFolder.Entry, previous: RunFolder.Entry?, workers: Int,
        templates: [String] = [Agency.templates], editions: [Edition] = [.whole]
    ) async throws {
        let written = Mutex<(files: [String: [UInt8]], doubled: [String])>(([:], []))
        let builder = SiteBuilder(
            try SiteTemplates(templates, schema: Agency.schema), schema: Agency.schema)
        pages = try await builder.build(
            run: run.path, previous: previous?.path, editions: editions, workers: workers
        ) { bytes, path in
            written.withLock { written in
                if written.files.updateValue(bytes, forKey: path) != nil { written.doubled.append(path) }
            }
        }
        (files, doubled) = written.withLock { ($0.files, $0.doubled) }
    }

    /// The paths with this ending, in order.
    func paths(_ ending: String) -> [String] {
        files.keys.filter { $0.utf8.reversed().starts(with: ending.utf8.reversed()) }.sorted()
    }

    func text(_ path: String) throws -> String {
        guard let bytes = files[path] else { throw Problem("no such file", at: Place(file: path)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The tokens of a page.
    func tokens(_ path: String) throws -> [Token] {
        guard let bytes = files[path] else { throw Problem("no such file", at: Place(file: path)) }
        do { return try Token.all(in: bytes) } catch let problem as Problem {
            throw problem.at(Place(file: path))
        }
    }
}
