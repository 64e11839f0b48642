import Model

/// Hides tokens in text that came from outside, for a server may repeat what it was sent.
///
/// A token is found whatever the case of its letters, also reversed, in hexadecimal, percent-encoded or in Base64 at any place of a
/// longer text; so is its beginning, where something was cut off behind it.
struct SecretMask: Sendable {
    /// In lower case.
    private let patterns: [[UInt8]]
    private let shortest: Int

    /// What is shorter is no token, and may be a word.
    private static let least = 8
    /// So much of its beginning is the token.
    private static let beginning = 12

    init(_ secrets: [Secret]) {
        var all: Set<[UInt8]> = []
        for secret in secrets {
            let token = Array(secret.reveal().utf8)
            guard token.count >= SecretMask.least else { continue }
            all.formUnion(SecretMask.forms(of: token).map { $0.map(SecretMask.lowered) })
        }
        patterns = Array(all)
        shortest = patterns.map { min($0.count, SecretMask.beginning) }.min() ?? .max
    }

    /// The text with `***` for each token in it.
    func masked(_ text: String) -> String {
        guard text.utf8.count >= shortest else { return text }
        let bytes = Array(text.utf8)
        let lowered = bytes.map(SecretMask.lowered)
        var out: [UInt8] = []
        var plain = 0
        var index = 0
        while index + shortest <= bytes.count {
            let length = patterns.lazy.map { SecretMask.length(of: $0, in: lowered, at: index) }.max() ?? 0
            if length > 0 {
                out += bytes[plain..<index]
                out += "***".utf8
                index += length
                plain = index
            } else {
                index += 1
            }
        }
        return plain == 0 && out.isEmpty ? text : String(decoding: out + bytes[plain...], as: UTF8.self)
    }

    /// How many bytes there are of the pattern from its beginning; none when they are too few to be it.
    private static func length(of pattern: [UInt8], in text: [UInt8], at start: Int) -> Int {
        guard text[start] == pattern[0] else { return 0 }
        var count = 0
        while count < pattern.count, start + count < text.count, text[start + count] == pattern[count] {
            count += 1
        }
        return count >= min(pattern.count, beginning) ? count : 0
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func forms(of token: [UInt8]) -> [[UInt8]] {
        let hexadecimal = token.flatMap { byte -> [UInt8] in
            let digits = Array(String(byte, radix: 16).utf8)
            return digits.count == 2 ? digits : [UInt8(ascii: "0")] + digits
        }
        let encoded = Array(percentEncoded(String(decoding: token, as: UTF8.self)).utf8)
        // Some encode also what need not be.
        let fully = encoded.flatMap { byte in
            switch byte {
            case UInt8(ascii: "-"): Array("%2d".utf8)
            case UInt8(ascii: "_"): Array("%5f".utf8)
            case UInt8(ascii: "."): Array("%2e".utf8)
            case UInt8(ascii: "~"): Array("%7e".utf8)
            default: [byte]
            }
        }
        return [token, token.reversed(), hexadecimal, encoded, fully]
            + (0..<3).flatMap { base64(token, behind: $0) }
    }

    /// What all Base64 texts have in them that hold the token `offset` bytes behind a multiple of three, in both alphabets.
    private static func base64(_ token: [UInt8], behind offset: Int) -> [[UInt8]] {
        let bytes = [UInt8](repeating: 0, count: offset) + token
        let first = (offset * 8 + 5) / 6
        let past = bytes.count * 8 / 6
        guard past - first >= least else { return [] }
        return ["+/", "-_"].map { tail in
            let alphabet = Array(
                ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + tail).utf8)
            return (first..<past).map { place in
                let bit = place * 6
                let pair =
                    UInt16(bytes[bit / 8]) << 8
                    | (bit / 8 + 1 < bytes.count ? UInt16(bytes[bit / 8 + 1]) : 0)
                return alphabet[Int(pair >> UInt16(10 - bit % 8)) & 63]
            }
        }
    }
}

extension SecretMask {
    /// Hides tokens in all that is kept of an account, and makes one clean line of each reason.
    func hide(in outcome: inout AccountOutcome) {
        clean(&outcome.reason)
        clean(&outcome.remedy)
        for index in outcome.endpoints.indices { hide(in: &outcome.endpoints[index]) }
        for index in outcome.charges.indices { hide(in: &outcome.charges[index]) }
        for index in outcome.invoices.indices {
            hide(&outcome.invoices[index].id)
            hide(&outcome.invoices[index].month)
            hide(&outcome.invoices[index].currency)
            hide(&outcome.invoices[index].state)
        }
    }

    private func hide(in endpoint: inout EndpointOutcome) {
        clean(&endpoint.reason)
        clean(&endpoint.remedy)
        guard !patterns.isEmpty else { return }
        for table in endpoint.rows.keys {
            endpoint.rows[table] = endpoint.rows[table].map { rows in
                rows.map { row in
                    Row(
                        row.values.map { value in
                            if case .text(let text) = value { .text(masked(text)) } else { value }
                        })
                }
            }
        }
    }

    private func hide(in charge: inout Charge) {
        hide(&charge.line)
        hide(&charge.month)
        hide(&charge.currency)
        hide(&charge.serviceName)
        hide(&charge.periodStart)
        hide(&charge.periodEnd)
        hide(&charge.invoiceID)
        hide(&charge.description)
        hide(&charge.publisher)
        hide(&charge.unit)
        hide(&charge.skuID)
        hide(&charge.regionID)
        hide(&charge.resourceID)
        hide(&charge.resourceName)
        hide(&charge.resourceType)
        hide(&charge.subAccountName)
        charge.tags = charge.tags.map(masked)
    }

    private func clean(_ text: inout String?) {
        text = text.map { printableLine($0, hiding: self, most: 600) }
    }
    private func hide(_ text: inout String) { text = masked(text) }
    private func hide(_ text: inout String?) { text = text.map(masked) }
}
