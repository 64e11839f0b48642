package import Model

/// The rules of sudo, in the order in which sudo reads them, drop-ins in their place.
///
/// Continued lines are joined, comments dropped, and every include is followed as sudoers(5) says: names with a dot or a final `~` in an
/// included folder do not count. `IncludedFiles` says how much is read. The header of a rule is its whole list of users, `alice, bob`.
/// Rules in LDAP are left out. What looks like a secret in a command is masked.
///
/// Source: `sudoers(5)`.
package struct Sudoers: Fact {
    package static let table = Table(
        "sudoers", "A rule, an alias or a default of sudo.",
        [
            .text("source", "File that it stands in"),
            .integer("line", "Its first line in that file"),
            .text("header", "Users of a rule, or Defaults, User_Alias, include and so on"),
            .text("rule_details", "What follows"),
        ], key: ["source", "line"])

    package static let privilege = Privilege.root

    package static let script =
        IncludedFiles.script + #"""
            host=$(uname -n)
            export HOST_WORD="${host%%.*}"
            # shellcheck disable=SC2016 # awk's own
            includes='
                { sub(/^[ \t]+/, ""); sub(/[ \t\r]+$/, "") }
                /^[@#]include(dir)?[ \t]/ {
                    kind = ($1 ~ /dir$/) ? "dir" : "file"
                    path = $0; sub(/^[^ \t]+[ \t]+/, "", path)
                    if (path ~ /^"/) { sub(/^"/, "", path); sub(/".*$/, "", path) }
                    else { gsub(/\\ /, "\001", path); sub(/[ \t].*$/, "", path); gsub(/\001/, " ", path) }
                    while ((at = index(path, "%h")) > 0) path = substr(path, 1, at - 1) ENVIRON["HOST_WORD"] substr(path, at + 2)
                    if (path !~ /^\//) { parent = FILENAME; sub(/[^\/]*$/, "", parent); path = parent path }
                    sub(/\/$/, "", path)
                    print FNR ":" kind ":" path
                }'
            [ -e /etc/sudoers ] || [ -e /etc/sudoers-rs ] || [ -e /usr/local/etc/sudoers ] || absent
            for policy in /etc/sudoers-rs /etc/sudoers /usr/local/etc/sudoers; do
                in_order "$policy" 0
            done | bounded
            """#

    package static func rows(from output: Output) throws -> [Row] {
        var rows: [Row] = []
        var open: (source: String, line: Int64, text: String)?
        for event in try IncludedFiles.events(output.lines) {
            guard case .line(let source, let number, let text) = event else { continue }
            // A comment has no next line, whatever it ends with.
            if open == nil, withoutComment(Array(text.utf8)).isEmpty { continue }
            var rule = open ?? (source, number, "")
            open = nil
            rule.text += text
            if rule.text.utf8.last == UInt8(ascii: "\\") {
                rule.text.unicodeScalars.removeLast()
                open = rule
            } else if let (header, details) = parts(of: rule.text) {
                rows.append([
                    .text(rule.source), .integer(rule.line), .text(header), .text(masked(details)),
                ])
            }
        }
        return rows
    }

    /// The users or the word at the start of a rule, and the rest of it; nothing for a comment.
    private static func parts(of rule: String) -> (header: String, details: String)? {
        let bytes = withoutComment(Array(rule.utf8))
        var end = 0
        var quoted = false
        // A blank ends the header, but not within quotes, after a backslash, or on either side of a comma.
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\\") {
                end += 1
            } else if byte == UInt8(ascii: "\"") {
                quoted.toggle()
            } else if isBlank(byte), !quoted {
                let next = bytes[end...].drop(while: isBlank)
                let last = bytes[..<end].last
                guard last == UInt8(ascii: ",") || next.first == UInt8(ascii: ",") else { break }
                end = next.startIndex - 1
            }
            end += 1
        }
        end = min(end, bytes.count)
        guard end > 0 else { return nil }
        var header = String(decoding: bytes[..<end], as: UTF8.self)
        if ["@include", "#include", "@includedir", "#includedir"].contains(header) { header.removeFirst() }
        let details = bytes[end...].drop(while: isBlank)
        return (header, String(decoding: details, as: UTF8.self))
    }

    /// What stands before a `#` that begins a comment: not one before a number (`#1000` is a user id), in quotes or after `\`.
    private static func withoutComment(_ line: [UInt8]) -> [UInt8] {
        let line = Array(line.drop(while: isBlank))
        guard !line.starts(with: Array("#include".utf8)) else { return trimmed(line) }
        var quoted = false
        var index = 0
        while index < line.count {
            switch line[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: "#") where !quoted:
                let next = index + 1 < line.count ? line[index + 1] : 0
                if next != UInt8(ascii: "-"), !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) {
                    return trimmed(Array(line[..<index]))
                }
            default: break
            }
            index += 1
        }
        return trimmed(line)
    }

    private static func trimmed(_ line: [UInt8]) -> [UInt8] {
        var line = line
        while let last = line.last, isBlank(last) { line.removeLast() }
        return line
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
}
