/// A value of JSON, with numbers as they were written: money never becomes binary floating point.
package indirect enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// Its digits, sign, point and exponent, as they stood.
    case number(String)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    /// The value at a path of names with dots between; nothing when it is not there, or `null`.
    ///
    /// A number takes that item of a list. Several paths with `|` between are tried in turn. A name with a prefix, as
    /// `RAX-AUTH:domainId`, is found whatever its case.
    package subscript(path: String) -> JSON? {
        for way in path.split(separator: "|", omittingEmptySubsequences: false) {
            if let found = at(way) { return found }
        }
        return nil
    }

    private func at(_ path: Substring) -> JSON? {
        var value = self
        for name in path.split(separator: ".") {
            switch value {
            case .object(let members):
                guard let member = members[String(name)] ?? JSON.prefixed(name, in: members) else {
                    return nil
                }
                value = member
            case .list(let items):
                guard let index = Int(name), items.indices.contains(index) else { return nil }
                value = items[index]
            default: return nil
            }
        }
        if case .null = value { return nil }
        return value
    }

    /// Where a path of names cannot be followed because something else than an object is there, and what; nothing when it can, or
    /// when it ends early at what is not there or `null`.
    func obstacle(on path: String) -> (place: String, kind: String)? {
        var first: (place: String, kind: String)?
        for way in path.split(separator: "|", omittingEmptySubsequences: false) {
            guard let found = obstacle(way) else { return nil }
            first = first ?? found
        }
        return first
    }

    private func obstacle(_ path: Substring) -> (place: String, kind: String)? {
        var value = self
        var place: [Substring] = []
        for name in path.split(separator: ".") {
            switch value {
            case .object(let members):
                guard let member = members[String(name)] ?? JSON.prefixed(name, in: members) else {
                    return nil
                }
                value = member
            case .list(let items) where Int(name) != nil:
                guard let index = Int(name), items.indices.contains(index) else { return nil }
                value = items[index]
            case .null where !place.isEmpty: return nil
            default: return (place.isEmpty ? "its body" : place.joined(separator: "."), value.kind)
            }
            place.append(name)
        }
        return nil
    }

    private static func prefixed(_ name: Substring, in members: [String: JSON]) -> JSON? {
        guard name.utf8.contains(UInt8(ascii: ":")) else { return nil }
        let plain = name.lowercased()
        return members.filter { $0.key.lowercased() == plain }.min { $0.key < $1.key }?.value
    }

    /// What it is, for a message: `a text`, `a list`.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
