import Foundation
import Markdown
import Model
import Reports
import Store
import TestSupport

/// A page file of a test's own.
enum Sample {
    /// In English, UTC and euros.
    static let formatter = Reports.Formatter(
        timezone: "UTC", words: (try? Words.read([Agency.templates])[.en]) ?? Words())

    /// The page that `body` makes of an empty run; its name may be `[column]`.
    static func report(
        _ body: String, name: String = "page", title: String = "Title", row: Int = 0, timezone: String = "UTC"
    ) throws -> Report {
        try report(file: "---\ntitle: \(title)\n---\n\(body)", name: name, row: row, timezone: timezone)
    }

    static func report(file: String, name: String = "page", row: Int = 0, timezone: String = "UTC") throws
        -> Report
    {
        let scratch = try Scratch()
        try scratch.write(file, to: "pages/\(name).md")
        let reader = try Reader(schema: Schema(facts: []))
        guard let found = try TemplateFile.all("pages", in: [scratch.folder.path], ending: ".md").first else {
            throw Problem("no page")
        }
        let page = try Page(found, reader)
        let rows = try page.rows(reader)
        return try page.open(reader, Reports.Formatter(timezone: timezone)).report(for: rows[row])
    }

    /// The Markdown of that page, without the empty lines that its queries leave.
    static func markdown(_ body: String, timezone: String = "UTC") throws -> String {
        let lines = Output(try report(body, timezone: timezone).markdown).lines
        return lines.drop { $0.isEmpty }.joined(separator: "\n")
    }

    /// What is wrong with a page, as people read it, its file called `page.md`.
    static func mistake(in body: String, name: String = "page", title: String = "Title") -> String {
        mistake(inFile: "---\ntitle: \(title)\n---\n\(body)", name: name)
    }

    static func mistake(inFile file: String, name: String = "page") -> String {
        do {
            _ = try report(file: file, name: name)
            return "no mistake"
        } catch let problem as Problem {
            var short = problem
            short.place?.file = problem.place?.file.split(separator: "/").last.map(String.init) ?? ""
            return short.description
        } catch {
            return "\(error)"
        }
    }

    /// Text as a literal of SQL.
    static func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
