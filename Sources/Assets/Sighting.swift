import Model
import Store

/// Something that a provider lists and that we run there.
struct Sighting: Hashable {
    let kind: String
    let provider: String
    let account: String
    let table: String
    let id: String
    let name: String
    let region: String?
    let size: String?
    let project: String?
    let publicAddress: String?
    let addresses: Set<String>
    let tags: [String]
    let createdAt: Int64?
    /// Whether it is one that a cluster makes and unmakes by itself.
    let isPart: Bool
    /// Whether it runs, as far as the provider says.
    let isRunning: Bool

    static func all(_ reader: Reader) throws -> [Sighting] {
        try SightingQuery.all.flatMap { query in
            try reader.rows(query.sql).map { row in
                var addresses = Set(texts(row[7]))
                if let address = row[6].text, !address.isEmpty { addresses.insert(address) }
                let created: Int64? = if case .integer(let seconds) = row[9] { seconds } else { nil }
                return Sighting(
                    kind: query.kind, provider: query.provider, account: row[0].text ?? "",
                    table: query.table, id: row[1].text ?? "", name: row[2].text ?? "", region: row[3].text,
                    size: row[4].text, project: row[5].text,
                    publicAddress: row[6].text.flatMap { $0.isEmpty ? nil : $0 }, addresses: addresses,
                    tags: texts(row[8]), createdAt: created, isPart: row[10] == .integer(1),
                    isRunning: row[11] != .integer(0))
            }
        }
    }
}
