internal import Model

/// Comma-separated values with a line of names in front, RFC 4180, as objects of texts.
package enum CSV {
    /// - Throws: `Problem` with the line that has another number of cells than the first has names.
    package static func objects(_ bytes: [UInt8]) throws -> JSON {
        var records = try self.records(bytes)[...]
        guard let names = records.popFirst() else { return .list([]) }
        return .list(
            try records.enumerated().map { index, cells in
                guard cells.count == names.count else {
                    throw Problem(
                        "no CSV: line \(index + 2) has \(cells.count) cells, the first \(names.count)")
                }
                return .object(
                    Dictionary(zip(names, cells.map(JSON.text)), uniquingKeysWith: { first, _ in first }))
            })
    }

    /// Whether it begins with a line of several names, as no web page and no JSON does.
    static func isLikely(_ bytes: [UInt8]) -> Bool {
        let plain = bytes.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x0A, 0x0D].contains($0) }
        let line = plain.prefix { $0 != UInt8(ascii: "\n") }
        return line.contains(UInt8(ascii: ",")) && !"<{[".utf8.contains(plain.first ?? 0)
    }

    private static func records(_ bytes: [UInt8]) throws -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func finish() {
            record.append(String(decoding: cell, as: UTF8.self))
            cell = []
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
            case _ where isQuoted: cell.append(byte)
            case UInt8(ascii: ","): finish()
            case UInt8(ascii: "\r"): continue
            case UInt8(ascii: "\n"):
                finish()
                if record != [""] { records.append(record) }
                record = []
            default: cell.append(byte)
            }
        }
        if isQuoted { throw Problem("no CSV: it breaks off in a quoted cell") }
        if !cell.isEmpty || !record.isEmpty {
            finish()
            records.append(record)
        }
        return records
    }
}
