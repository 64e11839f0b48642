import Model
import Store

/// A server or app of the inventory, with all that may tell that something elsewhere is the same.
struct Declared {
    let name: String
    let kind: String
    let client: String?
    let owner: String?
    let environment: String?
    let tags: [String]
    let aliases: Set<String>
    /// What it is called by itself and by us, in lower case.
    let names: Set<String>
    /// Where it is reached, and what its own interfaces say.
    let addresses: Set<String>

    static func all(_ reader: Reader) throws -> [Declared] {
        let hosts = try reader.rows(
            """
            SELECT inventory_hosts.host, client, owner, environment, tags, address,
              (SELECT MIN(hostname) FROM system_info WHERE system_info.host = inventory_hosts.host),
              (SELECT json_group_array(interface_addresses.address) FROM interface_addresses
                WHERE interface_addresses.host = inventory_hosts.host AND interface_addresses.address NOT LIKE '127.%'
                  AND interface_addresses.address NOT IN ('::1') AND interface_addresses.address NOT LIKE 'fe80:%'
                  AND interface_addresses.address NOT LIKE '172.17.%'),
              (SELECT json_group_array(alias) FROM inventory_aliases WHERE kind = 'server' AND asset = inventory_hosts.host)
            FROM inventory_hosts ORDER BY inventory_hosts.host
            """
        ).map { row in
            let hostname = row[6].text.map { [$0.lowercased(), shortName($0)] } ?? []
            return Declared(
                name: row[0].text ?? "", kind: "server", client: row[1].text, owner: row[2].text,
                environment: row[3].text,
                tags: (row[4].text ?? "").split(separator: ",").map(String.init),
                aliases: Set(texts(row[8])),
                names: Set([(row[0].text ?? "").lowercased()] + hostname).subtracting(["", "localhost"]),
                addresses: Set([row[5].text ?? ""] + texts(row[7])).subtracting([""]))
        }
        let apps = try reader.rows(
            """
            SELECT app, client, owner, environment,
              (SELECT json_group_array(alias) FROM inventory_aliases WHERE kind = 'app' AND asset = app)
            FROM inventory_apps ORDER BY app
            """
        ).map { row in
            Declared(
                name: row[0].text ?? "", kind: "app", client: row[1].text, owner: row[2].text,
                environment: row[3].text, tags: [], aliases: Set(texts(row[4])),
                names: [(row[0].text ?? "").lowercased()], addresses: [])
        }
        return hosts + apps
    }
}

/// The texts of a JSON array, which SQLite or a provider's table has made.
func texts(_ value: Value) -> [String] {
    guard let text = value.text, text.utf8.first == UInt8(ascii: "[") else { return [] }
    return JSONTexts.list(text)
}

/// A host name without its domain, in lower case.
func shortName(_ name: String) -> String {
    name.lowercased().split(separator: ".").first.map(String.init) ?? ""
}
