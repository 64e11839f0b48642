import Model

/// The mistakes that were found so far, in all files.
///
/// Reading goes on after each, so that whoever wrote the inventory sees them together.
final class Mistakes {
    private(set) var all: [Problem] = []

    /// Those found, by place, each once.
    var sorted: [Problem] {
        var seen: Set<Problem> = []
        return all.filter { seen.insert($0).inserted }.sorted { a, b in
            switch (a.place, b.place) {
            case (let a?, let b?) where a != b: a < b
            case (nil, _?): true
            case (_?, nil): false
            default: (a.what, a.evidence ?? "") < (b.what, b.evidence ?? "")
            }
        }
    }

    func add(_ problem: Problem) { all.append(problem) }

    func add(_ what: String, at place: Place, found evidence: String? = nil, remedy: String) {
        all.append(Problem(what, at: place, evidence: evidence.map(Mistakes.shortened), remedy: remedy))
    }

    /// `unknown THING: WORD`, with the nearest of `words`, or all of them when none is near.
    func addUnknown(_ thing: String, _ word: String, at place: Place, among words: some Sequence<String>) {
        let known = words.sorted()
        let remedy: String
        if let near = nearest(to: word, among: known) {
            remedy = "Did you mean \(near)?"
        } else if known.isEmpty {
            remedy = "There is none so far."
        } else {
            let shown = known.prefix(24).joined(separator: ", ")
            remedy = "Known here: \(shown)\(known.count > 24 ? " and \(known.count - 24) more" : "")."
        }
        add("unknown \(thing)", at: place, found: word, remedy: remedy)
    }

    /// The first 80 characters of a text, its line ends made visible.
    static func shortened(_ text: String) -> String {
        var short = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(80) {
            switch scalar {
            case "\n": short.append(contentsOf: "\\n".unicodeScalars)
            case "\r": short.append(contentsOf: "\\r".unicodeScalars)
            default: short.append(scalar)
            }
        }
        return String(short) + (text.unicodeScalars.count > 80 ? "…" : "")
    }
}
