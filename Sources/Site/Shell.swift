internal import Markdown
internal import Model
internal import Reports
internal import Store

/// What all pages of one site have in common, made once: the words around them, how dates are written, what the run was.
struct Shell: Sendable {
    let formatter: Formatter
    private let layout: Layout
    private let organisation: String
    private let run: String
    private let version: String
    private let collected: String
    /// The surroundings of pages that are this many folders deep.
    private let surroundings: [Surroundings]
    private let menu: [(label: String, path: String)]
    /// Those of the edition.
    private let pages: SitePages

    /// Reads the run for the page files that the edition has, in `words`, `pages` being all that they make.
    init(
        _ templates: SiteTemplates, _ files: [Page], _ pages: SitePages, _ words: Words,
        _ readers: [Edition.Reader],
        _ reader: Reader
    ) throws {
        guard
            let run = try reader.rows(
                "SELECT id, organisation, timezone, version, started_at, currency FROM run"
            ).first,
            case .integer(let startedAt) = run[4]
        else { throw Problem("the run file holds no run") }
        self.run = run[0].text ?? ""
        organisation = run[1].text ?? ""
        formatter = Formatter(
            timezone: run[2].text ?? "UTC", currency: run[5].text ?? "EUR", words: words)
        self.pages = pages
        version = run[3].text ?? ""
        collected = formatter.iso(startedAt)
        layout = templates.layout
        let freshness = try templates.freshness.open(reader, formatter, readers: readers).report(for: [])
        let banner = try templates.banner.open(reader, formatter, readers: readers).report(for: [])
        let depth = files.map { Shell.depth(of: $0.path) }.max() ?? 0
        surroundings = try (0...depth).map { [formatter] in
            try Surroundings(root: String(repeating: "../", count: $0), freshness, banner, formatter, pages)
        }
        menu = files.inMenu.map { ($0.label(in: words.language), $0.path) }
    }

    /// What stands around pages of one depth, made once: only the way to the site's folder differs from depth to depth.
    private struct Surroundings {
        let root: String
        let freshness: [UInt8]
        let banner: [UInt8]
        let markdown: [[UInt8]]

        init(
            root: String, _ freshness: Report, _ banner: Report, _ formatter: Formatter, _ pages: SitePages
        ) throws {
            self.root = root
            self.freshness = try HTML(of: freshness.markdown, root: root, leads: pages.has).bytes
            self.banner = try HTML(of: banner.markdown, root: root, leads: pages.has).bytes
            markdown = [freshness, banner].map { $0.plainMarkdown(formatter, root: root, in: pages) }
        }
    }

    private static func depth(of path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }

    private func surroundings(of report: Report) -> Surroundings {
        surroundings[Shell.depth(of: report.path)]
    }

    /// A report as the HTML of its page.
    func page(_ report: Report) throws -> [UInt8] {
        let around = surroundings(of: report)
        let main = try html(of: report, root: around.root)
        let phrases = formatter.phrases
        return layout.page(
            phrases, link: { link($0, around.root) },
            fill: { slot in
                switch slot {
                case .language: Array(formatter.language.rawValue.utf8)
                case .title: Array(Escape.html(report.title).utf8)
                case .organisation: Array(Escape.html(organisation).utf8)
                case .root: Array(around.root.utf8)
                case .navigation: navigation(report, around.root)
                case .collected: Array(Escape.attribute(collected).utf8)
                case .freshness: around.freshness
                case .banner:
                    around.banner.isEmpty || report.isAlone
                        ? []
                        : Array("<div class=\"banner\" role=\"note\">\n".utf8) + around.banner
                            + Array("</div>\n".utf8)
                case .main: main
                case .version: Array(Escape.html(version).utf8)
                case .run: Array(Escape.html(run).utf8)
                }
            })
    }

    /// A report as Markdown that stands alone, with what every page says of its run, and its blocks as pipe tables.
    func markdown(_ report: Report) -> [UInt8] {
        let around = surroundings(of: report)
        var out = Array("# \(Escape.markdown(report.title))\n".utf8)
        let surroundings = report.isAlone ? Array(around.markdown.prefix(1)) : around.markdown
        for text in surroundings + [report.plainMarkdown(formatter, root: around.root, in: pages)]
        where !text.isEmpty {
            out.append(UInt8(ascii: "\n"))
            out += text
        }
        return out
    }

    private func html(of report: Report, root: String) throws -> [UInt8] {
        let name = report.path.split(separator: "/").last.map(String.init) ?? report.path
        let blocks = BlockHTML(
            formatter: formatter, root: root, pages: pages, language: report.language
        ) { "\(name).\($0.view.name)" }
        let anchors = report.blocks.flatMap { block in
            block.rows.compactMap { block.view.anchor?.text(for: $0) }
        }
        let permalink = formatter.phrases(.labelled, ["label": formatter.phrases(.permalink), "value": ""])
        let html = try HTML(
            of: report.markdown, reserved: Set(anchors).union(["main"]), root: root, permalink: permalink,
            leads: pages.has
        ) { fence in
            report.block(fence.info).map(blocks.html)
        }.bytes
        guard report.language != formatter.language else { return html }
        // A page that nobody has translated yet says which language it speaks.
        return Array("<div lang=\"\(report.language.rawValue)\">\n".utf8) + html + Array("</div>\n".utf8)
    }

    private func link(_ link: Layout.Link, _ root: String) -> [UInt8] {
        let leads = pages.has("\(link.path).html")
        if link.isOptional, !leads { return [] }
        var html = Markup()
        if link.isOptional { html.markup(" · ") }
        if leads {
            html.markup("<a")
            html.attribute("href", "\(root)\(link.path).html")
            html.markup(">")
        }
        html.text(formatter.phrases(link.phrase, ["run": run]))
        if leads { html.markup("</a>") }
        return html.bytes
    }

    private func navigation(_ report: Report, _ root: String) -> [UInt8] {
        let section = { (path: String) in path.split(separator: "/").first.map(String.init) ?? path }
        var html = Markup()
        html.markup("<ul>\n")
        for entry in menu {
            html.markup("<li><a")
            html.attribute("href", "\(root)\(entry.path).html")
            if section(entry.path) == section(report.path) {
                html.attribute("aria-current", entry.path == report.path ? "page" : "true")
            }
            html.markup(">")
            html.text(entry.label)
            html.markup("</a></li>\n")
        }
        html.markup("</ul>\n")
        return html.bytes
    }
}

extension [Page] {
    /// Those in the menu, in its order.
    var inMenu: [Page] {
        filter { $0.menu != nil }.sorted { ($0.menu ?? 0, $0.path) < ($1.menu ?? 0, $1.path) }
    }
}
