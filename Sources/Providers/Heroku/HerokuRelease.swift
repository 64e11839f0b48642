/// What the description of a release says: what kind it is, and which config vars it set or removed.
///
/// A description has names and never values: `Set FOO, BAR config vars`.
struct HerokuRelease: Hashable {
    enum Kind: String { case deploy, promote, rollback, config, addon, stack, other }

    let kind: Kind
    /// In the order of the description.
    let variables: [String]

    init(_ description: String) {
        let words = description.split { $0 == " " || $0 == "," }.map(String.init)
        let isOfConfig = words.last.map { $0 == "vars" || $0 == "var" } == true && words.contains("config")
        var variables: [String] = []
        switch words.first {
        case "Set"? where isOfConfig, "Remove"? where isOfConfig, "Unset"? where isOfConfig:
            kind = .config
            variables = words.dropFirst().prefix { $0 != "config" }.filter { $0 != "and" }
        case "Deploy"?: kind = .deploy
        case "Promote"?: kind = .promote
        case "Rollback"?, "Rolled"?: kind = .rollback
        case "Upgrade"? where words.contains("stack"), "Change"? where words.contains("stack"):
            kind = .stack
        case "Attach"?, "Detach"?, "Add"?, "Update"?, "Upgrade"?: kind = .addon
        case let first? where first.hasPrefix("@ref:"):
            kind = .addon
            if let setting = words.firstIndex(of: "setting") {
                variables = words[(setting + 1)...].filter { $0 != "and" }
                    .map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
            }
        default: kind = .other
        }
        self.variables = variables.filter(HerokuRelease.isName)
    }

    private static func isName(_ word: String) -> Bool {
        word.utf8.count <= 128 && word.utf8.first.map { !(0x30...0x39).contains($0) } == true
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
