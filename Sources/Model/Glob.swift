/// A pattern of an inventory rule: `*` stands for any text, `?` for one character, everything else for itself.
///
/// Letters count as they are written, large or small. A pattern with many stars takes no longer than its length times that of
/// the text, so that a name chosen by somebody else cannot hold up a run.
package struct Glob: Sendable, Hashable {
    private let pattern: [Unicode.Scalar]
    /// Whether it stands for itself alone, so that it can be looked up.
    package let isExact: Bool

    /// Reads a pattern; every text is one.
    package init(_ pattern: String) {
        self.pattern = Array(pattern.unicodeScalars)
        isExact = !pattern.unicodeScalars.contains { $0 == "*" || $0 == "?" }
    }

    /// Whether the whole of `text` is what the pattern says.
    package func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        var (here, there) = (0, 0)
        var retry: (pattern: Int, text: Int)?
        while there < text.count {
            if here < pattern.count, pattern[here] == "*" {
                retry = (here + 1, there)
                here += 1
            } else if here < pattern.count, pattern[here] == "?" || pattern[here] == text[there] {
                here += 1
                there += 1
            } else if let last = retry {
                retry = (last.pattern, last.text + 1)
                (here, there) = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[here...].allSatisfy { $0 == "*" }
    }
}
