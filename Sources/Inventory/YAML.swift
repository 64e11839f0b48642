import Model

/// A piece of a YAML file with its place: nothing, a text, a list or a mapping, and nothing cleverer.
///
/// Scalars stay the text that was written: `no`, `012` and `1e3` mean what the reader of the key makes of them.
struct YAML {
    enum Kind {
        /// What was refused, and is among the mistakes already.
        case refused
        /// A key with nothing after it.
        case nothing
        case text(String)
        case list([YAML])
        /// The pairs in order, each key once.
        case mapping([Pair])
    }

    struct Pair {
        let key: String
        let place: Place
        let value: YAML
    }

    let kind: Kind
    let place: Place

    /// What it is, in the words of a message.
    var described: String {
        switch kind {
        case .refused, .nothing: "nothing"
        case .text(let text): Mistakes.shortened(text)
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
