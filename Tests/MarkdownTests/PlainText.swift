/// What a reader of Markdown has left of a text that was escaped: white space as one space, none at the ends.
func plain(_ text: String) -> String {
    String(
        decoding: Array(
            text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.joined(separator: " ".utf8)),
        as: UTF8.self)
}

/// The text with each line end as a space.
func lineless(_ text: String) -> String {
    let text = text.unicodeScalars.reduce(into: String.UnicodeScalarView()) { out, scalar in
        if scalar == "\n", out.last == "\r" { out.removeLast() }
        out.append(scalar)
    }
    return String(String.UnicodeScalarView(text.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
}
