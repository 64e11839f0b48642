/// Text from a host with what looks like a secret replaced by `***`.
///
/// It knows forms, not secrets: passwords in URLs, values of options, variables and headers named for a secret, the password flags of
/// common clients, tokens with a known prefix, JSON web tokens, private keys. In doubt it hides too much; a secret in no known form stays.
///
/// Text that holds a NUL is a command line whose arguments NULs end, and a value then reaches to the end of its argument.
/// Works on bytes, in time linear in the text.
package func masked(_ text: String) -> String {
    var masker = Masker(Masker.withoutPrivateKeys(Array(text.utf8)))
    return String(decoding: masker.run(), as: UTF8.self)
}

/// One pass from left to right, from name to name; each byte is looked at a bounded number of times.
private struct Masker {
    private let bytes: [UInt8]
    private let isCommandLine: Bool
    private var out: [UInt8] = []
    /// The next byte to copy or hide.
    private var next = 0
    /// The client whose short flags are being read, until its command ends.
    private var client: (flags: [UInt8], attached: Bool)?
    /// The quotes that are known not to come again.
    private var exhausted: Set<UInt8> = []
    /// The end of the word looked at last, and the last `@` in it.
    private var word = (end: 0, at: -1)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isCommandLine = bytes.contains(0)
        out.reserveCapacity(bytes.count)
    }

    mutating func run() -> [UInt8] {
        while next < bytes.count {
            if isName(next) {
                readName()
            } else {
                if Self.commandEnds.contains(bytes[next]) { client = nil }
                copy(to: next + 1)
            }
        }
        return out
    }

    /// Everything between the lines that begin and end a private key; to the end of the text where the end line is missing.
    static func withoutPrivateKeys(_ bytes: [UInt8]) -> [UInt8] {
        let begin = Array("-----BEGIN ".utf8)
        let end = Array("-----END ".utf8)
        guard bytes.count > begin.count else { return bytes }
        var out: [UInt8] = []
        var next = 0
        while next < bytes.count {
            guard bytes[next] == begin[0], bytes[next...].starts(with: begin),
                let label = (next + begin.count..<min(next + begin.count + 40, bytes.count))
                    .first(where: { bytes[$0] == UInt8(ascii: "-") }),
                bytes[next..<label].ends(with: Array("PRIVATE KEY".utf8))
                    || bytes[next..<label].ends(with: Array("PRIVATE KEY BLOCK".utf8))
            else {
                out.append(bytes[next])
                next += 1
                continue
            }
            out += hidden
            next = label
            while next < bytes.count, !(bytes[next] == end[0] && bytes[next...].starts(with: end)) {
                next += 1
            }
            next = min(next + end.count, bytes.count)
            while next < bytes.count, bytes[next] != UInt8(ascii: "-") { next += 1 }
            while next < bytes.count, bytes[next] == UInt8(ascii: "-") { next += 1 }
        }
        return out
    }

    // MARK: names

    /// Copies the run of name bytes at `next`, and hides what follows it, or itself, where that is a secret.
    private mutating func readName() {
        let start = next
        var end = start
        while end < bytes.count, isName(end) { end += 1 }
        var core = start
        while core < end, bytes[core] == UInt8(ascii: "-") { core += 1 }
        let dashes = core - start

        if matches(end, "://") { return readURL(after: end + 3) }
        if let length = Secrets.tokenLength(bytes[core..<end]) {
            copy(to: core)
            return hide(to: core + length)
        }
        if dashes == 1, let client, core < end, client.flags.contains(bytes[core]) {
            if client.flags.count == 1 { self.client = nil }
            if end == core + 1, let value = nextWord(after: end) { return hideValue(at: value, of: start) }
            if end > core + 1 || (end < bytes.count && !isBlank(end)), client.attached {
                return hideValue(at: core + 1, of: start)
            }
        }
        let name = bytes[core..<end].map(lower)
        if dashes > 0, Secrets.credentials.contains(name) { return readCredentials(after: end) }
        if dashes == 0, let found = Secrets.clients.first(where: { name.starts(with: $0.name) }) {
            client = (found.flags, found.attached)
        }
        readValue(of: start, core: core, end: end, name: name)
    }

    private mutating func readValue(of start: Int, core: Int, end: Int, name: [UInt8]) {
        let kind = Secrets.kind(of: bytes[core..<end])
        let isDirective = Secrets.directives.contains(name) || follows(start, "identified ", name, "by")
        guard kind != nil || isDirective else { return copy(to: end) }
        if kind != nil, let separator = separator(after: end, of: start) {
            var value = separator.end
            while value < bytes.count, isSpace(value) { value += 1 }
            let isKept = kind == .key && isPath(at: value)
            guard value < bytes.count, !isLineEnd(value), !isKept else { return copy(to: end) }
            let isLong = value > separator.end || name.ends(with: Array("authorization".utf8))
            return hideValue(at: value, of: start, toLineEnd: isLong, inQuotes: !separator.isQuotedKey)
        }
        guard let value = nextWord(after: end), !(kind == .key && isPath(at: value)) else {
            return copy(to: end)
        }
        let isQuoted = isQuote(bytes[value])
        guard start < core || isDirective || (kind == .word && isQuoted) else { return copy(to: end) }
        hideValue(at: value, of: start, inQuotes: false)
    }

    /// Where a `=`, `:` or `=>` after a name ends, and whether the name itself stood in quotes, as in JSON.
    private func separator(after end: Int, of start: Int) -> (end: Int, isQuotedKey: Bool)? {
        var place = end
        if matches(place, "\\\"") { place += 1 }
        let isQuotedKey =
            place < bytes.count && isQuote(bytes[place]) && start > 0 && bytes[start - 1] == bytes[place]
        if isQuotedKey { place += 1 }
        if matches(place, "]") { place += 1 }
        while place < bytes.count, isSpace(place) { place += 1 }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "=") || bytes[place] == UInt8(ascii: ":"),
            !matches(place, "::")
        else { return nil }
        place += matches(place, "=>") || matches(place, ":=") ? 2 : 1
        return (place, isQuotedKey)
    }

    /// The first byte of the word after a blank, unless it is an option.
    private func nextWord(after end: Int) -> Int? {
        var value = end
        if value < bytes.count, bytes[value] == 0 {
            value += 1
        } else {
            while value < bytes.count, isSpace(value) { value += 1 }
        }
        guard value > end, value < bytes.count, !isLineEnd(value), bytes[value] != UInt8(ascii: "-") else {
            return nil
        }
        return value
    }

    /// `-u user:password` and its like: what follows the first colon.
    private mutating func readCredentials(after end: Int) {
        guard let value = matches(end, "=") ? end + 1 : nextWord(after: end) else { return copy(to: end) }
        let valueEnd = endOfWord(from: value)
        let separators = [UInt8(ascii: ":"), UInt8(ascii: "%")]
        guard value < valueEnd,
            let colon = (value..<valueEnd).first(where: { separators.contains(bytes[$0]) }),
            !bytes[value..<valueEnd].allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ":") })
        else { return copy(to: end) }
        copy(to: colon + 1)
        hide(to: valueEnd)
    }

    // MARK: URLs

    private mutating func readURL(after slashes: Int) {
        var end = slashes
        var colon: Int?
        var at: Int?
        while end < bytes.count, !isWordEnd(end), !Self.authorityEnds.contains(bytes[end]) {
            if bytes[end] == UInt8(ascii: "@") { at = end }
            if bytes[end] == UInt8(ascii: ":"), colon == nil, at == nil { colon = end }
            end += 1
        }
        if at == nil, let colon, !matches(slashes, "["), !bytes[colon + 1..<end].allSatisfy(isDigit) {
            // A password with a raw slash: what looks like the host ends inside it.
            at = lastAt(from: end)
        }
        if let at {
            let isToken = colon == nil && at - slashes >= 20
            guard let secret = isToken ? slashes : colon.map({ $0 + 1 }), secret < at else {
                return copy(to: at)
            }
            copy(to: secret)
            return hide(to: at)
        }
        copy(to: slashes)
        for hook in Secrets.hooks where bytes[slashes...].starts(with: hook) {
            copy(to: slashes + hook.count)
            hide(to: max(next, endOfWord(from: next)))
        }
    }

    private mutating func lastAt(from place: Int) -> Int? {
        if word.end <= place {
            word = (place, -1)
            while word.end < bytes.count, !isWordEnd(word.end) {
                if bytes[word.end] == UInt8(ascii: "@") { word.at = word.end }
                word.end += 1
            }
        }
        return word.at > place ? word.at : nil
    }

    // MARK: values

    /// Copies up to `value` and hides it, unless it is a word that hides nothing.
    private mutating func hideValue(
        at value: Int, of start: Int, toLineEnd: Bool = false, inQuotes: Bool = true
    ) {
        let before: UInt8? = start > 0 ? bytes[start - 1] : nil
        var end = value
        if isCommandLine, before == nil || before == 0 {
            while end < bytes.count, bytes[end] != 0 { end += 1 }
        } else if inQuotes, let before, isQuote(before), let quote = closing(before, from: value) {
            end = quote
        } else if matches(value, "\\\"") {
            end = value + 2
            while end < bytes.count, !isLineEnd(end), !matches(end, "\\\"") { end += 1 }
            end = min(end + 2, bytes.count)
        } else if toLineEnd, !isQuote(bytes[value]) {
            while end < bytes.count, !isLineEnd(end) { end += 1 }
        } else {
            end = endOfWord(from: value, inQuery: before == UInt8(ascii: "?") || before == UInt8(ascii: "&"))
        }
        copy(to: value)
        Secrets.harmless.contains(bytes[value..<end].map(lower)) ? copy(to: end) : hide(to: end)
    }

    /// Where the shell word at `start` ends: blanks in quotes or after a backslash belong to it.
    private mutating func endOfWord(from start: Int, inQuery: Bool = false) -> Int {
        var end = start
        while end < bytes.count, !isBlank(end) {
            let byte = bytes[end]
            if inQuery, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "#") { break }
            if byte == UInt8(ascii: "\\"), end + 1 < bytes.count, !isLineEnd(end + 1) {
                end += 2
            } else if isQuote(byte) {
                let isLast = end + 1 >= bytes.count || isBlank(end + 1)
                if end > start, isLast { break }
                guard let quote = closing(byte, from: end + 1) else {
                    end += 1
                    continue
                }
                end = quote + 1
                if end < bytes.count, Self.valueEnds.contains(bytes[end]) { break }
            } else {
                end += 1
            }
        }
        return end
    }

    /// The next `quote` on the line that no backslash takes back.
    private mutating func closing(_ quote: UInt8, from start: Int) -> Int? {
        guard !exhausted.contains(quote) else { return nil }
        var place = start
        while place < bytes.count, bytes[place] != quote {
            if isLineEnd(place) { return nil }
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        if place < bytes.count { return place }
        exhausted.insert(quote)
        return nil
    }

    private mutating func copy(to end: Int) {
        guard next < end else { return }
        out += bytes[next..<end]
        next = end
    }

    private mutating func hide(to end: Int) {
        guard next < end else { return }
        out += Self.hidden
        next = end
    }

    // MARK: bytes

    private static let hidden = Array("***".utf8)
    private static let pathMarks = Array("/._-@~*".utf8)
    private static let marks = Array("_.-".utf8)
    private static let commandEnds = Array(";|&\n".utf8)
    private static let authorityEnds = Array("/?#".utf8)
    private static let valueEnds = Array(",;)}]".utf8)

    private func isName(_ place: Int) -> Bool {
        isAlphanumeric(bytes[place]) || Self.marks.contains(bytes[place])
    }
    private func isSpace(_ place: Int) -> Bool { bytes[place] == 0x20 || bytes[place] == 0x09 }
    private func isLineEnd(_ place: Int) -> Bool {
        bytes[place] == 0 || bytes[place] == 0x0A || bytes[place] == 0x0D
    }
    private func isBlank(_ place: Int) -> Bool { isSpace(place) || isLineEnd(place) }
    private func isWordEnd(_ place: Int) -> Bool {
        isBlank(place) || isQuote(bytes[place]) || bytes[place] == UInt8(ascii: "<")
            || bytes[place] == UInt8(ascii: ">")
    }

    private func matches(_ place: Int, _ text: StaticString) -> Bool {
        guard place >= 0, place + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { buffer in
            buffer.indices.allSatisfy { bytes[place + $0] == buffer[$0] }
        }
    }

    private func follows(_ start: Int, _ before: String, _ name: [UInt8], _ expected: String) -> Bool {
        guard name == Array(expected.utf8), start >= before.utf8.count else { return false }
        return bytes[(start - before.utf8.count)..<start].map(lower) == Array(before.utf8)
    }

    /// A path in lower case, as keys in files have, and random text has not.
    private func isPath(at value: Int) -> Bool {
        guard matches(value, "/") || matches(value, "./") || matches(value, "~/") else { return false }
        var place = value
        while place < bytes.count, !isWordEnd(place) {
            let byte = bytes[place]
            guard byte == lower(byte), isAlphanumeric(byte) || Self.pathMarks.contains(byte) else {
                return false
            }
            place += 1
        }
        return true
    }
}

private func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
}
private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
private func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower(byte))
}

extension Collection<UInt8> where Self: BidirectionalCollection {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
    }
}
