import Model

/// What the probe answered, read in one pass and believed only as far as it is whole.
///
/// Text before the report's first line is a banner and is passed over, up to 64 KiB. Everything after it must be exactly
/// what the probe writes: a line of another form, a section twice or one that nobody asked for, a wrong count, or a byte after the
/// trailer makes the report worthless. One that only ends too early keeps the sections that it brought whole.
struct Report: Sendable {
    /// One fact's answer, as the host framed it.
    struct Section: Sendable {
        let name: String
        /// The digest of the script that ran.
        let digest: String
        let output: Output
        /// The first line of the script's stderr.
        let said: String?
        let status: Int
        let milliseconds: Int
    }

    /// The digest of the probe that ran.
    let digest: String
    let sections: [Section]
    /// Whether the trailer was there, with the number of sections that were.
    let isWhole: Bool

    static let noise = 64 << 10

    /// - Throws: `Problem` when the bytes are no report with this nonce, or one that cannot be trusted.
    init(_ bytes: [UInt8], nonce: String, of probe: Probe) throws {
        var reader = ReportReader(nonce: nonce)
        try bytes.withUnsafeBufferPointer { try reader.read($0) }
        guard let digest = reader.digest else { throw ReportReader.noReport(bytes) }
        self.digest = digest
        // An older or newer installed probe may ask what this one does not: that is not a lie.
        if digest == probe.digest,
            let other = reader.sections.first(where: { probe.scriptDigests[$0.name] == nil })
        {
            throw reader.distrusted("nobody asked for this section", other.name.utf8)
        }
        sections = reader.sections
        isWhole = reader.isEnded
    }
}

/// The state of reading a report line by line.
private struct ReportReader {
    /// `constat-report 1 <nonce> `, with which the report begins.
    let opening: [UInt8]
    /// `<nonce> `, with which every marker begins.
    let mark: [UInt8]

    var digest: String?
    var sections: [Report.Section] = []
    var isEnded = false

    /// The names of the sections so far: none may come twice.
    private var seen: Set<String> = []
    private var open: Open?

    /// A section whose end has not come yet.
    private struct Open {
        let name: String
        let digest: String
        var body: [UInt8] = []
        var lines = 0
        var counted: Int?
        var said: String?
    }

    init(nonce: String) {
        opening = Array("constat-report 1 \(nonce) ".utf8)
        mark = Array("\(nonce) ".utf8)
    }

    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        var start = 0
        // The last line counts only when it is ended: a cut one may lack anything.
        while start < bytes.count, let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard digest != nil else {
                if line.starts(with: opening) {
                    digest = try word(line.dropFirst(opening.count), of: "digest")
                }
                start = end + 1
                if digest == nil, start > Report.noise { return }
                continue
            }
            guard !isEnded else { throw distrusted("something comes after its end", line) }
            try take(line)
            start = end + 1
        }
        if isEnded, start < bytes.count { throw distrusted("something comes after its end", bytes) }
    }

    private mutating func take(_ line: UnsafeBufferPointer<UInt8>) throws {
        switch line.first {
        case UInt8(ascii: "|"):
            guard open != nil, open?.counted == nil else {
                throw distrusted("a line is outside of all sections", line)
            }
            open?.body.append(contentsOf: line.dropFirst())
            open?.body.append(UInt8(ascii: "\n"))
            open?.lines += 1
        case UInt8(ascii: "="):
            let count = try number(line.dropFirst(), of: "number of lines")
            guard let section = open, section.counted == nil, count == section.lines else {
                throw distrusted("a section has not as many lines as it says", line)
            }
            open?.counted = count
        case UInt8(ascii: "!"):
            guard open?.counted != nil, open?.said == nil else {
                throw distrusted("an error is out of its place", line)
            }
            open?.said = printable(line.dropFirst(), most: 300)
        default:
            guard line.starts(with: mark) else { throw distrusted("a line of another form", line) }
            try takeMarker(line.dropFirst(mark.count))
        }
    }

    private mutating func takeMarker(_ marker: Slice<UnsafeBufferPointer<UInt8>>) throws {
        let words = marker.split(separator: UInt8(ascii: " "), maxSplits: 8, omittingEmptySubsequences: false)
        switch (words.first?.first, words.count) {
        case (UInt8(ascii: "+"), 3):
            let name = try word(words[1], of: "name")
            guard open == nil else { throw distrusted("a section begins inside another", marker) }
            guard seen.insert(name).inserted else { throw distrusted("a section comes twice", marker) }
            open = Open(name: name, digest: try word(words[2], of: "digest"))
        case (UInt8(ascii: "-"), 4):
            guard let section = open, section.name.utf8.elementsEqual(words[1]), section.counted != nil else {
                throw distrusted("a section ends that has not begun", marker)
            }
            sections.append(
                Report.Section(
                    name: section.name, digest: section.digest, output: Output(section.body),
                    said: section.said,
                    status: try number(words[2], of: "exit status"),
                    milliseconds: try number(words[3], of: "duration")))
            open = nil
        case (UInt8(ascii: "."), 2):
            guard open == nil, try number(words[1], of: "number of sections") == sections.count else {
                throw distrusted("it has not as many sections as it says", marker)
            }
            isEnded = true
        default: throw distrusted("a marker of another form", marker)
        }
    }

    /// A name or digest: lower-case letters, digits and `_`, at most 64 of them.
    private func word(_ bytes: some Collection<UInt8>, of what: String) throws -> String {
        let isPlain = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isPlain, (1...64).contains(bytes.count) else {
            throw distrusted("a \(what) of another form", bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func number(_ bytes: some Collection<UInt8>, of what: String) throws -> Int {
        guard (1...10).contains(bytes.count), let number = Int(String(decoding: bytes, as: UTF8.self)),
            number >= 0
        else {
            throw distrusted("a \(what) of another form", bytes)
        }
        return number
    }

    func distrusted(_ why: String, _ line: some Collection<UInt8>) -> Problem {
        Problem(
            "its report cannot be trusted: \(why)", evidence: printable(line, most: 120),
            remedy: "Look at what this account prints when it logs in, and at the host itself.")
    }

    static func noReport(_ bytes: [UInt8]) -> Problem {
        let line = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
        guard !line.isEmpty else {
            return Problem(
                "it answered nothing",
                remedy: "Log in by hand as the audit account and run `sh -s`: it must read a program.")
        }
        return Problem(
            "it answered something else than a report", evidence: printable(line, most: 120),
            remedy: "Log in by hand as the audit account: its shell or a forced command is in the way.")
    }
}
