package import Foundation
internal import Model

/// One recorded answer, and which requests it is for.
///
/// A file is named for the request that it answers: its path without the leading slash, each `/` in it a `_`, as it is sent:
/// `v2_droplets.json`. What must be in the request besides stands behind a `?`: `v2_droplets?page=2.json` wants that pair in the query;
/// `range=` wants its value in the `Range` header, `body=` in the body, and several stand with `&` between. Of several files that fit,
/// the one that wants most answers. A request with a base of its own looks into the folder named for its host first, as in
/// `iad.servers.example.com/servers_detail.json`; the base's path is not in the name.
///
/// A `.json` or `.csv` file is the body of an answer with status 200. A `.http` file is a whole answer: a line with the status, lines of
/// headers, an empty line, the body.
package struct Recording: Sendable {
    /// The folder that it is in, which is the host of the requests; nothing for any host.
    package let host: String?
    /// The path, each `/` in it a `_`.
    package let path: String
    /// What must be in the request besides.
    package let wants: [Request.Pair]
    package let answer: Answer

    /// - Throws: `Problem` naming a file that is no recording.
    package static func all(in folder: URL) throws -> [Recording] {
        guard let names = FileManager.default.enumerator(atPath: folder.path) else {
            throw Problem("nothing is recorded", at: Place(file: folder.path))
        }
        return try names.compactMap { $0 as? String }.sorted().compactMap { name in
            guard let dot = name.lastIndex(of: "."), !name.hasSuffix("/") else { return nil }
            var isFolder: ObjCBool = false
            let file = folder.appending(path: name)
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { return nil }
            let bytes = [UInt8](try Data(contentsOf: file))
            let answer =
                switch name[dot...] {
                case ".json", ".csv": Answer(status: 200, body: bytes)
                case ".http": try whole(bytes, file.path)
                default: throw Problem("neither json nor csv nor http", at: Place(file: file.path))
                }
            let parts = name[..<dot].split(separator: "/", maxSplits: 1)
            let words = parts[parts.count - 1].split(separator: "?", maxSplits: 1)
            let wants = words.count > 1 ? pairs(String(words[1])) : []
            return Recording(
                host: parts.count > 1 ? String(parts[0]) : nil, path: String(words[0]), wants: wants,
                answer: answer)
        }
    }

    private static func whole(_ bytes: [UInt8], _ path: String) throws -> Answer {
        var rest = bytes[...]
        var lines: [String] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            lines.append(line)
        }
        guard let status = lines.first.flatMap({ Int($0) }) else {
            throw Problem("its first line is not a status", at: Place(file: path, line: 1))
        }
        let headers = try lines.dropFirst().map { line in
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { throw Problem("not a header: \(line)", at: Place(file: path)) }
            return Request.Pair(String(halves[0]), String(halves[1].drop { $0 == " " }))
        }
        return Answer(status: status, headers: headers, body: Array(rest))
    }

    /// The recording that fits a request most closely; nothing when none does.
    package static func best(of all: [Recording], for request: Request) -> Recording? {
        let host = request.base.flatMap { URL(string: $0)?.host() }
        let path = request.path.drop { $0 == "/" }.split(separator: "/", omittingEmptySubsequences: false)
            .joined(separator: "_")
        let fitting = all.filter {
            $0.path == path && ($0.host == nil || $0.host == host) && $0.wants.allSatisfy(request.has)
        }
        return fitting.max {
            ($0.host == nil ? 0 : 1, $0.wants.count) < ($1.host == nil ? 0 : 1, $1.wants.count)
        }
    }

    /// A request as `GET /v2/droplets?page=1`.
    package static func line(of request: Request) -> String {
        let query = request.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        return
            "\(request.method.rawValue) \(request.base ?? "")\(request.path)\(query.isEmpty ? "" : "?\(query)")"
    }

    fileprivate static func pairs(_ query: String) -> [Request.Pair] {
        query.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1).map {
                String($0).removingPercentEncoding ?? String($0)
            }
            return Request.Pair(halves.first ?? "", halves.count > 1 ? halves[1] : "")
        }
    }
}

extension Request {
    /// The query, also that of a link.
    fileprivate var pairs: [Pair] { rawQuery.map(Recording.pairs) ?? query }

    fileprivate func has(_ wanted: Pair) -> Bool {
        switch wanted.name {
        case "range": headers.contains { $0.name.lowercased() == "range" && $0.value.contains(wanted.value) }
        case "body": String(decoding: body ?? [], as: UTF8.self).contains(wanted.value)
        default: pairs.contains(wanted)
        }
    }
}
