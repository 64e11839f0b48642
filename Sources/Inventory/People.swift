import Model

extension Person {
    static let example = "{person: lea, emails: [lea@example.com]}"

    /// The person that `yaml` declares with the places of addresses and keys, or nothing without a name.
    static func read(
        _ yaml: YAML, mistakes: Mistakes
    ) -> (person: Person, emails: [Located<String>], keys: [Located<String>])? {
        guard
            let fields = Fields(
                yaml, of: "a person", keys: ["person", "emails", "keys", "left"], example: example,
                mistakes: mistakes)
        else { return nil }
        fields.need("person")
        let emails = fields.texts("emails", .email).map {
            Located(value: $0.value.lowercased(), place: $0.place)
        }
        let fingerprints = fields.texts("keys", .fingerprint).compactMap { key in
            Fingerprint.normal(key.value).map { Located(value: $0, place: key.place) }
        }
        let left = fields.text("left", .day)
        guard let name = fields.text("person", .line(100)) else { return nil }
        var person = Person(name: name.value)
        person.emails = emails.map { $0.value }
        person.keys = fingerprints.map { $0.value }
        person.left = left?.value
        person.place = name.place
        return (person, emails, fingerprints)
    }
}
