import Model

extension Inventory {
    /// The promises that are made for every asset, and that `except` may excuse one from.
    package static let promises = [
        "declared", "billed", "reachable", "fresh", "monitored", "alerted", "logged", "tracked", "probed",
        "backed_up", "owned", "windowed", "budgeted",
    ]
}

extension Fields {
    /// The promises that are excused under `key`, each with its reason: `{probed: "internal only"}`.
    func exemptions(_ key: String) -> [Exemption] {
        pairs(key, example: #"{probed: "internal only"}"#).compactMap { pair in
            guard Inventory.promises.contains(pair.key) else {
                mistakes.addUnknown("promise", pair.key, at: pair.place, among: Inventory.promises)
                return nil
            }
            return Fields(pair, mistakes: mistakes).text(pair.key, .line(1000)).map {
                Exemption(promise: pair.key, reason: $0.value)
            }
        }
    }
}
