import Foundation
import Model

/// The two streams that people and programs read: results on standard output, everything else on standard error.
///
/// Text from hosts and files passes through the terminal's escaper, so that none of it can move a cursor or forge a line.
enum Terminal {
    static func result(_ text: String) { write(Array((Escape.terminal(text) + "\n").utf8), to: 1) }

    static func say(_ text: String) { write(Array((Escape.terminal(text) + "\n").utf8), to: 2) }

    /// Writes result bytes that are escaped already.
    static func result(bytes: [UInt8]) { write(bytes, to: 1) }

    /// A line that the next one overwrites; only where somebody looks.
    static func progress(_ text: String) {
        guard showsProgress else { return }
        write(Array((clearLine + Escape.log(text)).utf8), to: 2)
    }

    static func endProgress() {
        guard showsProgress else { return }
        write(Array(clearLine.utf8), to: 2)
    }

    private static let clearLine = "\r\u{1B}[2K"

    /// Whether standard error is a terminal that takes more than plain lines.
    static let showsProgress: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return isatty(2) == 1 && environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty
    }()

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
