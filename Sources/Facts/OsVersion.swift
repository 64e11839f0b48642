package import Model

/// The operating system, from os-release, which is read as data and never sourced.
///
/// Debian's os-release stops at the major version, so the minor one comes from /etc/debian_version (`12.11`), which is
/// kept whole in `extra`. Ubuntu's patch level is in `VERSION` only.
///
/// Source: `os-release(5)`.
package struct OsVersion: Fact {
    package static let table = Table(
        "os_version", "The operating system of the host.",
        [
            .text("name", "Name of the distribution"),
            .text("version", "Its version, as it writes it for people"),
            .integer("major", "Major version; null for a rolling release"),
            .integer("minor", "Minor version; on Debian the point release"),
            .integer("patch", "Patch level, where the distribution has one"),
            .text("build", "Build identifier, where the distribution has one"),
            .text("platform", "debian, ubuntu, rocky, alpine …: the ID of os-release"),
            .text("platform_like", "The platforms that it resembles, with spaces between them"),
            .text("codename", "bookworm, noble …; null where there is none"),
            .text("arch", "Machine type, as `uname -m` says it"),
            .text("extra", "What /etc/debian_version says; null where there is none"),
        ])

    package static let script = #"""
        file=/etc/os-release
        [ -r "$file" ] || file=/usr/lib/os-release
        [ -r "$file" ] || absent
        printf 'arch\t%s\n' "$(uname -m)"
        [ ! -r /etc/debian_version ] || awk "$escape"'NR == 1 { print "debian\t" escape($0) }' /etc/debian_version
        awk "$escape"'NR > 60 { exit } /^[A-Z]/ { print "os\t" escape($0) }' "$file"
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = try KeyedLines(output, keys: ["arch", "debian", "os"])
        var os: [String: String] = [:]
        for line in lines.all("os") {
            if let (name, value) = Field.assignment(line) { os[name] = Field.present(unquoted(value)) }
        }
        guard let platform = os["ID"] ?? os["NAME"] else { throw Problem("os-release names no system") }
        var numbers = numbers(in: os["VERSION_ID"] ?? "")
        if platform == "debian", numbers.count == 1, let point = lines["debian"] {
            numbers += self.numbers(in: point).dropFirst()
        }
        if platform == "ubuntu", numbers.count == 2, let version = os["VERSION"] {
            numbers += self.numbers(in: Field.words(version).first ?? "").dropFirst(2)
        }
        let number: (Int) -> Value = { $0 < numbers.count ? .integer(numbers[$0]) : .null }
        return [
            Row([
                .optional(os["NAME"]), .optional(os["VERSION"] ?? os["VERSION_ID"]),
                number(0), number(1), number(2), .optional(os["BUILD_ID"]),
                .text(platform), .optional(os["ID_LIKE"]), .optional(os["VERSION_CODENAME"]),
                .optional(lines["arch"]), .optional(lines["debian"]),
            ])
        ]
    }

    /// The numbers that dots separate, up to the first part that does not begin with one: `3.21.0_alpha` is 3, 21, 0.
    private static func numbers(in version: String) -> [Int64] {
        var numbers: [Int64] = []
        for part in version.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            let digits = part.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { break }
            numbers.append(number)
        }
        return numbers
    }

    /// A value of os-release without its shell quotes and the backslashes inside them.
    private static func unquoted(_ value: String) -> String {
        var bytes = Array(value.utf8)
        guard bytes.count >= 2, let quote = bytes.first, quote == bytes.last,
            quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        else { return value }
        bytes = Array(bytes.dropFirst().dropLast())
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            if byte == UInt8(ascii: "\\"), !isEscaped, quote == UInt8(ascii: "\"") {
                isEscaped = true
            } else {
                plain.append(byte)
                isEscaped = false
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
