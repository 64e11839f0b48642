package import Model

/// The settings of apt that say whether updates install themselves and whether what is installed must be signed.
///
/// They are effective values: apt has read all of its files. A list gives a row for each of its items, under the list's name.
/// What is not set is not there; apt's own defaults are in `apt.conf(5)`.
///
/// Source: `apt-config(8)`, *dump*.
package struct AptSettings: Fact {
    package static let table = Table(
        "apt_settings", "A setting of apt, or an item of one that is a list.",
        [
            .text("name", "As in `APT::Periodic::Unattended-Upgrade`; capitals as they were first written"),
            .text("value", "As it is written; what looks like a secret is masked"),
        ])

    package static let script = #"""
        have apt-config || absent
        dump=$(apt-config dump 2>/dev/null) || { echo "apt-config cannot read apt's configuration" >&2; exit 1; }
        printf '%s\n' "$dump" | awk '
            tolower($0) ~ /^(apt::(periodic|authentication|sandbox|get::(allow|assume)|install-(recommends|suggests)|default-release)|unattended-upgrades?|acquire::(allow|check-valid-until|max-validtime|https?::verify|https::(.*::)?verify)|dpkg::options|aptitude::cmdline::ignore-trust)/'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.lines.enumerated().compactMap { index, line in
            // `Name "value";` with nothing inside the value escaped, so its end is the line's.
            let bytes = Array(line.utf8)
            guard let space = bytes.firstIndex(of: UInt8(ascii: " ")), space > 0, bytes.count >= space + 4,
                bytes[space + 1] == UInt8(ascii: "\""), bytes.suffix(2).elementsEqual("\";".utf8)
            else {
                throw Problem("line \(index + 1): no setting of apt", evidence: String(line.prefix(120)))
            }
            var name = bytes[..<space]
            while name.last == UInt8(ascii: ":") { name.removeLast() }
            let value = String(decoding: bytes[(space + 2)..<(bytes.count - 2)], as: UTF8.self)
            // A list or a branch is dumped once for itself, without a value.
            if value.isEmpty { return nil }
            return [.text(String(decoding: name, as: UTF8.self)), .text(masked(value))]
        }
    }
}
