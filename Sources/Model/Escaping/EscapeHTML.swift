extension Escape {
    /// Text between tags of HTML, SVG or XML.
    ///
    /// What HTML or XML forbid (controls, code points that are no characters) becomes U+FFFD.
    package static let html = Escape { text, out in
        rewrite(text, at: special, into: &out) { index, out in
            switch text[index] {
            case UInt8(ascii: "&"): out.append("&amp;")
            case UInt8(ascii: "<"): out.append("&lt;")
            case UInt8(ascii: ">"): out.append("&gt;")
            default: return Oddity.copy(text, at: index, into: &out)
            }
            return 1
        }
    }

    /// The value of an attribute of HTML, SVG or XML; the quotes around it, of either kind, are the caller's.
    package static let attribute = Escape { text, out in
        rewrite(text, at: specialInQuotes, into: &out) { index, out in
            switch text[index] {
            case UInt8(ascii: "&"): out.append("&amp;")
            case UInt8(ascii: "<"): out.append("&lt;")
            case UInt8(ascii: ">"): out.append("&gt;")
            case UInt8(ascii: "\""): out.append("&quot;")
            case UInt8(ascii: "'"): out.append("&#39;")
            default: return Oddity.copy(text, at: index, into: &out)
            }
            return 1
        }
    }

    private static let special = ByteSet("&<>").union(Oddity.starts)
    private static let specialInQuotes = special.union(ByteSet("\"'"))
}
