package import Model

/// The jobs of cron, from the system's tables and from those of accounts.
///
/// Tables of accounts can be read by root only. A line that is no job and no variable is kept with its text as the command, since cron
/// refuses it. Variables are left out: they hold passwords. At most 2,000 lines of 2,000 bytes; secrets in commands are hidden.
///
/// Source: `crontab(5)`, and `cron(8)` for the file names that Debian's ignores.
package struct Crontab: Fact {
    package static let table = Table(
        "crontab", "A job of cron.",
        [
            .text("event", "Word in place of a time, as in @reboot"),
            .text("minute", "Minutes"),
            .text("hour", "Hours"),
            .text("day_of_month", "Days of the month"),
            .text("month", "Months"),
            .text("day_of_week", "Days of the week"),
            .text("command", "What is run, secrets hidden"),
            .text("path", "File that has the line"),
            .text("username", "Account that it runs as"),
        ])

    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        found='' partial='' debian=''
        [ -f /etc/debian_version ] && debian=1
        set --
        # Alpine's spool is a link to /etc/crontabs.
        for place in /etc/crontab /etc/cron.d /etc/crontabs /var/spool/cron /var/spool/cron/crontabs; do
            [ -e "$place" ] || continue
            found=1
            [ "$place" = /var/spool/cron/crontabs ] && [ -L "$place" ] && continue
            [ -r "$place" ] || { partial=1; continue; }
            if [ -d "$place" ]; then files="$place/*"; else files=$place; fi
            for file in $files; do
                [ -f "$file" ] || continue
                case ${file##*/} in
                *~ | *.rpmsave | *.rpmnew | *.rpmorig | cron.update | .*) continue ;;
                *[!A-Za-z0-9_-]*) [ "$debian" ] && [ "$place" = /etc/cron.d ] && continue ;;
                esac
                if [ -r "$file" ]; then set -- "$@" "$file"; else partial=1; fi
            done
        done
        [ "$found" ] || absent
        if [ $# -gt 0 ]; then
            awk "$escape"'
                /^[ \t]*(#|\r?$)/ || /^[ \t]*["\047]?[A-Za-z_][A-Za-z0-9_]*["\047]?[ \t]*=/ { next }
                ++lines > 2000 { exit }
                { print escape(FILENAME) "\t" escape(substr($0, 1, 2000)) }' "$@"
        fi
        if [ "$partial" ]; then
            echo 'the crontabs of accounts may not be read' >&2
            denied
        fi
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 2).enumerated().map { index, fields in
            let (path, line) = (fields[0], fields[1])
            guard path.utf8.first == UInt8(ascii: "/") else {
                throw Problem("line \(index + 1): no path", evidence: path)
            }
            let isSystem = path == "/etc/crontab" || path.utf8.starts(with: "/etc/cron.d/".utf8)
            return row(of: line, path: path, isSystem: isSystem)
        }
    }

    private static func row(of line: String, path: String, isSystem: Bool) -> Row {
        var rest = line.utf8[...]
        func word() -> String? {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            let word = rest.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
            rest = rest.dropFirst(word.count)
            return nonempty(String(decoding: word, as: UTF8.self))
        }
        let isEvent = rest.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "@")
        let times = (0..<(isEvent ? 1 : 5)).map { _ in word() }
        let account = path.utf8.split(separator: UInt8(ascii: "/")).last.map {
            String(decoding: $0, as: UTF8.self)
        }
        let username = isSystem ? word() : account
        var command = Array(rest.drop { $0 == 0x20 || $0 == 0x09 })
        while let last = command.last, [0x20, 0x09, 0x0D].contains(last) { command.removeLast() }
        guard !command.isEmpty, times.allSatisfy({ $0 != nil }) else {
            return [
                .null, .null, .null, .null, .null, .null, .text(masked(line)), .text(path),
                .optional(isSystem ? nil : account),
            ]
        }
        let when: [Value] =
            isEvent
            ? [.optional(times[0])] + Array(repeating: .null, count: 5) : [.null] + times.map(Value.optional)
        return Row(
            when + [
                .text(masked(String(decoding: command, as: UTF8.self))), .text(path), .optional(username),
            ])
    }
}
