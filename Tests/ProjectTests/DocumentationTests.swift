import Foundation
import Model
import TestSupport
import Testing

/// What leaves a module is explained where it is declared.
@Suite struct DocumentationTests {
    /// A `package` declaration whose name and signature do not say all by themselves.
    ///
    /// Looked at are types, functions and initialisers with arguments. Left out are constants, variables and cases, whose name and
    /// type say it; enumerations within a type, whose cases say it; functions and initialisers that stand whole on one line, which can
    /// be read instead; initialisers that only fill the stored properties; and what a protocol asks for, explained there.
    private static func undocumented(in file: ProjectFile) -> [String] {
        let lines = file.lines
        return lines.indices.filter { index in
            guard let words = declaration(in: lines[index]) else { return false }
            var above = index - 1
            while above >= 0, lines[above].trimmed.hasPrefix("@") { above -= 1 }
            if above >= 0, lines[above].trimmed.hasPrefix("///") { return false }
            return !saysAll(words, at: index, in: lines)
        }.map { "\(file.path):\($0 + 1): \(lines[$0].trimmed)" }
    }

    /// What follows `package` and its modifiers, when it is a type, a function or an initialiser.
    private static func declaration(in line: String) -> Substring? {
        var rest = line.trimmed[...]
        guard rest.hasPrefix("package ") else { return nil }
        rest = rest.dropFirst("package ".count)
        let modifiers = ["static ", "final ", "mutating ", "convenience ", "indirect ", "nonisolated "]
        while let modifier = modifiers.first(where: rest.hasPrefix) { rest = rest.dropFirst(modifier.count) }
        let kinds = ["struct ", "enum ", "class ", "actor ", "protocol ", "typealias ", "func ", "init"]
        return kinds.contains(where: rest.hasPrefix) ? rest : nil
    }

    private static func saysAll(_ words: Substring, at index: Int, in lines: [String]) -> Bool {
        if words.hasPrefix("enum ") { return lines[index].hasPrefix(" ") }
        if lines[index].contains("{ "), lines[index].hasSuffix("}") { return true }
        if words.hasPrefix("func ") { return protocols.contains { words.dropFirst(5).hasPrefix($0) } }
        guard words.hasPrefix("init") else { return false }
        if words.hasPrefix("init()") || protocols.contains(where: words.hasPrefix) { return true }
        // The body of an initialiser ends with a brace as far to the right as its own line begins.
        let indent = String(lines[index].prefix { $0 == " " })
        guard let end = lines[index...].firstIndex(of: indent + "}"),
            let start = lines[index..<end].firstIndex(where: { $0.hasSuffix("{") })
        else { return false }
        return isFilling(lines[(start + 1)..<end])
    }

    /// Whether a body does no more than `self.name = name`.
    private static func isFilling(_ body: some Collection<String>) -> Bool {
        body.allSatisfy { statement in
            statement.split(separator: ";").allSatisfy { part in
                let sides = part.replacing("}", with: "").components(separatedBy: " = ").map(\.trimmed)
                return sides.count == 2 && sides[0].replacing("self.", with: "") == sides[1]
            }
        }
    }

    /// Witnesses of protocols, ours and Swift's, and what everybody knows from Swift's collections.
    private static let protocols = [
        "rows(from", "authorize(", "words(of", "collect(_ visit", "isWorthAnotherTry(", "pause(after",
        "union(", "contains(", "append(", "< ", "== ", "next(", "makeIterator(", "encode(",
        "hash(", "init(stringLiteral",
        "init(integerLiteral", "init(nilLiteral", "init(arrayLiteral",
    ]

    @Test("whatever leaves its module and does not explain itself has a doc comment", arguments: folders)
    func documented(_ folder: String) {
        let files = ProjectFile.sources.filter { $0.path.hasPrefix("Sources/\(folder)/") }
        let found = files.flatMap(Self.undocumented(in:))
        #expect(found == [], "\(found.count) declarations")
    }

    static let folders = Set(ProjectFile.sources.map { String($0.path.split(separator: "/")[1]) }).sorted()

    @Test("the rule sees what it should")
    func rule() {
        let file = ProjectFile(
            path: "x",
            text: """
                package struct Bare {
                    package let name: String
                    package init(name: String) { self.name = name }
                    package init() {}
                    package init(of text: String) {
                        name = text + ""
                    }
                    /// Words.
                    @discardableResult
                    package func said() -> Int { 1 }
                    package enum Kind { case one }
                    package mutating func unsaid() {
                    }
                    package static func rows(from output: Output) throws -> [Row] { [] }
                    package init(
                        first: String, second: String
                    ) {
                        self.first = first
                        self.second = second
                    }
                }
                """)
        let found = Self.undocumented(in: file).map { $0.split(separator: ":")[1] }
        #expect(found == ["1", "5", "12"])
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
