internal import Foundation
internal import Model

/// The binary records of log-ins: utmp, wtmp and lastlog, sent as hexadecimal and read here.
///
/// Source: `utmp(5)`; glibc `bits/utmp.h`, whose records are of 384 bytes where times stay of 32 bits (x86, ppc64), else of 400.
enum LoginRecords {
    /// Defines `utmp_records FILE COUNT TAG`, which prints the newest records of a file.
    ///
    /// A line has the tag, the size of a record, and its bytes in hexadecimal without the zeros at their end. `size_of FILE A B` sets `$size` to
    /// the one by which the file's length divides; where both do it is A on the machines that keep times of 32 bits, else B.
    static let script = #"""
        size_of() {
            size=$(wc -c <"$1")
            case $((size % $2 == 0))$((size % $3 == 0)) in
            10) size=$2 ;;
            01) size=$3 ;;
            *) case $(uname -m) in aarch64* | arm64* | loongarch64* | s390x) size=$3 ;; *) size=$2 ;; esac ;;
            esac
        }
        utmp_records() {
            size_of "$1" 384 400
            tail -c "$((size * $2))" "$1" | od -An -v -tx1 -w"$size" | awk -v tag="$3" -v size="$size" '
                { gsub(/ /, ""); sub(/(00)+$/, ""); print tag "\t" size "\t" $0 }'
        }
        # The newest $1 entries of wtmpdb as lines J of its JSON; sets missing where they are and cannot be read.
        wtmpdb_entries() {
            [ -e /var/lib/wtmpdb/wtmp.db ] || return 0
            if [ -r /var/lib/wtmpdb/wtmp.db ] && have wtmpdb; then
                wtmpdb last --json --time-format iso --limit "$1" | awk "$escape"'{ print "J\t" escape($0) }'
            else missing=1; fi
        }

        """#

    struct Record {
        let type: Int64
        let pid: Int64
        let line: String
        let user: String
        let host: String
        let time: Int64

        /// - Throws: `Problem` for text that is no record of `size` bytes.
        init(size: String, hex: String, at line: Int) throws {
            guard let size = Int(size), size == 384 || size == 400, var bytes = LoginRecords.bytes(hex),
                bytes.count <= size
            else { throw Problem("line \(line): no login record", evidence: String(hex.prefix(40))) }
            bytes += Array(repeating: 0, count: size - bytes.count)
            type = LoginRecords.number(bytes[0..<2])
            pid = LoginRecords.number(bytes[4..<8])
            self.line = LoginRecords.text(bytes[8..<40])
            user = LoginRecords.text(bytes[44..<76])
            host = LoginRecords.text(bytes[76..<332])
            time = LoginRecords.number(size == 384 ? bytes[340..<344] : bytes[344..<352])
        }
    }

    /// An entry of wtmpdb's JSON; the ends of log-ins are left out.
    struct Entry: Decodable {
        let user: String
        let tty: String
        let host: String
        let login: String

        enum CodingKeys: String, CodingKey {
            case user, tty, login
            case host = "hostname"
        }
    }

    /// - Throws: `Problem` for JSON that is none of wtmpdb's.
    static func wtmpdb(_ json: String) throws -> [(user: String, tty: String, host: String, time: Int64)] {
        struct Entries: Decodable { let entries: [Entry] }
        guard !json.isEmpty else { return [] }
        guard let list = try? JSONDecoder().decode(Entries.self, from: Data(json.utf8)) else {
            throw Problem("wtmpdb: not its JSON", evidence: String(json.prefix(40)))
        }
        return list.entries.compactMap { entry in
            iso(entry.login).map { (entry.user, entry.tty, entry.host, $0) }
        }
    }

    /// Seconds since 1970 of `2026-11-18T11:08:20+0000`.
    private static func iso(_ text: String) -> Int64? {
        let halves = text.split(separator: "T")
        guard halves.count == 2, halves[1].utf8.count == 13 else { return nil }
        let date = halves[0].split(separator: "-").map { Int64($0) }
        guard date.count == 3 else { return nil }
        let clock = halves[1]
        return seconds(
            year: date[0], month: date[1], day: date[2],
            time: String(decoding: clock.utf8.prefix(8), as: UTF8.self),
            offset: String(decoding: clock.utf8.dropFirst(8), as: UTF8.self))
    }

    /// A number with its lowest byte first.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reversed().reduce(0) { $0 << 8 | Int64($1) }
    }

    /// The text up to the first zero byte.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    static func bytes(_ hex: String) -> [UInt8]? {
        var digits: [UInt8] = []
        for character in hex.utf8 {
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(character - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digits.append(character - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        guard digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Seconds since 1970 of a time of the proleptic Gregorian calendar, `offset` as in `+0130`; nothing for what is no time.
    static func seconds(
        year: Int64?, month: Int64?, day: Int64?, time: some StringProtocol, offset: some StringProtocol
    ) -> Int64? {
        let clock = time.split(separator: ":").map { Int64($0) }
        guard let year, let month, let day, (1970...9999).contains(year), (1...12).contains(month),
            (1...31).contains(day),
            clock.count == 3, let hours = clock[0], let minutes = clock[1], let seconds = clock[2],
            (0...24).contains(hours), (0...60).contains(minutes), (0...61).contains(seconds),
            let zone = Int64(offset), abs(zone) < 2400
        else { return nil }
        // Days by Howard Hinnant's days_from_civil: the year begins in March.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146097 + dayOfEra - 719468
        return days * 86400 + hours * 3600 + minutes * 60 + seconds - (zone / 100 * 3600 + zone % 100 * 60)
    }
}
