internal import Foundation
internal import Markdown
package import Model
package import Store

/// Reads check files.
package enum CheckFiles {
    /// Every check below `checks/` in `folders`, by id; a file of a later folder replaces that of the same path in an earlier one.
    ///
    /// - Throws: `Problems` with all that is wrong in any file.
    package static func read(_ folders: [String], schema: Schema) throws -> [Check] {
        let files = try TemplateFile.all("checks", in: folders, ending: ".md")
        let translations = try TemplateFile.translations(of: files, "checks", in: folders, ending: ".md")
        return try read(files, translations, schema)
    }

    /// The checks in these files, to try them.
    package static func read(files: [String], schema: Schema) throws -> [Check] {
        try read(try files.map(TemplateFile.init(file:)), [:], schema)
    }

    /// The ids of the checks that have no words of their own in `language`.
    package static func missingTranslations(of checks: [Check], for language: Language) -> [String] {
        checks.filter { $0.translations[language] == nil }.map(\.id)
    }

    private static func read(
        _ files: [TemplateFile], _ translations: [String: [TemplateFile]], _ schema: Schema
    ) throws -> [Check] {
        let reader = try Reader(schema: schema)
        var problems: [Problem] = []
        var checks: [Check] = []
        for file in files {
            do {
                var check = try Check(file, reader)
                for translation in translations[file.path] ?? [] {
                    guard let language = translation.language else { continue }
                    check.translations[language] = try Check.Translation(translation)
                }
                if let other = checks.first(where: { $0.id == check.id }) {
                    throw Problem(
                        "the check \(check.id) is also in \(other.sqlPlace.file)", at: Place(file: file.file))
                }
                checks.append(check)
            } catch let problem as Problem {
                problems.append(problem.at(Place(file: file.file)))
            }
        }
        if !problems.isEmpty { throw Problems(problems) }
        return checks.sorted { $0.id < $1.id }
    }
}

extension Check {
    /// Reads one file and prepares its query on `reader`.
    ///
    /// - Throws: `Problem` with the place of the first mistake.
    fileprivate init(_ file: TemplateFile, _ reader: Reader) throws {
        let document = try Document(file: file.file, bytes: file.bytes)
        let settings = document.frontMatter
        try settings.allow(only: ["id", "title", "pass", "severity", "reader", "refs"])
        id = try settings.text("id")
        guard id == file.name else {
            throw Problem("the id is \(id), the file's name \(file.name)", at: settings["id"]?.place)
        }
        title = try settings.text("title")
        passTitle = try settings.text("pass")
        severity = try settings.required("severity").choice()
        self.reader = try settings.text("reader")
        refs = try settings["refs"]?.map().entries.map { "\($0.key) \(try $0.value.text())" } ?? []
        category = file.path.split(separator: "/").dropLast().joined(separator: "/")
        self.file = file.path
        guard let block = document.blocks("sql").first else {
            throw Problem("no ```sql block", at: Place(file: file.file, line: document.bodyLine))
        }
        sql = block.text
        sqlPlace = Place(file: file.file, line: block.contentLine)
        text = trimmed(document.body { $0 == block ? [] : nil })
        let lines =
            document.section("Fix")?.blocks.first?.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            ?? []
        command = (lines.first(where: acts) ?? lines.first).map(withoutRemark)
        do {
            let columns = try reader.statement(sql).columns
            for column in ["resource", "status", "reason"] where !columns.contains(column) {
                throw Problem("the query must return \(column)", at: sqlPlace)
            }
        } catch let error as QueryError {
            throw error.located(in: sql, at: sqlPlace)
        }
    }
}

extension Check.Translation {
    /// - Throws: `Problem` with the place of the first mistake, which a query of its own is too.
    fileprivate init(_ file: TemplateFile) throws {
        let document = try Document(file: file.file, bytes: file.bytes)
        let settings = document.frontMatter
        try settings.allow(only: ["title", "pass"])
        title = try settings.text("title")
        passTitle = try settings.text("pass")
        if let block = document.blocks("sql").first {
            throw Problem(
                "a translation has no query of its own", at: Place(file: file.file, line: block.line))
        }
        text = trimmed(document.body)
    }
}

/// The text without empty lines at both ends.
private func trimmed(_ text: [UInt8]) -> String {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: " ") }
    return String(
        decoding: text.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
}

/// Whether a line of shell changes something, as against one that only looks.
private func acts(_ line: Substring) -> Bool {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count > 1, words[0] == "sudo" else { return ["echo", "printf"].contains(words.first) }
    return !["awk", "cat", "find", "grep", "last", "ls", "ss", "stat"].contains(words[1])
}

/// A line of shell without what stands behind a `#` with two blanks before it, as our files set their remarks off.
private func withoutRemark(_ line: Substring) -> String {
    guard let remark = line.range(of: "  #") else { return String(line) }
    return String(line[..<remark.lowerBound].reversed().drop { $0 == " " }.reversed())
}
