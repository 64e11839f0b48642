internal import Markdown
internal import Model
internal import Reports
internal import Store

/// Makes one edition of a site.
struct EditionMaker: Sendable {
    private let templates: SiteTemplates
    private let open: @Sendable () throws -> Reader
    private let readers: [Edition.Reader]
    /// The page files that the edition's readers have a part in.
    private let files: [Page]
    private let jobs: [Job]
    private let pages: SitePages
    private let shell: Shell
    /// The page that is also the first one, where there is none of that name.
    private let front: String?

    /// One page to make.
    private struct Job {
        let page: Int
        let row: Row
    }

    /// Learns which pages the edition has; `open` gives a connection to the run, in the edition's language.
    init(_ edition: Edition, _ templates: SiteTemplates, open: @escaping @Sendable () throws -> Reader) throws
    {
        self.templates = templates
        readers = edition.readers
        self.open = open
        let files = templates.pages.filter { !$0.readers.isDisjoint(with: edition.readers) }
        let reader = try open()
        jobs = try files.enumerated().flatMap { index, page in
            try page.rows(reader, readers: edition.readers).map { Job(page: index, row: $0) }
        }
        var paths = Set(jobs.map { files[$0.page].path(for: $0.row) })
        front = paths.contains("index") ? nil : files.inMenu.first?.path
        if front != nil { paths.insert("index") }
        pages = SitePages(paths)
        shell = try Shell(
            templates, files, pages, templates.words[edition.language] ?? Words(), edition.readers, reader)
        self.files = files
    }

    /// Writes everything that is in the edition's folder, and says how many pages that is.
    func make(workers: Int, write: @escaping SiteBuilder.Write) async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<max(1, workers) {
                let share = stride(from: worker, to: jobs.count, by: max(1, workers)).map { jobs[$0] }
                group.addTask { try make(share, try open(), write) }
            }
            try await group.waitForAll()
        }
        for asset in templates.assets { try write(asset.bytes, "assets/\(asset.name)") }
        let entries = try searchEntries(try open())
        try write(scriptWords(searches: !entries.isEmpty), "assets/words.js")
        try write(searchIndex(entries), "assets/search.js")
        return jobs.count + (front == nil ? 0 : 1)
    }

    private func make(_ jobs: [Job], _ reader: Reader, _ write: SiteBuilder.Write) throws {
        var open: [Int: OpenPage] = [:]
        for job in jobs {
            let page = try open[job.page] ?? files[job.page].open(reader, shell.formatter, readers: readers)
            open[job.page] = page
            let report = try page.report(for: job.row)
            try make(report, write)
            if report.path == front { try make(report.moved(to: "index"), write) }
        }
    }

    private func make(_ report: Report, _ write: SiteBuilder.Write) throws {
        try write(try shell.page(report), report.path + ".html")
        try write(shell.markdown(report), report.path + ".md")
        // A chart and a table of one query share their files.
        var written: Set<String> = []
        for block in report.blocks
        where block.view.kind.hasFiles && !block.rows.isEmpty && written.insert(block.view.name).inserted {
            let path = "\(report.path).\(block.view.name)"
            try write(RowFormat.csv(columns: block.view.query, rows: block.rows), path + ".csv")
            try write(RowFormat.json(columns: block.view.query, rows: block.rows), path + ".json")
        }
    }

    /// What the script of the pages says; without words for the search, no page has a field for it.
    private func scriptWords(searches: Bool) -> [UInt8] {
        let phrases = Phrase.scripted.filter { searches || ![.search, .searchHint].contains($0) }
        var out: [UInt8] = Array("window.CONSTAT_WORDS={".utf8)
        for (index, phrase) in phrases.enumerated() {
            out += Array(index == 0 ? "\n".utf8 : ",\n".utf8)
            Escape.json(phrase.rawValue, into: &out)
            out.append(UInt8(ascii: ":"))
            Escape.json(shell.formatter.phrases(phrase), into: &out)
        }
        return out + Array("\n};\n".utf8)
    }

    /// Title, kind and page of everything that can be found.
    private func searchEntries(_ reader: Reader) throws -> [[String]] {
        try templates.search.open(reader, shell.formatter, readers: readers).rows().compactMap { row in
            let address = (row[2].text ?? "") + slug(of: row[3].text ?? "") + ".html"
            guard pages.has(address) else { return nil }
            return [row[0].text ?? "", shell.formatter.phrases.word(row[1].text ?? ""), address]
        }
    }

    /// A script that search loads when somebody first looks into its field: `file://` forbids fetching data.
    private func searchIndex(_ entries: [[String]]) -> [UInt8] {
        var out: [UInt8] = Array("window.CONSTAT_SEARCH=[".utf8)
        for (index, entry) in entries.enumerated() {
            out += Array(index == 0 ? "\n[".utf8 : ",\n[".utf8)
            for (column, text) in entry.enumerated() {
                if column > 0 { out.append(UInt8(ascii: ",")) }
                Escape.json(text, into: &out)
            }
            out.append(UInt8(ascii: "]"))
        }
        return out + Array("\n];\n".utf8)
    }
}
