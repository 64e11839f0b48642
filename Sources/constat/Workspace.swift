import ArgumentParser
import Foundation
import Model
import Store

/// The folder that a team works in: `inventory/`, its own `templates/` if it has any, and `output/`.
struct Workspace: ParsableArguments {
    @Option(
        name: [.customShort("C"), .long],
        help: "The folder with inventory/ and output/. (default: CONSTAT_WORKSPACE, else this folder)")
    var workspace: String?

    /// The folder of the made-up agency, when that is what is audited.
    var demo: URL? {
        get throws {
            try isDemo ? URL(filePath: Workspace.installedTemplates()).appending(path: "demo") : nil
        }
    }
    /// The hosts and accounts themselves, or what is recorded of the made-up agency.
    var source: Source {
        get throws { try demo.map { try Source(demo: $0) } ?? Source() }
    }
    @Flag(
        name: .customLong("demo"), help: "Audit a made-up agency, offline; its site goes to output/demo/site."
    )
    var isDemo = false

    var folder: String { workspace ?? ProcessInfo.processInfo.environment["CONSTAT_WORKSPACE"] ?? "." }

    /// A path below the workspace as a person would write it.
    func path(_ name: String) -> String { folder == "." ? name : "\(folder)/\(name)" }

    var inventory: String {
        get throws { try demo.map { $0.appending(path: "inventory").path } ?? path("inventory") }
    }
    var output: String { isDemo ? path("output/demo") : path("output") }

    /// The folders of templates, ours first; in a later one a file of the same path replaces it.
    ///
    /// - Throws: `Problem` when ours are not found beside the program.
    func templates() throws -> [String] {
        let ours = try Workspace.installedTemplates()
        let own = path("templates")
        let isOurs = realPath(own) == realPath(ours)
        return !isOurs && FileManager.default.fileExists(atPath: own) ? [ours, own] : [isOurs ? own : ours]
    }

    /// Opens `output/runs`; for writing, both folders are made where they are missing.
    func runs(forWriting: Bool = false) throws -> RunFolder {
        if forWriting {
            for folder in isDemo ? [path("output"), output] : [output] where mkdir(folder, 0o750) != 0 {
                if errno != EEXIST { throw Problem.disk(folder) }
            }
        }
        return try RunFolder("\(output)/runs", forWriting: forWriting)
    }

    /// The lock of the output folder.
    func lock() throws -> Lock { try Lock("\(output)/.lock") }

    /// Where our templates are: as CONSTAT_TEMPLATES says, in `share/constat` beside the program, or in the checkout that it
    /// was built in.
    static func installedTemplates() throws -> String {
        if let named = ProcessInfo.processInfo.environment["CONSTAT_TEMPLATES"] { return named }
        let program = URL(filePath: realPath("/proc/self/exe") ?? CommandLine.arguments[0])
        var folder = program.deletingLastPathComponent()
        let shared = folder.appending(path: "../share/constat/templates")
        if isTemplates(shared) { return shared.path }
        while folder.path != "/" {
            let candidate = folder.appending(path: "templates")
            if isTemplates(candidate) { return candidate.path }
            folder.deleteLastPathComponent()
        }
        throw Problem(
            "the templates are not found",
            remedy: "Set CONSTAT_TEMPLATES to the folder that holds checks/ and pages/.")
    }

    private static func isTemplates(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "layouts/page.html").path)
    }
}

private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}
