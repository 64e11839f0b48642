internal import Model

/// What the facts about sockets share: the reading of `/proc/net` and of who holds which socket.
///
/// Only the network namespace of the probe is seen, so sockets inside containers are not. The tables are those of a little-endian
/// machine, as all that the probe meets are.
///
/// Source: `proc(5)`, `/proc/net/tcp`; the Linux source, `tcp_states.h`.
enum Sockets {
    /// Prints what `wanted` says: `listen` one line a socket, `connected` one line a process and descriptor.
    static func script(_ wanted: String) -> String {
        "wanted=\(wanted)\n" + body
    }

    private static let body = #"""
        [ -r /proc/net/tcp ] || absent
        cd /proc || exit 1
        # shellcheck disable=SC2012  # find of BusyBox prints no targets; this style and BusyBox leave no raw newline
        QUOTING_STYLE=escape ls -n self/fd [0-9]*/fd 2>/dev/null | awk -v wanted="$wanted" "$escape"'
            function table(protocol, family, file,   line, f) {
                getline line < file
                while ((getline line < file) > 0) {
                    split(line, f, " ")
                    if (wanted == "listen") {
                        if (protocol == 6 ? f[4] != "0A" : f[4] != "07" || f[3] !~ /^0+:0000$/) continue
                    } else {
                        if (f[10] == 0) continue
                        if (protocol == 17 ? f[4] != "01" : f[4] !~ /^(01|02|04|05|08|09|0B)$/) continue
                    }
                    key = f[10] == 0 ? "kernel" ++kernel : f[10]
                    if (key in kind) continue
                    order[++count] = key
                    kind[key] = protocol "\t" family
                    here[key] = f[2]; there[key] = f[3]; state[key] = f[4]; owner[key] = f[8]
                }
                close(file)
            }
            function comm(pid,   line) {
                if (pid == "") return ""
                if (!(pid in name)) {
                    line = ""
                    getline line < (pid "/comm")
                    close(pid "/comm")
                    name[pid] = escape(line)
                }
                return name[pid]
            }
            BEGIN {
                while ((getline line < "/etc/passwd") > 0) { split(line, f, ":"); if (!(f[3] in user)) user[f[3]] = f[1] }
                table(6, 2, "net/tcp"); table(6, 10, "net/tcp6"); table(17, 2, "net/udp"); table(17, 10, "net/udp6")
            }
            /^[^ ]*fd:$/ { pid = $0 ~ /^[0-9]/ ? $0 + 0 : ""; next }
            pid == "" || $10 != "->" || $11 !~ /^socket:\[[0-9]+\]$/ || NF != 11 { next }
            {
                key = substr($11, 9, length($11) - 9)
                if (!(key in kind)) next
                if (wanted == "listen") {
                    # A server that systemd started by its socket shares it with process 1.
                    if (!(key in holder) || holder[key] == 1 || (pid < holder[key] && pid != 1)) holder[key] = pid
                } else if (++lines > 2000) {
                    exit
                } else {
                    print pid "\t" $9 "\t" kind[key] "\t" here[key] "\t" there[key] "\t" state[key] "\t" comm(pid)
                    seen[key] = 1
                }
            }
            END {
                for (n = 1; n <= count; n++) {
                    key = order[n]
                    if (wanted == "listen")
                        print kind[key] "\t" here[key] "\t" owner[key] "\t" user[owner[key]] "\t" holder[key] "\t" comm(holder[key])
                    else if (!(key in seen) && ++lines <= 2000)
                        print "\t\t" kind[key] "\t" here[key] "\t" there[key] "\t" state[key] "\t"
                }
                if (lines > 2000) exit 13
            }'
        """#

    /// Address and port of the hexadecimal form of `/proc/net`, as in `0100007F:0016`.
    static func endpoint(_ text: String, line: Int) throws -> (address: String, port: Int64) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, let port = UInt16(String(decoding: parts[1], as: UTF8.self), radix: 16),
            let bytes = bytes(of: Array(parts[0])), bytes.count == 4 || bytes.count == 16
        else { throw Problem("line \(line): no address and port", evidence: text) }
        return (bytes.count == 4 ? dotted(bytes[...]) : ipv6(bytes), Int64(port))
    }

    /// The bytes in network order: the kernel prints words of four in the machine's.
    private static func bytes(of digits: [UInt8]) -> [UInt8]? {
        guard digits.count.isMultiple(of: 8) else { return nil }
        var bytes: [UInt8] = []
        for word in stride(from: 0, to: digits.count, by: 8) {
            for byte in stride(from: word + 6, through: word, by: -2) {
                guard let value = UInt8(String(decoding: digits[byte...byte + 1], as: UTF8.self), radix: 16)
                else {
                    return nil
                }
                bytes.append(value)
            }
        }
        return bytes
    }

    private static func dotted(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    /// The short form of RFC 5952: the first longest run of two zero groups or more becomes `::`.
    private static func ipv6(_ bytes: [UInt8]) -> String {
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return "::ffff:" + dotted(bytes[12...])
        }
        let groups = (0..<8).map { Int(bytes[$0 * 2]) << 8 | Int(bytes[$0 * 2 + 1]) }
        var longest = 0..<0
        var start = 0
        for place in 0...8 where place == 8 || groups[place] != 0 {
            if place - start > max(longest.count, 1) { longest = start..<place }
            start = place + 1
        }
        let words = groups.map { String($0, radix: 16) }
        guard !longest.isEmpty else { return words.joined(separator: ":") }
        return words[..<longest.lowerBound].joined(separator: ":") + "::"
            + words[longest.upperBound...].joined(separator: ":")
    }
}
