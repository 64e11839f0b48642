import Foundation
import TestSupport

/// Copies of our templates that a test may change.
enum Templates {
    /// All pages, and only the checks in `folders`: a site of few pages, made in little time.
    static func few(_ folders: String...) throws -> Scratch {
        let scratch = try Scratch()
        let shared = ["pages", "partials", "layouts", "assets", "i18n", "starter"]
        for name in shared + folders.map({ "checks/\($0)" }) {
            try FileManager.default.createDirectory(
                atPath: scratch.path("checks"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(Workplace.templates)/\(name)", toPath: scratch.path(name))
        }
        return scratch
    }
}
