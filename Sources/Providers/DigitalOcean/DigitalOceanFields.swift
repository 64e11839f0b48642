import Model

/// Ways of reading that several of its tables need.
extension DigitalOcean {
    /// 200 items a page, by number; the address of the next page is only looked at for being there.
    static let pages = Paging.numbered(next: ["links.pages.next"], total: ["meta.total"])

    /// Its prices in cents, in millionths of a dollar.
    static func cents(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.integer(name, meaning)) { item in
            guard let micros = try item.micros(path) else { return .null }
            guard micros % 100 == 0 else { throw Problem("\(item.place).\(path): not a price in cents") }
            return .integer(micros / 100)
        }
    }

    /// A list that is empty when it is not there, for lists that no scope hides.
    static func attached(_ name: String, _ meaning: String) -> Field {
        Field(.text(name, meaning)) { item in
            let value = try item.list(name, each: nil)
            return value == .null ? "[]" : value
        }
    }

    /// The host of an address, without scheme, user, password, port and path.
    static func host(_ name: String, _ meaning: String, from path: String) -> Field {
        Field(.text(name, meaning)) { .optional(try $0.text(path).flatMap(host)) }
    }

    /// The host in `https://user:password@example.com:8080/path`, in `git@example.com:repository` or
    /// `example.com:514`.
    static func host(of address: String) -> String? {
        if HostName.isAddress(address) { return address.lowercased() }
        return PublicAddress(address.contains("://") ? address : "host://\(address)")?.host
    }

    /// The items of several lists as parts, each `{kind: …, value: …}`.
    static func parts(of item: Item, _ lists: [(kind: String, path: String)]) throws -> [Item] {
        try lists.flatMap { list in
            try item.items(list.path).enumerated().map { index, json in
                item.part(.object(["kind": .text(list.kind), "value": json]), list.path, index)
            }
        }
    }
}
