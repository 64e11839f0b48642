internal import Markdown
internal import Model
package import Reports
package import Store

/// Everything that a site is made from besides a run: pages, what stands around them, and assets.
package struct SiteTemplates: Sendable {
    package let pages: [Page]
    let layout: Layout
    let freshness: Page
    let banner: Page
    let search: Page
    let assets: [(name: String, bytes: [UInt8])]

    /// Reads them from `folders`, later ones first in rank, and checks every query and every name against `schema`.
    ///
    /// - Throws: `Problems` with all that is wrong in any of them.
    package init(_ folders: [String], schema: Schema) throws {
        let reader = try Reader(schema: schema)
        var problems: [Problem] = []
        func load(_ file: TemplateFile) -> Page? {
            do {
                return try Page(file, reader)
            } catch let problem as Problem {
                problems.append(problem.at(Place(file: file.file)))
            } catch {
                problems.append(Problem("\(error)", at: Place(file: file.file)))
            }
            return nil
        }
        pages = try TemplateFile.all("pages", in: folders, ending: ".md").compactMap(load)
        let partials = try TemplateFile.all("partials", in: folders, ending: ".md")
        func partial(_ name: String) throws -> Page {
            guard let file = partials.first(where: { $0.path == "\(name).md" }) else {
                throw Problem("templates/partials/\(name).md is missing")
            }
            guard let page = load(file) else { throw Problems(problems) }
            return page
        }
        freshness = try partial("freshness")
        banner = try partial("banner")
        search = try partial("search")
        guard
            let shell = try TemplateFile.all("layouts", in: folders, ending: ".html").first(where: {
                $0.path == "page.html"
            })
        else { throw Problem("templates/layouts/page.html is missing") }
        layout = try Layout(String(decoding: shell.bytes, as: UTF8.self), file: shell.file)
        assets = try TemplateFile.all("assets", in: folders, ending: "").map { ($0.path, $0.bytes) }
        if !problems.isEmpty { throw Problems(problems) }
    }
}
