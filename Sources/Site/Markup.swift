internal import Model

/// HTML that is being written: bytes, and a word for each thing that may be put there.
struct Markup {
    private(set) var bytes: [UInt8] = []

    /// Markup of ours, known when this program is compiled.
    mutating func markup(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Anything, as text.
    mutating func text(_ text: String) { Escape.html(text, into: &bytes) }

    /// An attribute with its value in quotes.
    mutating func attribute(_ name: StaticString, _ value: String) {
        bytes.append(UInt8(ascii: " "))
        markup(name)
        markup("=\"")
        Escape.attribute(value, into: &bytes)
        markup("\"")
    }

    /// HTML that was made by one of these, or by libcmark in safe mode.
    mutating func made(_ html: [UInt8]) { bytes += html }
}
