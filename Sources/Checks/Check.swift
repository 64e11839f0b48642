package import Model

/// A question asked of every server: one query, with the words for its answer.
package struct Check: Sendable, Hashable {
    /// The file's name, and the key of findings and waivers for life.
    package let id: String
    /// The failing state as a fact, and the good one.
    package let title: String
    package let passTitle: String
    package let severity: Severity
    /// Who acts on it.
    package let reader: String
    /// The same subject in the rules of others, as `name id`.
    package let refs: [String]
    /// The folder of its file.
    package let category: String
    /// Its file below `templates/checks`, and the place of its query.
    package let file: String
    package let sql: String
    package let sqlPlace: Place
    /// Why it matters and how to fix it, in Markdown.
    package let text: String
    /// The first line to type of its `## Fix`, if that has a block of commands.
    package let command: String?
    /// The words of the check in other languages.
    package var translations: [Language: Translation] = [:]

    /// A check's title, passing title and text in another language than English.
    package struct Translation: Sendable, Hashable {
        package let title: String
        package let passTitle: String
        package let text: String
    }
}
