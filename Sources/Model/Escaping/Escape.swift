/// A context that text from outside can enter, and the one way to write any text there so that it stays text.
///
/// `Escape.html(name)` gives a string; `Escape.html(name, into: &page)` appends to bytes and is the fast way. Every escaper
/// looks at the bytes of the UTF-8 and never at a `Character`: `<` after U+0600, or a quote before U+0301, is part of one
/// Character and would pass unseen.
///
/// Contexts do not mix: a value in a link of a page needs `href`, its label `markdown` or `html`. A file name is a
/// `slug(of:)`.
package struct Escape: Sendable {
    typealias Writer = @Sendable (_ text: Span<UInt8>, _ out: inout [UInt8]) -> Void

    private let write: Writer

    init(_ write: @escaping Writer) { self.write = write }

    /// Appends `text`, escaped, to the UTF-8 in `out`.
    package func callAsFunction(_ text: String, into out: inout [UInt8]) {
        write(text.utf8.span, &out)
    }

    /// Appends `utf8`, which must be valid UTF-8, escaped.
    package func callAsFunction(utf8: Span<UInt8>, into out: inout [UInt8]) {
        write(utf8, &out)
    }

    /// `text`, escaped, as a string of its own; the slow way.
    package func callAsFunction(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + text.utf8.count / 8 + 16)
        write(text.utf8.span, &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// The same for UTF-8 that is no `String` yet; what is no UTF-8 in it becomes U+FFFD.
    package func callAsFunction(_ bytes: some Collection<UInt8>, into out: inout [UInt8]) {
        self(String(decoding: bytes, as: UTF8.self), into: &out)
    }
}
