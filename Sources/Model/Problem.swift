/// What went wrong, where, on what evidence, and what to do next: the one error that people see.
///
/// Inner functions throw it with what they know; callers add the place. Neither a secret nor a stack is ever in it.
package struct Problem: Error, Hashable, Sendable {
    package var what: String
    package var place: Place?
    /// The text that was found wrong, as it was; whoever prints it escapes it.
    package var evidence: String?
    /// The next step, as a full sentence.
    package var remedy: String?

    package init(_ what: String, at place: Place? = nil, evidence: String? = nil, remedy: String? = nil) {
        self.what = what
        self.place = place
        self.evidence = evidence
        self.remedy = remedy
    }

    /// The same problem with a place, where it has none yet.
    package func at(_ place: Place) -> Problem {
        var placed = self
        placed.place = self.place ?? place
        return placed
    }
}

/// A place in a file that a person wrote; lines and columns count from 1.
package struct Place: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var file: String
    package var line: Int?
    package var column: Int?

    package init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    package var description: String {
        [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
    }

    package static func < (a: Place, b: Place) -> Bool {
        (a.file, a.line ?? 0, a.column ?? 0) < (b.file, b.line ?? 0, b.column ?? 0)
    }
}

extension Problem: CustomStringConvertible {
    /// `place: what: evidence`, and the remedy on a line of its own.
    package var description: String {
        let head = [place?.description, what, evidence].compactMap(\.self).joined(separator: ": ")
        return remedy.map { "\(head)\n  \($0)" } ?? head
    }
}

/// Several problems found in one go, as all the mistakes of an inventory are.
package struct Problems: Error, Sendable {
    package let all: [Problem]

    package init(_ all: [Problem]) { self.all = all }
}
