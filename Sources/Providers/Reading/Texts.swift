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
