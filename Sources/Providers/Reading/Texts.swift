import Model

extension JSON {
    /// The text that it is, or the digits; nothing for what is neither.
    var words: String? {
        switch self {
        case .text(let text): text
        case .number(let digits): digits
        default: nil
        }
    }
}

extension Value {
    /// Texts as a JSON array.
    static func list(_ texts: [String]) -> Value {
        var out = [UInt8(ascii: "[")]
        for (index, text) in texts.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            Escape.json(text, into: &out)
        }
        out.append(UInt8(ascii: "]"))
        return .text(String(decoding: out, as: UTF8.self))
    }
}
