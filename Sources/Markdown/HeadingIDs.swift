internal import Model

/// The ids of one page's headings: slugs as GitHub makes them, each once.
struct HeadingIDs {
    private var used: Set<String>
    /// For a slug, the number that was last put behind it.
    private var last: [String: Int] = [:]

    init(reserved: Set<String>) { used = reserved }

    /// Letters and digits of all scripts in lower case, `-` and `_`; white space becomes `-`, and the rest goes.
    mutating func id(for text: [UInt8]) -> String {
        var slug: [UInt8] = []
        if text.allSatisfy({ $0 < 0x80 }) {
            for byte in text {
                switch byte {
                case 0x41...0x5A: slug.append(byte | 0x20)
                case UInt8(ascii: " "): slug.append(UInt8(ascii: "-"))
                case UInt8(ascii: "-"), UInt8(ascii: "_"): slug.append(byte)
                default: if byte.isAlphanumeric { slug.append(byte) }
                }
            }
        } else {
            for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
                let properties = scalar.properties
                if scalar == " " || properties.isWhitespace {
                    slug.append(UInt8(ascii: "-"))
                } else if properties.isAlphabetic || properties.numericType != nil || scalar == "-"
                    || scalar == "_"
                    || [.nonspacingMark, .spacingMark].contains(properties.generalCategory)
                {
                    slug += properties.lowercaseMapping.utf8
                }
            }
        }
        let name = slug.isEmpty ? "section" : String(decoding: slug, as: UTF8.self)
        var id = name
        while !used.insert(id).inserted {
            let number = last[name, default: 0] + 1
            last[name] = number
            id = "\(name)-\(number)"
        }
        return id
    }
}
