import Model
import Yams

/// Reads one YAML file into `YAML`, without the parts of YAML that are not data: anchors, aliases, merge keys, tags.
///
/// Yams expands aliases while it composes, and stops at the first key that stands twice. So it never sees either: `*`, `&` and
/// `!` are first replaced, one scalar for one scalar so that places stay true, by private-use characters, which start
/// a plain text like any letter; and a key that Yams calls a duplicate is made different and the text composed again.
/// What was replaced is put back in texts that merely contain it, and is a mistake where it starts a plain one.
struct YAMLReader {
    /// How deep lists and mappings may be nested.
    static let depth = 32

    private let file: String
    /// Ansible's files may have `!vault` and `!unsafe`, on values that nothing here reads.
    private let allowsTags: Bool
    private let mistakes: Mistakes
    private var scalars: [Unicode.Scalar] = []
    /// Where each line starts in `scalars`.
    private var lines: [Int] = [0]
    /// The keys that were made different, by their place in `scalars`.
    private var renamed: [Int: String] = [:]

    /// The root of the file, or nothing when it is empty or cannot be read at all, which is then among `mistakes`.
    static func root(
        of bytes: [UInt8], file: String, allowsTags: Bool = false, mistakes: Mistakes
    ) -> YAML? {
        var reader = YAMLReader(file: file, allowsTags: allowsTags, mistakes: mistakes)
        guard reader.decode(bytes), let root = reader.compose() else { return nil }
        return reader.converted(root, depth: 1)
    }

    private init(file: String, allowsTags: Bool, mistakes: Mistakes) {
        self.file = file
        self.allowsTags = allowsTags
        self.mistakes = mistakes
    }

    // MARK: Before Yams

    /// Fills `scalars`, masked, or says which character is in the way.
    private mutating func decode(_ bytes: [UInt8]) -> Bool {
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        scalars.reserveCapacity(bytes.count)
        while true {
            let here = Place(file: file, line: lines.count, column: scalars.count - (lines.last ?? 0) + 1)
            switch decoder.decode(&rest) {
            case .emptyInput: return true
            case .error:
                mistakes.add("not UTF-8", at: here, remedy: "Save the file as UTF-8.")
                return false
            case .scalarValue(let scalar):
                // A byte order mark in front is what some editors write.
                if scalar == "\u{FEFF}", scalars.isEmpty { continue }
                guard scalar == "\n" || scalar == "\r" || scalar == "\t" || Text.isShown(scalar) else {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    mistakes.add(
                        "a character that cannot be seen", at: here,
                        found: "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code,
                        remedy: "Take it out; text from elsewhere often brings such characters along.")
                    return false
                }
                if scalars.last == "\r", scalar != "\n" { lines.append(scalars.count) }
                scalars.append(Mask.masking[scalar] ?? scalar)
                if scalar == "\n" { lines.append(scalars.count) }
            }
        }
    }

    private mutating func compose() -> Node? {
        // Each round makes one more duplicate key different; whoever has more of them sees the rest next time.
        for _ in 0..<20 {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            do {
                let parser = try Parser(yaml: String(text), resolver: .basic, encoding: .utf8)
                return try parser.singleRoot()
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                // Yams has a word of its own for a key that is a list or a mapping.
                let name = Mask.removed(from: names.first { $0 != "<uncovertable>" } ?? "[…]")
                guard rename(name, at: context.mark) else {
                    mistakes.add(
                        "duplicate key", at: place(context.mark), found: name,
                        remedy: "Keep one of the two, and write keys as plain words.")
                    return nil
                }
            } catch let error as YamlError {
                explain(error)
                return nil
            } catch {
                mistakes.add("not YAML", at: Place(file: file), found: "\(error)", remedy: Self.general)
                return nil
            }
        }
        return nil
    }

    /// Replaces the first character of the key at `mark`, so that it is no duplicate any more.
    private mutating func rename(_ name: String, at mark: Mark) -> Bool {
        let start = index(mark)
        var index = start
        guard scalars.indices.contains(index) else { return false }
        if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
        guard scalars.indices.contains(index), !"\"'[]{}|>?-\n\r\\".unicodeScalars.contains(scalars[index]),
            let mask = Mask.key(renamed.count)
        else { return false }
        scalars[index] = mask
        renamed[start] = name
        // The last round has composed nothing: the mistake must not be lost.
        if renamed.count == 20 {
            mistakes.add(
                "duplicate key", at: place(mark), found: name,
                remedy: "Keep one; there are many more in this file.")
        }
        return true
    }

    // MARK: After Yams

    /// What is below a key `token` is not repeated in messages when it `isSecret`.
    private func converted(_ node: Node, depth: Int, isSecret: Bool = false) -> YAML {
        let here = place(node.mark)
        guard depth <= Self.depth else {
            mistakes.add(
                "nested more than \(Self.depth) levels deep", at: here,
                remedy: "An inventory needs four; is a bracket or an indentation wrong?")
            return YAML(kind: .refused, place: here)
        }
        switch node {
        case .scalar(let scalar):
            return YAML(kind: kind(of: scalar, at: here, isSecret: isSecret), place: here)
        case .sequence(let sequence):
            var items: [YAML] = []
            for item in sequence {
                items.append(converted(item, depth: depth + 1, isSecret: isSecret))
                // One branch that is too deep says it all.
                if mistakes.all.count > Self.enough { break }
            }
            return YAML(kind: .list(items), place: here)
        case .mapping(let mapping):
            return YAML(kind: .mapping(pairs(of: mapping, depth: depth, isSecret: isSecret)), place: here)
        case .alias:
            mistakes.add(
                "YAML aliases are not read", at: here, remedy: "Write the value out where it is needed.")
            return YAML(kind: .refused, place: here)
        }
    }

    private func kind(of scalar: Node.Scalar, at here: Place, isSecret: Bool = false) -> YAML.Kind {
        guard scalar.style == .plain else { return .text(Mask.removed(from: scalar.string)) }
        let text = Mask.removed(from: scalar.string)
        let word = isSecret ? nil : String(text.prefix { $0 != " " })
        switch scalar.string.unicodeScalars.first {
        case nil: return .nothing
        case Mask.alias:
            mistakes.add(
                "YAML aliases are not read", at: here, found: word,
                remedy: "Write the value out where it is needed, or put the text in quotes.")
        case Mask.anchor:
            mistakes.add(
                "YAML anchors are not read", at: here, found: word,
                remedy:
                    "Take it out, or put the text in quotes; groups: and defaults: share words between hosts."
            )
        case Mask.tag where !allowsTags:
            mistakes.add(
                "YAML tags are not read", at: here, found: word,
                remedy: "Write the plain value, or put the text in quotes.")
        default: return .text(text)
        }
        return .refused
    }

    private func pairs(of mapping: Node.Mapping, depth: Int, isSecret: Bool) -> [YAML.Pair] {
        var pairs: [YAML.Pair] = []
        var first: [String: Place] = [:]
        for (key, value) in mapping {
            if mistakes.all.count > Self.enough { break }
            let here = place(key.mark)
            let isSecret = isSecret || key.scalar?.string == "token"
            let value = converted(value, depth: depth + 1, isSecret: isSecret)
            guard case .scalar(let scalar) = key, !scalar.string.isEmpty else {
                mistakes.add("a key must be a word", at: here, remedy: "Write key: value.")
                continue
            }
            if scalar.style == .plain, scalar.string == "<<" {
                mistakes.add(
                    "YAML merge keys are not read", at: here, found: "<<",
                    remedy: "groups: and defaults: share words between hosts.")
                continue
            }
            let name: String
            if let renamed = key.mark.flatMap({ renamed[index($0)] }) {
                name = renamed
            } else if case .text(let text) = kind(of: scalar, at: here) {
                name = text
            } else {
                continue
            }
            if let earlier = first.updateValue(here, forKey: name) {
                first[name] = earlier
                mistakes.add(
                    "duplicate key", at: here, found: name, remedy: "Keep one: the first is at \(earlier).")
                continue
            }
            pairs.append(YAML.Pair(key: name, place: here, value: value))
        }
        return pairs
    }

    /// Mistakes after which a file is not worth reading on.
    private static let enough = 1_000

    // MARK: Places and messages

    private func place(_ mark: Mark?) -> Place { Place(file: file, line: mark?.line, column: mark?.column) }

    private func index(_ mark: Mark) -> Int {
        guard lines.indices.contains(mark.line - 1) else { return scalars.count }
        return lines[mark.line - 1] + mark.column - 1
    }

    private func explain(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if let masked = maskedWord(upTo: mark) {
                // An anchor or a tag in front of a block is no text any more once it is masked.
                _ = kind(of: Node.Scalar(masked.word, .implicit, .plain), at: masked.place)
            } else if problem.utf8.starts(with: "Maximum nesting".utf8) {
                mistakes.add(
                    "nested more than \(Self.depth) levels deep", at: place(mark),
                    remedy: "An inventory needs four; is a bracket or an indentation wrong?")
            } else {
                mistakes.add("not YAML: \(problem)", at: place(mark), remedy: Self.remedy(problem, context))
            }
        case .composer(_, _, let mark, _):
            mistakes.add(
                "a second YAML document", at: place(mark),
                remedy: "Take the line --- out, or make it a file of its own.")
        default: mistakes.add("not YAML", at: Place(file: file), remedy: Self.general)
        }
    }

    /// The first masked word on the line of `mark` or on the one before it that stands where a value may start.
    private func maskedWord(upTo mark: Mark) -> (word: String, place: Place)? {
        for line in max(1, mark.line - 1)...max(1, mark.line) where lines.indices.contains(line - 1) {
            let start = lines[line - 1]
            let end = lines.indices.contains(line) ? lines[line] : scalars.count
            for index in start..<end where Mask.starts.contains(scalars[index]) {
                guard index == start || " \t[{,".unicodeScalars.contains(scalars[index - 1]) else { continue }
                if allowsTags, scalars[index] == Mask.tag { continue }
                var word = String.UnicodeScalarView()
                word.append(
                    contentsOf: scalars[index..<end].prefix { !" \t\r\n,]}".unicodeScalars.contains($0) })
                guard word.count > 1 else { continue }
                return (String(word), Place(file: file, line: line, column: index - start + 1))
            }
        }
        return nil
    }

    private static let general = "Check the indentation and the quotes in front of this place."

    private static func remedy(_ problem: String, _ context: YamlError.Context?) -> String {
        let flow = context.map { $0.text.utf8.starts(with: "while parsing a flow".utf8) } ?? false
        if let context, flow { return "Close the bracket that line \(context.mark.line) opens." }
        return switch problem {
        case "mapping values are not allowed in this context":
            "Put a text with a colon in quotes, and keys of one mapping in one column."
        case "found character that cannot start any token":
            "Indent with spaces, not tabs; put a text that starts with @, ` or % in quotes."
        case "found unexpected end of stream":
            context.map { "Close the quote that line \($0.mark.line) opens." } ?? general
        default: general
        }
    }
}

/// The characters that stand for others while Yams reads; files that contain one are refused before.
private enum Mask {
    static let alias: Unicode.Scalar = "\u{E000}"
    static let anchor: Unicode.Scalar = "\u{E001}"
    static let tag: Unicode.Scalar = "\u{E002}"
    /// The first character of the key that is made different as number `count`.
    static func key(_ count: Int) -> Unicode.Scalar? { Unicode.Scalar(0xE100 + UInt32(count)) }

    static let starts: Set<Unicode.Scalar> = [alias, anchor, tag]
    static let masking: [Unicode.Scalar: Unicode.Scalar] = ["*": alias, "&": anchor, "!": tag]
    private static let unmasking: [Unicode.Scalar: Unicode.Scalar] = [alias: "*", anchor: "&", tag: "!"]

    static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(where: starts.contains) else { return text }
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: text.unicodeScalars.map { unmasking[$0] ?? $0 })
        return String(plain)
    }
}
