import Model

/// What one visit asks of the probe, in six words that mean nothing to any shell.
struct ProbeRequest: Sendable {
    /// Marks the report's own lines; of one visit, so that no host can know another's.
    let nonce: String
    /// For fingerprints that can be compared within one run only.
    let salt: String
    /// After so many seconds the probe starts no further script, and says so.
    let seconds: Int
    let become: Host.Become
    let roots: [String]

    /// - Throws: `Problem` when a root of the inventory is no plain absolute path.
    init(nonce: String, salt: String, seconds: Int, become: Host.Become, roots: [String]) throws {
        for root in roots where !ProbeRequest.isPlain(root) {
            throw Problem(
                "the root is no plain absolute path", evidence: root,
                remedy: "Use letters, digits and . _ / @ + , = ~ - in the roots of a host.")
        }
        self.nonce = nonce
        self.salt = salt
        self.seconds = min(max(seconds, 1), 9_999)
        self.become = become
        self.roots = roots
    }

    var words: String {
        let folders = roots.isEmpty ? "-" : roots.joined(separator: ":")
        return "1 \(nonce) \(salt) \(seconds) \(become.rawValue) \(folders)"
    }

    /// Thirty-two hexadecimal digits that nobody can guess.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
            return String(repeating: "0", count: 8 - digits.utf8.count) + digits
        }.joined()
    }

    private static func isPlain(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard path.utf8.count < 1_024, path.utf8.allSatisfy(isPlain), parts.count > 1,
            parts.first?.isEmpty == true
        else {
            return false
        }
        return parts.dropFirst().allSatisfy { part in
            !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "._/@+,=~-".utf8.contains(byte)
        }
    }
}
