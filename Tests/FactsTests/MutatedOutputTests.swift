import Facts
import Model
import Testing

/// What a hostile host may answer: recorded output with bytes changed, cut, doubled and moved, the same way each time.
@Suite struct MutatedOutputTests {
    @Test("damaged output is read or refused, and never ends the process", arguments: FactCase.all)
    func survives(_ example: FactCase) throws {
        let (_, output, _) = try example.parts()
        for seed in 0..<60 {
            _ = try example.result(of: Output(mutated(output.bytes, seed: UInt64(seed))))
        }
    }

    @Test("hiding secrets never ends the process", arguments: FactCase.all)
    func masks(_ example: FactCase) throws {
        let (_, output, _) = try example.parts()
        for seed in 0..<10 {
            _ = masked(String(decoding: mutated(output.bytes, seed: UInt64(seed)), as: UTF8.self))
        }
    }

    private func mutated(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
        var bytes = bytes
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(below limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(max(limit, 1)))
        }
        let telling = Array("\t\n\\\"'=:/@-{}[]0 9\u{0}\u{1}\u{FF}".utf8) + Array("99999999999999999999".utf8)
        for _ in 0...next(below: 8) {
            let place = next(below: bytes.count + 1)
            switch next(below: 5) {
            case 0: bytes.insert(telling[next(below: telling.count)], at: place)
            case 1: if place < bytes.count { bytes.remove(at: place) }
            case 2: if place < bytes.count { bytes[place] = telling[next(below: telling.count)] }
            case 3: bytes = Array(bytes[..<place])
            default:
                bytes.insert(contentsOf: Array(bytes[place...].prefix(40)), at: next(below: bytes.count + 1))
            }
        }
        return bytes
    }
}
