import Foundation
package import Model

/// What should be there, who owns it, and what was accepted: the folder `inventory/`, read whole and found valid.
package struct Inventory: Sendable, Hashable {
    /// How much a run may ask at once and how long it may take; each can be changed within its range, none switched off.
    package struct Limits: Sendable, Hashable {
        /// Hosts that are visited side by side.
        package var hostsAtOnce = 8
        /// Seconds for one host, from the first packet to the last byte, where the host itself says nothing.
        package var hostSeconds = 120
        /// Minutes for all hosts together.
        package var runMinutes = 30

        package init() {}

        static let hostsAtOnceRange = 1...64
        static let hostSecondsRange = 5...900
        static let runMinutesRange = 1...1440
    }

    /// Whose audit it is; empty when the inventory does not say.
    package var organisation = ""
    /// An identifier of the IANA database.
    package var timezone = "UTC"
    /// How many runs are kept.
    package var keepRuns = 60
    package var limits = Limits()
    /// In the order of the files by name and of their lines, imported ones last; names differ in more than case.
    package var hosts: [Model.Host] = []
    package var accounts: [Account] = []
    package var clients: [Client] = []
    package var apps: [App] = []
    package var people: [Person] = []
    package var discoveries: [Discovery] = []
    package var editions: [Edition] = []
    package var prices: [Price] = []
    package var rates: [ExchangeRate] = []
    package var attestations: [Attestation] = []
    package var policy = Policy()
    /// ISO 4217: the one that costs are reported in.
    package var currency = "EUR"
    /// When hosts may be worked on that say nothing themselves: `Tue 22:00-24:00`.
    package var window: String?
    /// How many days ahead pages look for work that is due.
    package var horizonDays = 14
    package var waivers: [Waiver] = []
    /// SHA-256 over the names and bytes of all files that were read, imported ones too, in lower-case hexadecimal.
    package var digest = ""

    package init() {}

    /// Reads all `.yml` and `.yaml` files of `folder`, and what they import.
    ///
    /// A key that is understood may stand in any of the files, and a key that stands for one value once in all of them.
    /// Nothing is asked of the network, and no file but these is opened. `~/` is `home`, or when that is nil, the home
    /// folder of whoever runs this.
    ///
    /// - Throws: `Problems` with every mistake of every file, each with its line and column, by place.
    package static func read(_ folder: String, home: String? = nil) throws -> Inventory {
        let home = home ?? FileManager.default.homeDirectoryForCurrentUser.path
        let folder = trimmed(folder)
        let mistakes = Mistakes()
        var sections = Sections(paths: Paths(folder: folder, home: home), mistakes: mistakes)
        var seal = Seal()
        do {
            for name in try InventoryFile.names(in: folder) {
                do {
                    let file = try InventoryFile("\(folder)/\(name)")
                    seal.add(name, file.bytes)
                    sections.read(file, named: name)
                } catch let problem as Problem {
                    sections.miss(problem)
                }
            }
        } catch let problem as Problem {
            throw Problems([problem])
        }
        var inventory = sections.inventory(seal: &seal)
        guard mistakes.all.isEmpty else { throw Problems(mistakes.sorted) }
        inventory.digest = seal.digest
        return inventory
    }

    /// `folder` without the slashes at its end, so that a message does not show two.
    private static func trimmed(_ folder: String) -> String {
        var bytes = folder.utf8[...]
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }
}

/// Everything that was read, for the digest.
struct Seal {
    private var bytes: [UInt8] = []

    /// The length between name and bytes keeps one file's end from passing for the next one's name.
    mutating func add(_ name: String, _ content: [UInt8]) {
        bytes += Array("\(name)\u{0}\(content.count)\u{0}".utf8) + content
    }

    var digest: String {
        SHA256.digest(bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 2 ? digits : "0" + digits
        }.joined()
    }
}
