package import Model

/// A column, and how its cell is read from an item.
///
/// A path is made of names with dots between: `image.slug`. `^.` in front means the item around it: the parent's, or the one that a
/// row is part of. Several paths with `|` between are tried in turn: `display_name|name`. What is not there is `null`; what is there
/// and is not of its kind is a mistake of the answer, which has its place in it.
package struct Field: Sendable {
    package let column: Column
    package let read: @Sendable (Item) throws -> Value

    package init(_ column: Column, _ read: @escaping @Sendable (Item) throws -> Value) {
        self.column = column
        self.read = read
    }

    /// A text; a number or a truth is written as one.
    package static func text(_ name: String, _ meaning: String, from path: String? = nil) -> Field {
        Field(.text(name, meaning)) { try $0.text(path ?? name).map(Value.text) ?? .null }
    }
    /// A text that an item must have.
    package static func id(_ name: String = "id", _ meaning: String, from path: String? = nil) -> Field {
        Field(.text(name, meaning)) { .text(try $0.required(path ?? name)) }
    }
    /// A whole number, also one in quotes.
    package static func integer(_ name: String, _ meaning: String, from path: String? = nil) -> Field {
        Field(.integer(name, meaning)) { try $0.integer(path ?? name).map(Value.integer) ?? .null }
    }
    /// A number with a fraction, also one in quotes.
    package static func real(_ name: String, _ meaning: String, from path: String? = nil) -> Field {
        Field(.real(name, meaning)) { try $0.real(path ?? name).map(Value.real) ?? .null }
    }
    /// A truth as 0 or 1, also one in quotes.
    package static func flag(_ name: String, _ meaning: String, from path: String? = nil) -> Field {
        Field(.integer(name, meaning)) { try $0.flag(path ?? name).map(Value.bool) ?? .null }
    }
    /// A moment in seconds since 1970, from any way that these APIs write one.
    package static func time(_ name: String, _ meaning: String, from path: String? = nil) -> Field {
        Field(.integer(name, meaning)) { try $0.time(path ?? name).map(Value.integer) ?? .null }
    }
    /// An amount of money in millionths of its currency, exact.
    package static func money(_ name: String, _ meaning: String, from path: String? = nil) -> Field {
        Field(.integer(name, meaning)) { try $0.micros(path ?? name).map(Value.integer) ?? .null }
    }
    /// A list of texts or numbers as a JSON array, for `json_each`; of objects, the text at `each` in them.
    package static func list(
        _ name: String, _ meaning: String, from path: String? = nil, each: String? = nil
    ) -> Field {
        Field(.text(name, meaning)) { try $0.list(path ?? name, each: each) }
    }
    /// How many there are in a list.
    package static func count(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.integer(name, meaning)) { .integer(Int64(try $0.items(path).count)) }
    }
}
