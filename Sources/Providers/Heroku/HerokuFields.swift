import Model

extension Heroku {
    /// An amount of cents, kept in millionths of a dollar.
    static func cents(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.integer(name, meaning)) { try micros(path, of: $0).map(Value.integer) ?? .null }
    }

    /// The millionths of a dollar that an amount of cents is; below a millionth, rounded half away from zero.
    static func micros(_ path: String, of item: Item) throws -> Int64? {
        guard let cents = try item.micros(path) else { return nil }
        let (whole, rest) = cents.quotientAndRemainder(dividingBy: 100)
        return whole + (rest >= 50 ? 1 : rest <= -50 ? -1 : 0)
    }

    /// A word that is not in the answer.
    static func word(_ name: String, _ meaning: String, _ word: String) -> Field {
        Field(.text(name, meaning)) { _ in .text(word) }
    }

    /// Texts with slashes between, for a row that has no id of its own.
    static func joined(_ name: String, _ meaning: String, from paths: String...) -> Field {
        Field(.text(name, meaning)) { item in
            .text(try paths.map { try item.required($0) }.joined(separator: "/"))
        }
    }

    /// The host of an address, and nothing else of it.
    static func host(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.text(name, meaning)) { .optional(try $0.text(path).flatMap(PublicAddress.init)?.host) }
    }

    /// An object with a name, or the name alone, as another version of the API writes it.
    static func generation() -> Field {
        .text("generation", "cedar or fir", from: "generation.name|generation")
    }

    /// The app that a row is of, by the item that it was asked for with.
    static let ofApp: [Field] = [
        .id("app_id", "The app", from: "^.id"), .text("app_name", "Name of the app", from: "^.name"),
    ]
    /// The team that a row is of.
    static let ofTeam: [Field] = [
        .id("team_id", "The team", from: "^.id"), .text("team_name", "Name of the team", from: "^.name"),
    ]
}
