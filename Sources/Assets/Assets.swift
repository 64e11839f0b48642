import Model
package import Store

/// Makes one asset of what the inventory declares, what hosts say and what providers list.
package enum Assets {
    /// Fills `assets` and `asset_names` of the run that is being written.
    ///
    /// Called when hosts and accounts are kept, before costs.
    ///
    /// - Throws: `QueryError` or `Problem` when the run cannot be read or written.
    package static func keep(in file: RunFile, _ reader: Reader) throws {
        let declared = try Declared.all(reader)
        let assets = Matching(declared: declared, sightings: try Sighting.all(reader)).assets
        let observed = try Observed.all(reader)
        try file.insert(assets.map(\.row), into: AssetTables.assets)
        try file.insert(
            Observation.matches(of: observed, with: assets).map(\.row), into: AssetTables.assetNames)
    }

    /// Fills `asset_coverage`; called after costs, which some promises are about.
    package static func keepCoverage(in file: RunFile, _ reader: Reader) throws {
        try file.insert(try Coverage(reader).rows, into: AssetTables.assetCoverage)
    }
}

/// Something that we run, put together from all sides.
struct Asset {
    var name: String
    var kind: String
    var host: String?
    var sighting: Sighting?
    var client: String?
    var owner: String?
    var environment: String?
    var tags: [String]
    var isDeclared: Bool
    /// All by which it may be known elsewhere, in lower case.
    var names: Set<String>
    var addresses: Set<String>
    /// Names that the inventory gives it besides, as they are.
    var aliases: Set<String>

    var row: Row {
        [
            .text(name), .text(kind), .optional(host), .optional(sighting?.provider),
            .optional(sighting?.account), .optional(sighting?.table), .optional(sighting?.id),
            .optional(client), .optional(owner), .optional(environment), .optional(sighting?.region),
            .optional(sighting?.publicAddress ?? addresses.sorted().first), .optional(sighting?.size),
            .list(tags), .optional(sighting?.project),
            .optional(sighting?.createdAt), .bool(isDeclared),
        ]
    }
}
