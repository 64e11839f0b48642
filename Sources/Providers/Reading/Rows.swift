package import Model

extension ProviderTable {
    /// The rows that one item has in it.
    ///
    /// - Throws: `Problem` naming the item and the cell that is not of its kind.
    package func rows(of item: Item) throws -> [Row] {
        if let parts { return try parts(item).filter(isKept).map(row) }
        guard let path = rows else { return isKept(item) ? [try row(of: item)] : [] }
        return try item.items(path).enumerated().map { item.part($1, path, $0) }.filter(isKept).map(row)
    }

    private func row(of item: Item) throws -> Row { Row(try fields.map { try $0.read(item) }) }
}

extension Endpoint {
    /// The request of one call, before paging; what follows a `#` in the path only tells calls of one path apart.
    ///
    /// - Throws: `Problem` when the parent's item has not what the path needs.
    func request(_ call: Call) throws -> Request {
        let sent = path.prefix { $0 != "#" }
        var request = Request(try filled(String(sent), from: call))
        request.method = method
        request.query = query + (moreQuery?(call) ?? [])
        request.headers = headers
        request.body = body?(call)
        return request
    }

    private func filled(_ template: String, from call: Call) throws -> String {
        var out = ""
        for (index, piece) in template.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                out += piece
                continue
            }
            let halves = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { throw Problem("\(path): a brace is not closed") }
            let item = call.parent ?? Item(.object([:]), place: path, account: call.context.account)
            out += percentEncoded(try Endpoint.name(String(halves[0]), of: item)) + halves[1]
        }
        return out
    }

    /// `{@organization}` and the like are of the account, all others of the parent's item.
    private static func name(_ name: String, of item: Item) throws -> String {
        let account = item.account
        let value: String? =
            switch name {
            case "@organization": account.organization
            case "@billing_account": account.billingAccount
            case "@username": account.username
            default: try item.required(name)
            }
        guard let value else {
            throw Problem(
                "\(account.title) has no \(name.dropFirst()) in the inventory",
                at: account.place)
        }
        return value
    }

    /// The items of an answer, each with its place.
    func items(in body: JSON, _ whole: Item) throws -> [Item] {
        let found: JSON? = items.isEmpty ? body : body[items]
        let make = { (json: JSON, mark: String) in
            Item(
                json, in: whole.around, place: "\(whole.place): \(items)\(mark)", headers: whole.headers,
                account: whole.account, labels: whole.labels)
        }
        if let obstacle = body.obstacle(on: items) {
            throw Problem("\(whole.place): \(obstacle.place) is \(obstacle.kind), an object expected")
        }
        if isWhole { return [make(found ?? .null, "")] }
        if case .null = body { throw Problem("\(whole.place): its body is null") }
        return switch found {
        case nil, .null?: []
        case .list(let list)?: list.enumerated().map { make($1, "[\($0)]") }
        case .object(let members)? where isMap:
            members.sorted { $0.key < $1.key }.map {
                make(.object(["key": .text($0.key), "value": $0.value]), ".\($0.key)")
            }
        case .object?: [make(found ?? .null, "")]
        case let other?:
            throw Problem(
                "\(whole.place): \(items.isEmpty ? "its body" : items) is \(other.kind), a list expected")
        }
    }
}

/// A text as one step of a path: everything but letters, digits and `-._~` in hexadecimal.
package func percentEncoded(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            out.append(byte)
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            out += "%\(digits.utf8.count == 2 ? "" : "0")\(digits)".utf8
        }
    }
    return String(decoding: out, as: UTF8.self)
}

/// What an answer says of itself, on one line, cut, cleaned, and without a token that it repeats.
func printableLine(_ text: String, hiding mask: SecretMask, most: Int = 200) -> String {
    var out = String.UnicodeScalarView()
    for scalar in mask.masked(text).unicodeScalars.prefix(most) {
        let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        out.append(isControl ? " " : scalar)
    }
    return String(out)
}
