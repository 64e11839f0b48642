/// An IPv4 or IPv6 address, by its bytes in network order.
struct InternetAddress {
    let bytes: [UInt8]

    /// `bytes` are 4 or 16.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nothing for what is no address; a zone (`%eth0`) and an IPv4 tail of an IPv6 address are not read.
    init?(text: String) {
        let isIPv6 = text.utf8.contains(UInt8(ascii: ":"))
        let parts = text.utf8.split(
            separator: UInt8(ascii: isIPv6 ? ":" : "."), omittingEmptySubsequences: false
        )
        .map { String(decoding: $0, as: UTF8.self) }
        guard isIPv6 else {
            let bytes = parts.compactMap { UInt8($0) }
            guard parts.count == 4, bytes.count == 4 else { return nil }
            self.bytes = bytes
            return
        }
        // An empty part stands for the run of zeros; at an end it is written as two.
        guard (3...9).contains(parts.count) else { return nil }
        let gap = parts.dropFirst().dropLast().firstIndex(of: "")
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() where !part.isEmpty {
            guard part.utf8.count <= 4, let group = UInt16(part, radix: 16) else { return nil }
            if let gap, index > gap, groups.count + parts[index...].filter({ !$0.isEmpty }).count < 8 {
                groups += [UInt16](
                    repeating: 0, count: 8 - groups.count - parts[index...].filter { !$0.isEmpty }.count)
            }
            groups.append(group)
        }
        if gap != nil, groups.count < 8 { groups += [UInt16](repeating: 0, count: 8 - groups.count) }
        guard groups.count == 8 else { return nil }
        bytes = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }

    /// Hexadecimal digits, two a byte, in the order in which they are written; nothing for anything else.
    init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 8 || digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        self.bytes = bytes
    }

    /// The address as people write it.
    ///
    /// Source: RFC 5952, for IPv6.
    var text: String {
        guard bytes.count == 16 else { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = (0..<8).map { Int(bytes[$0 * 2]) << 8 | Int(bytes[$0 * 2 + 1]) }
        var longest = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > max(1, longest.count) { longest = start..<index }
            start = index + 1
        }
        let written = groups.map { String($0, radix: 16) }
        if longest.isEmpty { return written.joined(separator: ":") }
        return written[..<longest.lowerBound].joined(separator: ":") + "::"
            + written[longest.upperBound...].joined(separator: ":")
    }
}
