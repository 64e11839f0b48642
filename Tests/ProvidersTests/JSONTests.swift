import Model
import Providers
import Testing

/// JSON as RFC 8259 has it.
@Suite struct JSONTests {
    private func json(_ text: String) throws -> JSON { try JSONReader.json(Array(text.utf8)) }

    @Test(
        "what is JSON is read as it stands",
        arguments: [
            ("null", .null), ("true", .bool(true)), (" false\t\r\n", .bool(false)), ("0", .number("0")),
            ("-0", .number("-0")), ("12.50", .number("12.50")), ("1E+2", .number("1E+2")),
            ("-0.1e-9", .number("-0.1e-9")),
            ("123456789012345678901234567890", .number("123456789012345678901234567890")),
            ("\"\"", .text("")), ("[]", .list([])), ("{}", .object([:])), ("[ ]", .list([])),
            ("{\n}", .object([:])), ("[1 , 2]", .list([.number("1"), .number("2")])),
            (#"{"a":{"b":[null]}}"#, .object(["a": .object(["b": .list([.null])])])),
            (#"{"":0}"#, .object(["": .number("0")])),
            (#"{"a":1,"A":2}"#, .object(["a": .number("1"), "A": .number("2")])),
            (#""\"\\\/\b\f\n\r\t""#, .text("\"\\/\u{8}\u{C}\n\r\t")), (#""\u00e9\u20AC""#, .text("é€")),
            (#""\uD83D\uDE00""#, .text("😀")), ("\"é😀\u{7F}\"", .text("é😀\u{7F}")),
            (#""\u0000""#, .text("\0")),
            ("\u{FEFF}1", .number("1")),
        ] as [(String, JSON)])
    func accepts(_ text: String, _ value: JSON) throws {
        #expect(try json(text) == value)
    }

    @Test(
        "what only looks like JSON is refused",
        arguments: [
            "", " ", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]", "[1]]", "{\"a\"",
            "{\"a\":",
            "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\" 1}", "{\"a\"::1}",
            "{,}",
            "{\"a\":1 \"b\":2}", "{\"a\":1}}", "nul", "nulL", "True", "TRUE", "truefalse", "undefined", "NaN",
            "Infinity", "-Infinity", "01", "-01", "+1", ".5", "1.", "-", "-a", "1e", "1e+", "1.e1", "0x10",
            "1_000",
            "1,0", "--1", "1a", "\"", "\"a", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u+123\"",
            "\"\\U0041\"", "\"\\'\"", "'a'", "\"a\nb\"", "\"a\tb\"", "\"\u{1F}\"", "\"\0\"", "1 1", "// c\n1",
            "/* */1",
            "[1]//", "#", "\u{A0}1", "\u{B}1", "[\u{C}]", "\u{FEFF}", "\u{FEFF}\u{FEFF}1", "\u{2028}1",
            "<html>", "{\"a\":1}\0",
        ])
    func refuses(_ text: String) {
        let problem = #expect(throws: Problem.self) { try json(text) }
        #expect(problem?.what.hasPrefix("no JSON: ") == true)
    }

    @Test(
        "a surrogate without its other half becomes the mark for what is unreadable",
        arguments: [
            (#""\uD800""#, "\u{FFFD}"), (#""\uDC00x""#, "\u{FFFD}x"), (#""\uD800\u0041""#, "\u{FFFD}A"),
            (#""\uD800\n""#, "\u{FFFD}\n"), (#""\uD800\uD83D\uDE00""#, "\u{FFFD}😀"),
        ])
    func surrogates(_ text: String, _ value: String) throws {
        #expect(try json(text) == .text(value))
    }

    @Test("bytes that are no UTF-8 become that mark too")
    func invalidBytes() throws {
        #expect(try JSONReader.json([0x22, 0x61, 0xFF, 0x22]) == .text("a\u{FFFD}"))
        #expect(throws: Problem.self) { try JSONReader.json([0xFF]) }
    }

    @Test(
        "a name that comes twice in one object is a mistake, however it is written",
        arguments: [
            #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"\u0061":3}"#, #"{"x":{"a":1,"a":2}}"#,
        ])
    func twice(_ text: String) {
        #expect(
            throws: Problem(
                "no JSON: a name that comes twice in one object at byte \(text.utf8.count - (text.hasSuffix("}}") ? 2 : 1))"
            )
        ) {
            try json(text)
        }
    }

    @Test("depth is read to 64 and no deeper", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(_ open: String, _ close: String) throws {
        let nested = { (depth: Int) in
            String(repeating: open, count: depth) + "0" + String(repeating: close, count: depth)
        }
        #expect(throws: Never.self) { try json(nested(63)) }
        #expect(throws: Problem.self) { try json(nested(64)) }
        #expect(throws: Problem.self) { try json(String(repeating: open, count: 1_000_000)) }
    }

    @Test("a number may have 400 digits and no more")
    func long() throws {
        #expect(throws: Never.self) { try json(String(repeating: "9", count: 400)) }
        #expect(throws: Problem.self) { try json(String(repeating: "9", count: 401)) }
    }

    @Test("a path leads through objects and lists, and null is as nothing")
    func paths() throws {
        let value = try json(#"{"a":{"b":[{"c":7},null]},"n":null,"d":"x"}"#)
        #expect(value["a.b.0.c"] == .number("7"))
        #expect(value["n|d"] == .text("x"))
        for path in ["a.b.1", "a.b.2", "a.b.-1", "a.b.9223372036854775808", "n", "d.x", "e", "a.b.c"] {
            #expect(value[path] == nil, "\(path)")
        }
    }

    @Test("ten thousand damaged texts are read or refused, and nothing else happens")
    func mutations() {
        let text =
            #"{"things":[{"id":"a\u00e9\uD83D\uDE00","n":-12.5e+3,"t":[true,false,null],"o":{"":{}}},"\\\""]}"#
        let spare =
            Array(#"{}[]",:\u0123456789abcdefeE+-.truefalsn "#.utf8) + [0, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]
        var random: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random % UInt64(bound))
        }
        var read = 0
        for _ in 0..<10_000 {
            var bytes = Array(text.utf8)
            for _ in 0...next(4) where !bytes.isEmpty {
                let place = next(bytes.count)
                switch next(4) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(spare[next(spare.count)], at: place)
                case 2: bytes[place] = spare[next(spare.count)]
                default: bytes.removeSubrange(place...)
                }
            }
            if let value = try? JSONReader.json(bytes) {
                read += 1
                _ = value["things.0.n"]
            }
        }
        #expect((1..<9_000).contains(read))
    }
}
