import Model

/// A waiver as a file declares it.
struct DeclaredWaiver {
    let waiver: Waiver
    /// The host that it names, which must be one.
    let host: Located<String>?
    let owner: Located<String>

    static let example =
        #"{check: public-redis-ports, host: cache-1, until: 2027-01-31, owner: lea, reason: "…"}"#

    /// The waiver that `yaml` declares, or nothing when one of its keys is missing or wrong.
    init?(_ yaml: YAML, mistakes: Mistakes) {
        guard
            let fields = Fields(
                yaml, of: "a waiver", keys: ["check", "host", "resource", "until", "owner", "reason"],
                example: DeclaredWaiver.example, mistakes: mistakes)
        else { return nil }
        for key in ["check", "until", "owner", "reason"] where !fields.isPresent(key) {
            let (thing, meaning) = DeclaredWaiver.needed[key] ?? (key, "it")
            mistakes.add("a waiver without \(thing)", at: yaml.place, remedy: "Add \(key): and \(meaning).")
        }
        if !fields.isPresent("host"), !fields.isPresent("resource") {
            mistakes.add(
                "a waiver without a host or a resource", at: yaml.place,
                remedy: #"Add host: or resource:; resource: "*" waives the check for all."#)
        }
        let check = fields.text("check", .check)
        let host = fields.text("host", .name)
        let resource = fields.text("resource", .line(400))
        let until = fields.text("until", .date)
        let owner = fields.text("owner", .line())
        let reason = fields.text("reason", .line(1000))
        guard let check, let until, let owner, let reason else { return nil }
        self.host = host
        self.owner = owner
        waiver = Waiver(
            check: check.value, host: host?.value, resource: resource?.value, until: until.value,
            owner: owner.value,
            reason: reason.value, place: yaml.place)
    }

    private static let needed = [
        "check": ("a check", "its id, such as ssh-root-login"),
        "until": ("an end", "the last day on which it counts, such as 2027-01-31"),
        "owner": ("an owner", "who accepts it"),
        "reason": ("a reason", "why it is accepted"),
    ]
}
