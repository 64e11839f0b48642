package import Model

/// One item of an answer, with what it is part of.
package struct Item: Sendable {
    package let json: JSON
    /// The parent's item, or the item that a row is part of.
    package let around: [JSON]
    /// Where it stands, for a message: `/v2/droplets: droplets[3]`.
    package let place: String
    /// The whole answer's headers, for what stands in them.
    package let headers: [Request.Pair]
    package let account: Account
    /// What is said of the call and not in the answer: `@region`.
    package let labels: [String: String]

    package init(
        _ json: JSON, in around: [JSON] = [], place: String, headers: [Request.Pair] = [], account: Account,
        labels: [String: String] = [:]
    ) {
        self.json = json
        self.around = around
        self.place = place
        self.headers = headers
        self.account = account
        self.labels = labels
    }

    /// Whether it has members, as all items of lists have.
    var isObject: Bool { if case .object = json { true } else { false } }

    /// One of its parts as an item of its own.
    package func part(_ json: JSON, _ path: String, _ index: Int) -> Item {
        Item(
            json, in: [self.json] + around, place: "\(place).\(path)[\(index)]", headers: headers,
            account: account, labels: labels)
    }

    /// The value at a path; `^.` goes to what is around, `^.^.` to what is around that, `@region` to what is said of the call.
    package subscript(path: String) -> JSON? {
        for way in path.split(separator: "|", omittingEmptySubsequences: false) {
            if way.hasPrefix("@") {
                if let label = labels[String(way.dropFirst())] { return .text(label) }
                continue
            }
            var rest = String(way)
            var depth = 0
            while rest.hasPrefix("^.") {
                rest.removeFirst(2)
                depth += 1
            }
            let whole: JSON? =
                depth == 0 ? json : around.indices.contains(depth - 1) ? around[depth - 1] : nil
            if let found = rest.isEmpty ? whole : whole?[rest] { return found }
        }
        return nil
    }

    /// A text, or a number or truth as one; nothing when it is not there.
    package func text(_ path: String) throws -> String? {
        switch self[path] {
        case nil: nil
        case .text(let text)?: text
        case .number(let digits)?: digits
        case .bool(let truth)?: truth ? "true" : "false"
        case let other?: throw wrong(path, "a text", other)
        }
    }

    /// A text that must be there.
    package func required(_ path: String) throws -> String {
        guard let text = try text(path), !text.isEmpty else { throw Problem("\(place).\(path) is missing") }
        return text
    }

    /// A whole number, also in quotes; nothing when it is not there or empty.
    package func integer(_ path: String) throws -> Int64? {
        switch self[path] {
        case nil: return nil
        case .number(let digits)?, .text(let digits)?:
            if digits.isEmpty { return nil }
            if let number = Int64(digits) { return number }
            // `2.0` and `1e3` are whole numbers too, and so they are written by some.
            if let micros = Money.micros(digits), micros % 1_000_000 == 0 { return micros / 1_000_000 }
            throw wrong(path, "a whole number", digits)
        case let other?: throw wrong(path, "a whole number", other)
        }
    }

    /// A finite number, also in quotes; nothing when it is not there or empty.
    package func real(_ path: String) throws -> Double? {
        switch self[path] {
        case nil: return nil
        case .number(let digits)?, .text(let digits)?:
            if digits.isEmpty { return nil }
            guard let number = Double(digits), number.isFinite else { throw wrong(path, "a number", digits) }
            return number
        case let other?: throw wrong(path, "a number", other)
        }
    }

    /// A truth, also in quotes or as 0 and 1; nothing when it is not there or empty.
    package func flag(_ path: String) throws -> Bool? {
        switch self[path] {
        case nil: return nil
        case .bool(let truth)?: return truth
        case .text(let word)?, .number(let word)?:
            switch word.lowercased() {
            case "true", "1": return true
            case "false", "0": return false
            case "": return nil
            default: throw wrong(path, "true or false", word)
            }
        case let other?: throw wrong(path, "true or false", other)
        }
    }

    /// An amount of money in millionths, exact; nothing when it is not there or empty.
    package func micros(_ path: String) throws -> Int64? {
        switch self[path] {
        case nil: return nil
        case .number(let digits)?, .text(let digits)?:
            if digits.isEmpty { return nil }
            guard let micros = Money.micros(digits) else { throw wrong(path, "an amount of money", digits) }
            return micros
        case let other?: throw wrong(path, "an amount of money", other)
        }
    }

    /// A moment in seconds since 1970; nothing when it is not there, empty, or «never».
    package func time(_ path: String) throws -> Int64? {
        switch self[path] {
        case nil: return nil
        case .text(let text)?:
            // Go's zero moment stands for none.
            if text.isEmpty || text.hasPrefix("0001-01-01T00:00:00") { return nil }
            guard let moment = Moment(text) else { throw wrong(path, "a moment", text) }
            return moment.seconds
        case .number(let digits)?:
            guard let number = Int64(digits) ?? Double(digits).flatMap({ Int64(exactly: $0.rounded()) })
            else {
                throw wrong(path, "a moment", digits)
            }
            // Milliseconds are what would be a year after 5000 in seconds.
            return number.magnitude > 100_000_000_000 ? number / 1_000 : number
        case let other?: throw wrong(path, "a moment", other)
        }
    }

    /// The items of a list, or, with `.*` after its path, the members of an object, each as `{key: …, value: …}`; none when it is not
    /// there.
    package func items(_ path: String) throws -> [JSON] {
        if path.hasSuffix(".*") {
            let whole = String(path.dropLast(2))
            switch self[whole] {
            case nil: return []
            case .object(let members)?:
                return members.sorted { $0.key < $1.key }
                    .map { .object(["key": .text($0.key), "value": $0.value]) }
            case let other?: throw wrong(whole, "an object", other)
            }
        }
        switch path.isEmpty ? json : self[path] {
        case nil: return []
        case .list(let items)?: return items
        case let other?: throw wrong(path, "a list", other)
        }
    }

    /// The texts, numbers and truths of a list as a JSON array; `null` when it is not there.
    package func list(_ path: String, each: String?) throws -> Value {
        guard self[path.hasSuffix(".*") ? String(path.dropLast(2)) : path] != nil else { return .null }
        var out: [UInt8] = [UInt8(ascii: "[")]
        for (index, item) in try items(path).enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            switch each.map({ item[$0] }) ?? item {
            case .text(let text)?: Escape.json(text, into: &out)
            case .number(let digits)?: out += digits.utf8
            case .bool(let truth)?: out += (truth ? "true" : "false").utf8
            case nil, .null?: out += "null".utf8
            case let other?: throw wrong("\(path)[\(index)]", "a text", other)
            }
        }
        out.append(UInt8(ascii: "]"))
        return .text(String(decoding: out, as: UTF8.self))
    }

    private func wrong(_ path: String, _ expected: String, _ found: JSON) -> Problem {
        Problem("\(place).\(path): \(expected) expected, found \(found.kind)")
    }
    private func wrong(_ path: String, _ expected: String, _ found: String) -> Problem {
        Problem("\(place).\(path): \(expected) expected", evidence: String(found.prefix(60)))
    }
}
