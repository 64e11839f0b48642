import Model

/// Where a list goes on after each page, with a guard against one that never ends.
struct PageWalk {
    private let paging: Paging
    private(set) var cursor: String?
    private var page = 1
    private var count = 0
    private var rawQuery: String?
    private var seen: Set<String> = []

    init(_ paging: Paging) { self.paging = paging }

    /// Adds to a request which page it is for.
    func apply(to request: inout Request) {
        switch paging {
        case .none: break
        case .numbered(let name, let size, let most, _, _):
            request.query += [.init(name, String(page)), .init(size, String(most))]
        case .range(let first): request.headers.append(.init("Range", cursor ?? first))
        case .link(let size, let most):
            if let size { request.query.append(.init(size, String(most))) }
            if let cursor { request.query.append(.init("cursor", cursor)) }
        case .nextQuery(let size, let most, _):
            if let rawQuery {
                request.rawQuery = rawQuery
            } else if let size, let most {
                request.query.append(.init(size, String(most)))
            }
        case .marker(let name, let size, let most, _):
            request.query.append(.init(size, String(most)))
            if let cursor { request.query.append(.init(name, cursor)) }
        case .offset(let name, let size, let most, _):
            request.query += [.init(size, String(most)), .init(name, String(count))]
        case .cursor(let name, _, _):
            if let rawQuery {
                request.rawQuery = rawQuery
            } else if let name, let cursor {
                request.query.append(.init(name, cursor))
            }
        }
    }

    /// Goes on to the next page; false when that was the last.
    ///
    /// - Throws: `Problem` when the list leads back to where it was.
    mutating func advance(past answer: Answer, items: [Item], in body: JSON) throws -> Bool {
        count += items.count
        page += 1
        switch paging {
        case .none: return false
        case .numbered(_, _, _, let next, let total):
            guard !items.isEmpty else { return false }
            let links = next.contains { path in
                if case .text(let link)? = body[path] { !link.isEmpty } else { false }
            }
            let isShort = total.contains { path in
                if case .number(let digits)? = body[path], let all = Int(digits) {
                    count < all
                } else {
                    false
                }
            }
            guard links || isShort else { return false }
            // A server that ignores the number sends the first page for ever.
            return try isNew(items.map(\.json).hashValue.description)
        case .range:
            guard answer.status == 206, let next = answer.header("next-range") else { return false }
            cursor = next
            return try isNew(next)
        case .link:
            guard let next = PageWalk.nextCursor(in: answer.header("link") ?? "") else { return false }
            cursor = next
            return try isNew(next)
        case .nextQuery(_, _, let paths):
            guard !items.isEmpty, let query = PageWalk.nextQuery(in: body, at: paths) else { return false }
            rawQuery = query
            return try isNew(query)
        case .marker(_, _, let most, let key):
            guard items.count >= most, let last = try items.last?.text(key) else { return false }
            cursor = last
            return try isNew(last)
        case .offset(_, _, let most, let total):
            guard items.count >= most else { return false }
            if let total, case .number(let digits)? = body[total], let all = Int(digits), count >= all {
                return false
            }
            return try isNew(items.map(\.json).hashValue.description)
        case .cursor(_, let path, let link):
            if case .text(let next)? = body[path], !next.isEmpty {
                cursor = next
                rawQuery = nil
                return try isNew(next)
            }
            guard let link, let query = PageWalk.nextQuery(in: body, at: [link]) else { return false }
            rawQuery = query
            return try isNew(query)
        }
    }

    private mutating func isNew(_ place: String) throws -> Bool {
        guard seen.insert(place).inserted else { throw Problem("its pages lead in a circle") }
        return true
    }

    /// The cursor of the next page in Sentry's `Link` header; each link is judged by its own `results`.
    static func nextCursor(in header: String) -> String? {
        for part in header.split(separator: "<").dropFirst() {
            guard let end = part.firstIndex(of: ">") else { continue }
            var attributes: [String: String] = [:]
            for attribute in part[part.index(after: end)...].split(separator: ";") {
                let halves = attribute.split(separator: "=", maxSplits: 1)
                guard halves.count == 2 else { continue }
                let name = halves[0].drop { $0 == " " }
                let value = halves[1].drop { $0 == "\"" }.prefix { $0 != "\"" }
                attributes[String(name)] = String(value)
            }
            if attributes["rel"] == "next", attributes["results"] == "true" { return attributes["cursor"] }
        }
        return nil
    }

    /// The query of the link to the next page, byte for byte.
    private static func nextQuery(in body: JSON, at paths: [String]) -> String? {
        guard let link = nextLink(in: body, at: paths), let mark = link.firstIndex(of: "?") else {
            return nil
        }
        return replacing("&amp;", by: "&", in: String(link[link.index(after: mark)...]))
    }

    private static func nextLink(in body: JSON, at paths: [String]) -> String? {
        for path in paths {
            switch body[path] {
            case .text(let link)?: return link
            case .list(let links)?:
                for link in links where link["rel"] == .text("next") {
                    if case .text(let address)? = link["href"] { return address }
                }
            default: continue
            }
        }
        return nil
    }

    private static func replacing(_ old: String, by new: String, in text: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
