package import Model

/// Which program keeps the clock right, and whether it says that it does; one row for each that runs, or one without.
///
/// A container's clock is that of the machine beneath, so that no program of its own is no fault there. systemd-timesyncd does not tell its
/// offset. `unix_time` is to be compared with the auditor's clock at the moment of asking, give or take the seconds of
/// the visit.
///
/// Source: `chronyc(1)` with `-c`, `ntpq(1)`, `ntpctl(8)`, `timedatectl(1)` show-timesync.
package struct TimeSynchronization: Fact {
    package static let table = Table(
        "time_synchronization", "A program that keeps the clock right, or that there is none.",
        [
            .text("daemon", "chrony, systemd-timesyncd, ntpd or openntpd; null where none runs"),
            .integer("active", "1 when it runs"),
            .integer(
                "synchronized", "1 when it says that the clock is synchronised; null where it does not say"),
            .real(
                "offset_seconds",
                "By how much it finds the clock wrong, positive when the clock is slow; null where it does not say"
            ),
            .text("server", "Where it has the time from"),
            .text("timezone", "Name of the time zone, as Europe/Paris"),
            .integer("unix_time", "The host's clock when asked, in seconds since 1970"),
        ], key: ["daemon"])

    package static let script = #"""
        printf 'now\t%s\n' "$(date +%s)"
        zone=$(readlink /etc/localtime 2>/dev/null)
        case $zone in
            *zoneinfo/*) zone=${zone##*zoneinfo/} ;;
            *) zone=$(head -n 1 /etc/timezone 2>/dev/null) ;;
        esac
        printf 'timezone\t%s\n' "$zone" | awk "$escape"'NR == 1 { sub(/^timezone\t/, ""); print "timezone\t" escape($0) }'
        # running COMM UNIT…: systemd knows its services; without it a process of that name has to do.
        running() {
            comm=$1
            shift
            if [ -d /run/systemd/system ] && have systemctl; then
                systemctl -q is-active "$@" 2>/dev/null
            else
                grep -qxsF "$comm" /proc/[0-9]*/comm
            fi
        }
        if running chronyd chrony.service chronyd.service; then
            printf 'daemon\tchrony\n'
            # By its port on loopback: for a question by its socket, root's chronyc makes a file.
            have chronyc && timeout 3 chronyc -h 127.0.0.1,::1 -n -c tracking 2>/dev/null |
                awk -F , "$escape"'NR == 1 && NF > 13 { print "chrony\t" escape($0) }'
        fi
        if running systemd-timesyn systemd-timesyncd.service; then
            printf 'daemon\tsystemd-timesyncd\n'
            [ ! -e /run/systemd/timesync/synchronized ] || printf 'timesyncd\tsynchronized\n'
            have timedatectl && timeout 3 timedatectl show-timesync -p ServerName -p ServerAddress 2>/dev/null |
                awk "$escape"'NR < 5 { print "timesyncd\t" escape($0) }'
        fi
        if running ntpd ntp.service ntpd.service ntpsec.service openntpd.service; then
            if have ntpctl; then
                printf 'daemon\topenntpd\n'
                timeout 3 ntpctl -s status 2>/dev/null | awk "$escape"'NR < 5 { print "openntpd\t" escape($0) }'
            else
                printf 'daemon\tntpd\n'
                have ntpq && timeout 3 ntpq -n -c 'rv 0 leap,stratum,refid,offset' 2>/dev/null |
                    awk "$escape"'NR < 20 { print "ntpd\t" escape($0) }'
            fi
        fi
        :
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = try KeyedLines(
            output, keys: ["now", "timezone", "daemon", "chrony", "timesyncd", "openntpd", "ntpd"])
        guard let now = lines["now"] else { throw Problem("no time") }
        let daemons = lines.all("daemon")
        guard !daemons.isEmpty else {
            return [
                Row([.null, .bool(false), .null, .null, .null, .optional(lines["timezone"]), .text(now)])
            ]
        }
        guard daemons.count <= 4 else { throw Problem("more daemons than were asked for") }
        return try daemons.map { daemon in
            let state =
                switch daemon {
                case "chrony": try chrony(lines["chrony"])
                case "systemd-timesyncd": timesyncd(lines.all("timesyncd"))
                case "openntpd": openntpd(lines.all("openntpd"))
                case "ntpd": ntpd(lines.all("ntpd"))
                default:
                    throw Problem("unexpected daemon", evidence: String(daemon.unicodeScalars.prefix(40)))
                }
            return Row([
                .text(daemon), .bool(true), state.isSynchronized.map(Value.bool) ?? .null,
                state.offset.map(Value.real) ?? .null, .optional(state.server), .optional(lines["timezone"]),
                .text(now),
            ])
        }
    }

    private struct State {
        var isSynchronized: Bool?
        var offset: Double?
        var server: String?
    }

    /// Fields of `chronyc -c tracking`: reference, address, stratum, time, offset of the clock …, leap status.
    ///
    /// An unsynchronised chrony names no server, and its offset means nothing.
    private static func chrony(_ line: String?) throws -> State {
        guard let line else { return State() }
        let fields = line.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count >= 14 else {
            throw Problem("tracking of chrony expected", evidence: String(line.unicodeScalars.prefix(80)))
        }
        // 127.127.1.x is its own clock, which it may be told to take for right.
        let isSynchronized = fields[13] != "Not synchronised" && !fields[0].hasPrefix("7F7F01")
        return State(
            isSynchronized: isSynchronized, offset: isSynchronized ? finite(fields[4]) : nil,
            server: Field.present(fields[1]))
    }

    private static func timesyncd(_ lines: [String]) -> State {
        var state = State(isSynchronized: lines.contains("synchronized"))
        for (name, value) in lines.compactMap(Field.assignment)
        where state.server == nil || name == "ServerName" {
            state.server = Field.present(value) ?? state.server
        }
        return state
    }

    /// `3/4 peers valid, clock synced, stratum 3`, or `clock unsynced`.
    private static func openntpd(_ lines: [String]) -> State {
        let all = Field.words(lines.joined(separator: " ").replacing(",", with: " "))
        return State(isSynchronized: all.contains("synced") ? true : all.contains("unsynced") ? false : nil)
    }

    /// `leap=00, stratum=2, refid=192.0.2.1, offset=-0.123`; leap 11 is «not synchronised», the offset is in milliseconds.
    private static func ntpd(_ lines: [String]) -> State {
        var values: [String: String] = [:]
        for part in lines.joined(separator: ",").utf8.split(separator: UInt8(ascii: ",")) {
            if let (name, value) = Field.assignment(String(decoding: part, as: UTF8.self)) {
                values[name] = value
            }
        }
        guard let leap = values["leap"] else { return State() }
        // ntpd's offset is that of the server from the clock, as chrony's would be with the same sign.
        return State(
            isSynchronized: leap != "11" && leap != "3" && leap != "leap_alarm" && values["stratum"] != "16",
            offset: values["offset"].flatMap(finite).map { $0 / 1_000 }, server: values["refid"])
    }

    private static func finite(_ text: String) -> Double? {
        Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
}
