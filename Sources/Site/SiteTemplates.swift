internal import Markdown
package import Model
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
    /// Of every language.
    let words: [Language: Words]

    /// Reads them from `folders`, later ones first in rank, and checks every query and every name against `schema`.
    ///
    /// - Throws: `Problems` with all that is wrong in any of them.
    package init(_ folders: [String], schema: Schema) throws {
        let reader = try Reader(schema: schema)
        var problems: [Problem] = []
        func load(_ file: TemplateFile, _ translations: [String: [TemplateFile]]) -> Page? {
            do {
                return try Page(file, reader, translations: translations[file.path] ?? [])
            } catch let problem as Problem {
                problems.append(problem.at(Place(file: file.file)))
            } catch {
                problems.append(Problem("\(error)", at: Place(file: file.file)))
            }
            return nil
        }
        let files = try TemplateFile.all("pages", in: folders, ending: ".md")
        let translations = try TemplateFile.translations(of: files, "pages", in: folders, ending: ".md")
        pages = files.compactMap { load($0, translations) }
        let partials = try TemplateFile.all("partials", in: folders, ending: ".md")
        let translated = try TemplateFile.translations(
            of: partials, "partials", in: folders, ending: ".md")
        func partial(_ name: String) throws -> Page {
            guard let file = partials.first(where: { $0.path == "\(name).md" }) else {
                throw Problem("templates/partials/\(name).md is missing")
            }
            guard let page = load(file, translated) else { throw Problems(problems) }
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
        do {
            words = try Words.read(folders)
        } catch let problem as Problem {
            problems.append(problem)
            words = [:]
        }
        if !problems.isEmpty { throw Problems(problems) }
    }

    /// What the site says only in English: page files and partials by their path, words by their key.
    package func missingTranslations(for language: Language) -> [String] {
        let silent = { (page: Page) in !page.speaks(language) }
        // What search shows are words.
        return pages.filter(silent).map { "pages/\($0.path).md" }
            + [freshness, banner].filter(silent).map { "partials/\($0.path).md" }
            + (words[language]?.missing ?? []).map { "i18n/\(language.rawValue).yml: \($0)" }
    }
}
