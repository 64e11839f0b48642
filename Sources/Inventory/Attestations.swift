import Model

extension Attestation {
    static let example =
        "{provider: newrelic, subject: second-factor, person: lea, day: 2026-10-01}"

    private enum Subject: String, CaseIterable { case secondFactor = "second-factor" }

    /// The attestation that `yaml` declares, or nothing when a key of it is missing or wrong.
    init?(_ yaml: YAML, mentions: inout Mentions, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "an attestation", keys: ["provider", "subject", "person", "day"],
                example: Attestation.example, mistakes: mistakes)
        else { return nil }
        fields.need("provider", "subject", "person", "day")
        let provider = fields.provider()
        let subject = fields.choice("subject", Subject.self)
        let person = fields.text("person", .line(100))
        let day = fields.text("day", .day)
        mentions.mention(client: nil, owner: person)
        guard let provider, let subject, let person, let day else { return nil }
        self.init(
            provider: provider.value, subject: subject.value.rawValue, person: person.value, day: day.value)
    }
}
