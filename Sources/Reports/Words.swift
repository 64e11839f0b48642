internal import Markdown
package import Model

/// The words of one language: those of the site itself, and those that the words of data are shown with.
///
/// They are in `templates/i18n/en.yml` and its sisters, two maps each: `interface`, whose keys are the phrases, and `words`, whose
/// keys are words as tables have them (`invoiced`, `staging`). What a language lacks is said in English; a word of data that no
/// language has is shown as it is.
package struct Words: Sendable {
    package let language: Language
    private var phrases: [Phrase: String] = [:]
    private var data: [String: String] = [:]
    /// What English has and this language has not: `interface.skip`, `words.invoiced`.
    package private(set) var missing: [String] = []

    /// Without any: each phrase is its own key.
    package init(_ language: Language = .en) { self.language = language }

    /// Reads the words of every language; a file of a later folder replaces that of an earlier one.
    ///
    /// - Throws: `Problem` for a key that is no phrase, a phrase that English has not, or a file that cannot be read.
    package static func read(_ folders: [String]) throws -> [Language: Words] {
        let files = try TemplateFile.all("i18n", in: folders, ending: ".yml")
        guard let file = files.first(where: { $0.path == "en.yml" }) else {
            throw Problem("templates/i18n/en.yml is missing")
        }
        let english = try Words(.en, file)
        if let phrase = Phrase.allCases.first(where: { english.phrases[$0] == nil }) {
            throw Problem("interface.\(phrase.rawValue) is missing", at: Place(file: file.file))
        }
        var all = [Language.en: english]
        for language in Language.allCases where language != .en {
            var words = Words(language)
            if let file = files.first(where: { $0.path == "\(language.rawValue).yml" }) {
                words = try Words(language, file)
            }
            words.fill(from: english)
            all[language] = words
        }
        return all
    }

    private init(_ language: Language, _ file: TemplateFile) throws {
        self.language = language
        let settings = try Settings(yaml: String(decoding: file.bytes, as: UTF8.self), file: file.file)
        try settings.allow(only: ["interface", "words"])
        let interface = try settings.required("interface").map()
        try interface.allow(only: Phrase.allCases.map { $0.rawValue })
        for entry in interface.entries {
            phrases[try Phrase.of(entry)] = try entry.value.text()
        }
        for entry in try settings.required("words").map().entries {
            data[entry.key] = try entry.value.text()
        }
    }

    private mutating func fill(from english: Words) {
        for phrase in Phrase.allCases where phrases[phrase] == nil {
            missing.append("interface.\(phrase.rawValue)")
            phrases[phrase] = english.phrases[phrase]
        }
        for (word, text) in english.data.sorted(by: { $0.key < $1.key }) where data[word] == nil {
            missing.append("words.\(word)")
            data[word] = text
        }
    }

    /// The phrase, with `values` in place of their names in braces.
    package func callAsFunction(_ phrase: Phrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        var text = phrases[phrase] ?? phrase.rawValue
        for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
        return text
    }

    /// What a word of data is shown as.
    package func word(_ data: String) -> String { self.data[data] ?? data }

    /// A severity in lower case.
    package func severity(_ severity: Severity) -> String {
        Phrase(rawValue: severity.rawValue).map { self($0) } ?? severity.rawValue
    }

    /// What became of a visit, a fact or a check; a word that is none is shown as a word of data.
    package func status(_ status: String) -> String {
        Phrase(rawValue: "status-\(status)").map { self($0) } ?? word(status)
    }
}

extension Phrase {
    fileprivate static func of(_ entry: Settings.Entry) throws -> Phrase {
        guard let phrase = Phrase(rawValue: entry.key) else {
            throw Problem("unknown key", at: entry.place, evidence: entry.key)
        }
        return phrase
    }
}
