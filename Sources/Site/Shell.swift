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

    init(_ templates: SiteTemplates, _ reader: Reader) throws {
        guard
            let run = try reader.rows("SELECT id, organisation, timezone, version, started_at FROM run")
                .first,
            case .integer(let startedAt) = run[4]
        else { throw Problem("the run file holds no run") }
        self.run = run[0].text ?? ""
        organisation = run[1].text ?? ""
        formatter = Formatter(timezone: run[2].text ?? "UTC")
        version = run[3].text ?? ""
        collected = formatter.iso(startedAt)
        layout = templates.layout
        let freshness = try templates.freshness.open(reader, formatter).report(for: [])
        let banner = try templates.banner.open(reader, formatter).report(for: [])
        let depth = templates.pages.map { Shell.depth(of: $0.path) }.max() ?? 0
        surroundings = try (0...depth).map { [formatter] in
            try Surroundings(root: String(repeating: "../", count: $0), freshness, banner, formatter)
        }
        menu = templates.pages.compactMap { page in page.menu.map { ($0, page.path) } }
            .sorted { ($0.0.position, $0.1) < ($1.0.position, $1.1) }
            .map { ($0.0.label, $0.1) }
    }

    /// What stands around pages of one depth, made once: only the way to the site's folder differs from depth to depth.
    private struct Surroundings {
        let root: String
        let freshness: [UInt8]
        let banner: [UInt8]
        let markdown: [[UInt8]]

        init(root: String, _ freshness: Report, _ banner: Report, _ formatter: Formatter) throws {
            self.root = root
            self.freshness = try Markdown.html(of: freshness.markdown, root: root)
            self.banner = try Markdown.html(of: banner.markdown, root: root)
            markdown = [freshness, banner].map { $0.plainMarkdown(formatter, root: root) }
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
        return layout.page { slot in
            switch slot {
            case .language: Array("en".utf8)
            case .title: Array(Escape.html(report.title).utf8)
            case .organisation: Array(Escape.html(organisation).utf8)
            case .root: Array(around.root.utf8)
            case .navigation: navigation(report, around.root)
            case .collected: Array(Escape.attribute(collected).utf8)
            case .freshness: around.freshness
            case .banner:
                around.banner.isEmpty
                    ? []
                    : Array("<div class=\"banner\" role=\"note\">\n".utf8) + around.banner
                        + Array("</div>\n".utf8)
            case .main: main
            case .version: Array(Escape.html(version).utf8)
            case .run: Array(Escape.html(run).utf8)
            }
        }
    }

    /// A report as Markdown that stands alone, with what every page says of its run, and its blocks as pipe tables.
    func markdown(_ report: Report) -> [UInt8] {
        let around = surroundings(of: report)
        var out = Array("# \(Escape.markdown(report.title))\n".utf8)
        for text in around.markdown + [report.plainMarkdown(formatter, root: around.root)] where !text.isEmpty
        {
            out.append(UInt8(ascii: "\n"))
            out += text
        }
        return out
    }

    private func html(of report: Report, root: String) throws -> [UInt8] {
        let name = report.path.split(separator: "/").last.map(String.init) ?? report.path
        let blocks = BlockHTML(formatter: formatter, root: root) { "\(name).\($0.view.name)" }
        let anchors = report.blocks.flatMap { block in
            block.rows.compactMap { block.view.anchor?.text(for: $0) }
        }
        return try HTML(of: report.markdown, reserved: Set(anchors).union(["main"]), root: root) { fence in
            report.block(fence.info).map(blocks.html)
        }.bytes
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
