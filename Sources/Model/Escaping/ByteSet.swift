/// A set of byte values with a test of a few instructions.
package struct ByteSet: Sendable {
    private var words: SIMD4<UInt64> = .zero

    /// The set of these values, in any order, each as often as it comes.
    package init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
    }

    /// The bytes of an ASCII text.
    package init(_ text: StaticString) {
        self.init(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package func union(_ other: ByteSet) -> ByteSet {
        var all = self
        all.words |= other.words
        return all
    }

    package func contains(_ byte: UInt8) -> Bool {
        words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0
    }
}

/// Copies `text` to `out`, except where a byte of `special` begins something: there `replace` writes what it wants and
/// says how many bytes of the text it took, at least one.
func rewrite(
    _ text: Span<UInt8>, at special: ByteSet, into out: inout [UInt8],
    replace: (_ index: Int, _ out: inout [UInt8]) -> Int
) {
    var index = 0
    var copied = 0
    while index < text.count {
        guard special.contains(text[index]) else {
            index += 1
            continue
        }
        out.append(text, copied..<index)
        index += replace(index, &out)
        copied = index
    }
    out.append(text, copied..<text.count)
}

extension [UInt8] {
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        if range.isEmpty { return }
        text.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    package mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// What the UTF-8 at one place of a text stands for.
enum Oddity {
    /// C0 without tab, line feed and carriage return, DEL, C1, and the code points that are no characters: HTML, XML or
    /// both forbid them. Also the controls of writing direction, by which a name could turn around the words beside it.
    case forbidden(bytes: Int)
    /// Any other scalar.
    case none(bytes: Int)

    /// The bytes that can begin a forbidden scalar.
    static let starts = ByteSet(
        Array(0..<9) + [11, 12] + Array(14..<32) + [0x7F, 0xC2, 0xE2, 0xEF] + Array(0xF0...0xF4))

    init(_ text: Span<UInt8>, at index: Int) {
        let byte = text[index]
        func next(_ step: Int) -> UInt8 { index + step < text.count ? text[index + step] : 0 }
        switch byte {
        case ..<0x80:
            self =
                byte == 9 || byte == 10 || byte == 13 || (0x20..<0x7F).contains(byte)
                ? .none(bytes: 1) : .forbidden(bytes: 1)
        case ..<0xE0:
            self = byte == 0xC2 && next(1) < 0xA0 ? .forbidden(bytes: 2) : .none(bytes: 2)
        case ..<0xF0:
            // U+202A to U+202E and U+2066 to U+2069
            let turns =
                byte == 0xE2
                && (next(1) == 0x80 && (0xAA...0xAE).contains(next(2))
                    || next(1) == 0x81 && (0xA6...0xA9).contains(next(2)))
            // U+FDD0 to U+FDEF, U+FFFE and U+FFFF
            let isForbidden =
                byte == 0xEF
                && (next(1) == 0xB7 && (0x90...0xAF).contains(next(2)) || next(1) == 0xBF && next(2) >= 0xBE)
            self = turns || isForbidden ? .forbidden(bytes: 3) : .none(bytes: 3)
        default:
            // The last two of each plane.
            let isForbidden = next(1) & 0x0F == 0x0F && next(2) == 0xBF && next(3) >= 0xBE
            self = isForbidden ? .forbidden(bytes: 4) : .none(bytes: 4)
        }
    }

    /// Writes the scalar at `index`, or U+FFFD for a forbidden one, and says how many bytes it has.
    static func copy(_ text: Span<UInt8>, at index: Int, into out: inout [UInt8]) -> Int {
        switch Oddity(text, at: index) {
        case .forbidden(let bytes):
            out.append("\u{FFFD}")
            return bytes
        case .none(let bytes):
            let end = min(index + bytes, text.count)
            out.append(text, index..<end)
            return end - index
        }
    }
}
