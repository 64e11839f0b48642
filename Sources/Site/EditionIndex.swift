internal import Model
internal import Reports

/// The page above the editions: whose site it is, and the way to each; nothing of the data.
struct EditionIndex {
    private let editions: [Edition]
    private let organisation: String
    private let words: [Language: Words]

    init(_ editions: [Edition], organisation: String, words: [Language: Words]) {
        self.editions = editions
        self.organisation = organisation
        self.words = words
    }

    private var main: Words { words(of: editions.first ?? .whole) }

    private func words(of edition: Edition) -> Words { words[edition.language] ?? Words() }

    /// «English, for: devops, developers», in the edition's own language.
    private func description(of edition: Edition) -> String {
        let words = words(of: edition)
        let readers = edition.readers.compactMap { Phrase(rawValue: $0.rawValue) }.map { words($0) }
        return words(.language) + ", " + words(.readers, ["readers": readers.joined(separator: ", ")])
    }

    var html: [UInt8] {
        var html = Markup()
        html.markup("<!doctype html>\n<html")
        html.attribute("lang", main.language.rawValue)
        html.markup(">\n<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        html.markup(
            "style-src 'self'; base-uri 'none'; form-action 'none'\">\n<meta charset=\"utf-8\">\n<title>")
        html.text("\(main(.editions)) · \(organisation)")
        html.markup("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        html.markup(
            "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n"
        )
        html.markup("<link rel=\"stylesheet\"")
        html.attribute("href", "\(slug(of: editions.first?.name ?? ""))/assets/constat.css")
        html.markup(">\n</head>\n<body>\n<main id=\"main\">\n<h1>")
        html.text(organisation.isEmpty ? main(.editions) : organisation)
        html.markup("</h1>\n<p>")
        html.text(main(.editionsNote))
        html.markup("</p>\n<ul>\n")
        for edition in editions {
            html.markup("<li")
            if edition.language != main.language { html.attribute("lang", edition.language.rawValue) }
            html.markup("><a")
            html.attribute("href", "\(slug(of: edition.name))/index.html")
            html.markup(">")
            html.text(edition.name)
            html.markup("</a> – ")
            html.text(description(of: edition))
            html.markup("</li>\n")
        }
        html.markup("</ul>\n</main>\n</body>\n</html>\n")
        return html.bytes
    }

    var markdown: [UInt8] {
        let lines = editions.map { edition in
            let name = Escape.markdown(edition.name)
            return "- [\(name)](\(slug(of: edition.name))/index.md) – "
                + "\(Escape.markdown(description(of: edition)))\n"
        }
        let title = Escape.markdown(organisation.isEmpty ? main(.editions) : organisation)
        return Array("# \(title)\n\n\(Escape.markdown(main(.editionsNote)))\n\n\(lines.joined())".utf8)
    }
}
