extension Escape {
    /// One part of a path or query that is put together: all but letters, digits and `-._~` becomes `%XX`.
    package static let component = Escape { text, out in
        for index in text.indices {
            if unreserved.contains(text[index]) {
                out.append(text[index])
            } else {
                out.append(percent: text[index])
            }
        }
    }

    /// The address as it may stand in a quoted `href` and between the parentheses of a Markdown link, or nothing when no
    /// link may be made of it.
    ///
    /// Allowed are `https`, `http` with a host, `mailto`, and addresses relative to the page. Refused is every other scheme,
    /// whatever is done to hide it, and `//host`, which leaves the site without looking so. Parentheses and quotes are
    /// written `%XX`, `&` as `&amp;`.
    package static func href(_ address: String) -> String? {
        let text = address.utf8.span
        guard isAllowed(text) else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(text.count + 16)
        // Brackets stand only around an IPv6 host.
        var slashes = 0
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
                slashes += 1
            }
            switch byte {
            case UInt8(ascii: "&"): out.append("&amp;")
            case UInt8(ascii: "["), UInt8(ascii: "]"):
                if slashes == 2 { out.append(byte) } else { out.append(percent: byte) }
            case UInt8(ascii: "%"):
                out.append(byte)
                let isEncoded =
                    index + 2 < text.count && text[index + 1].isHexDigit && text[index + 2].isHexDigit
                if !isEncoded { out.append("25") }
            case _ where unreserved.contains(byte) || reserved.contains(byte): out.append(byte)
            default: out.append(percent: byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Whether the address leads out of the site: `https://…` or `http://…`.
    package static func isAbsolute(_ address: String) -> Bool {
        let text = address.utf8.span
        return hasPrefix("https://", text) || hasPrefix("http://", text)
    }

    private static func isAllowed(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: ":"):
                return hasPrefix("mailto:", text)
                    || (hasPrefix("https://", text) && text.count > 8 && isHostStart(text[8]))
                    || (hasPrefix("http://", text) && text.count > 7 && isHostStart(text[7]))
            case UInt8(ascii: "/"):
                // Browsers also read a backslash there as a slash; it is written %5C.
                return index > 0 || text.count < 2 || text[1] != UInt8(ascii: "/")
            case UInt8(ascii: "?"), UInt8(ascii: "#"): return true
            // Browsers drop tabs and line ends and strip controls and spaces before they look for a scheme or a host.
            case ..<0x21: return false
            default: continue
            }
        }
        return text.count > 0
    }

    private static func isHostStart(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "[") || (unreserved.contains(byte) && byte != UInt8(ascii: "."))
    }

    private static func hasPrefix(_ prefix: StaticString, _ text: Span<UInt8>) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard text.count >= count else { return false }
        for index in 0..<count {
            let byte = text[index]
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if lower != prefix.utf8Start[index] { return false }
        }
        return true
    }

    private static let unreserved = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    private static let reserved = ByteSet(":/?#@!$*+,;=")
}

extension [UInt8] {
    fileprivate mutating func append(percent byte: UInt8) {
        append(UInt8(ascii: "%"))
        append(UInt8.hexDigit(byte >> 4, upper: true))
        append(UInt8.hexDigit(byte & 15, upper: true))
    }
}

extension UInt8 {
    var isHexDigit: Bool { isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self) }
    package var isDigit: Bool { (0x30...0x39).contains(self) }
    /// An ASCII letter or digit.
    package var isAlphanumeric: Bool {
        isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }

    static func hexDigit(_ value: UInt8, upper: Bool = false) -> UInt8 {
        value < 10 ? 0x30 + value : (upper ? 0x41 : 0x61) + value - 10
    }
}
