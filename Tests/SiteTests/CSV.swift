import Model

/// Comma-separated values as RFC 4180 has them, read strictly.
enum CSV {
    /// - Throws: `Problem` for a quote where none may stand, or a line that does not end in CR LF.
    static func records(_ bytes: [UInt8]) throws -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var index = 0
        while index < bytes.count {
            var cell: [UInt8] = []
            if bytes[index] == UInt8(ascii: "\"") {
                index += 1
                while true {
                    guard index < bytes.count else { throw Problem("quote is not closed") }
                    if bytes[index] == UInt8(ascii: "\"") {
                        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
                        index += 1
                    }
                    cell.append(bytes[index])
                    index += 1
                }
                index += 1
            } else {
                while index < bytes.count, !",\r\n\"".utf8.contains(bytes[index]) {
                    cell.append(bytes[index])
                    index += 1
                }
            }
            record.append(String(decoding: cell, as: UTF8.self))
            if bytes[index...].starts(with: [13, 10]) {
                records.append(record)
                record = []
                index += 2
            } else if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
                index += 1
            } else {
                throw Problem("record \(records.count + 1) is no CSV", evidence: record.last)
            }
        }
        return records
    }
}
