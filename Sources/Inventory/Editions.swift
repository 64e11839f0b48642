import Model

extension Edition {
    static let example = "{name: direction, language: fr, readers: [management]}"

    /// The edition that `yaml` declares, or nothing when a key of it is missing or wrong.
    init?(_ yaml: YAML, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "an edition", keys: ["name", "language", "readers"], example: Edition.example,
                mistakes: mistakes)
        else { return nil }
        fields.need("name", "language", "readers")
        let name = fields.text("name", .edition)
        let language = fields.choice("language", Language.self)
        let readers = fields.choices("readers", Reader.self)
        if let place = fields.place(of: "readers"), fields.isEmpty("readers") {
            mistakes.add("an edition without readers", at: place, remedy: "Write \(Edition.example).")
        }
        if let name, name.value.lowercased() == "assets" {
            mistakes.add(
                "an edition cannot be called assets", at: name.place,
                remedy: "The folder of that name has what pages look like: choose another.")
        }
        guard let name, let language, !readers.isEmpty else { return nil }
        self.init(name: name.value, language: language.value, readers: readers)
    }
}
