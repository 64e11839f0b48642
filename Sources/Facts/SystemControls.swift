package import Model

/// The kernel settings that matter for security: those that the checks name and the usual ones beside them, not all thousand.
///
/// `config_value` is what would be set at boot, by the files of sysctl.d in their order of precedence; /etc/sysctl.conf counts only where
/// something reads it, which systemd does through the link 99-sysctl.conf and nothing else. Some settings are readable
/// by root only: without it their `current_value` is null.
///
/// Source: `proc(5)`: /proc/sys; `sysctl.d(5)`.
package struct SystemControls: Fact {
    package static let table = Table(
        "system_controls", "A kernel setting.",
        [
            .text("name", "Name, as `net.ipv4.ip_forward`"),
            .text("subsystem", "fs, kernel, net, vm or dev"),
            .text("current_value", "Value now"),
            .text("config_value", "Value that a file of sysctl.d sets at boot; null where none does"),
            .text("type", "int for one whole number, string for anything else"),
        ], key: ["name"])

    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        cd /proc/sys 2>/dev/null || absent
        names='
            dev/tty/ldisc_autoload
            fs/inotify/max_user_watches fs/protected_fifos fs/protected_hardlinks fs/protected_regular fs/protected_symlinks
            fs/suid_dumpable fs/file-max fs/nr_open
            kernel/apparmor_restrict_unprivileged_userns kernel/core_pattern kernel/core_uses_pid kernel/ctrl-alt-del
            kernel/dmesg_restrict kernel/kexec_load_disabled kernel/kptr_restrict kernel/modules_disabled kernel/panic
            kernel/panic_on_oops kernel/perf_cpu_time_max_percent kernel/perf_event_max_sample_rate kernel/perf_event_paranoid
            kernel/pid_max kernel/randomize_va_space kernel/sysrq kernel/tainted kernel/unprivileged_bpf_disabled
            kernel/unprivileged_userns_clone kernel/yama/ptrace_scope
            net/core/bpf_jit_enable net/core/bpf_jit_harden net/core/somaxconn
            net/ipv4/conf/all/accept_local net/ipv4/conf/all/accept_redirects net/ipv4/conf/all/accept_source_route
            net/ipv4/conf/all/arp_filter net/ipv4/conf/all/arp_ignore net/ipv4/conf/all/drop_gratuitous_arp
            net/ipv4/conf/all/forwarding net/ipv4/conf/all/log_martians net/ipv4/conf/all/mc_forwarding
            net/ipv4/conf/all/proxy_arp net/ipv4/conf/all/route_localnet net/ipv4/conf/all/rp_filter
            net/ipv4/conf/all/secure_redirects net/ipv4/conf/all/send_redirects net/ipv4/conf/all/shared_media
            net/ipv4/conf/default/accept_redirects net/ipv4/conf/default/accept_source_route
            net/ipv4/conf/default/log_martians net/ipv4/conf/default/rp_filter net/ipv4/conf/default/secure_redirects
            net/ipv4/conf/default/send_redirects
            net/ipv4/icmp_echo_ignore_all net/ipv4/icmp_echo_ignore_broadcasts net/ipv4/icmp_ignore_bogus_error_responses
            net/ipv4/icmp_ratelimit net/ipv4/ip_forward net/ipv4/ip_local_port_range net/ipv4/ip_unprivileged_port_start
            net/ipv4/tcp_max_syn_backlog net/ipv4/tcp_rfc1337 net/ipv4/tcp_syncookies net/ipv4/tcp_timestamps
            net/ipv6/conf/all/accept_ra net/ipv6/conf/all/accept_redirects net/ipv6/conf/all/accept_source_route
            net/ipv6/conf/all/autoconf net/ipv6/conf/all/disable_ipv6 net/ipv6/conf/all/forwarding
            net/ipv6/conf/default/accept_ra net/ipv6/conf/default/accept_ra_defrtr net/ipv6/conf/default/accept_ra_pinfo
            net/ipv6/conf/default/accept_redirects net/ipv6/conf/default/accept_source_route
            net/ipv6/conf/default/autoconf net/ipv6/conf/default/disable_ipv6 net/ipv6/conf/default/max_addresses
            net/ipv6/conf/default/router_solicitations
            vm/max_map_count vm/mmap_min_addr vm/mmap_rnd_bits vm/overcommit_memory vm/overcommit_ratio vm/panic_on_oom vm/swappiness
            vm/unprivileged_userfaultfd'
        for name in $names; do
            if [ -r "$name" ]; then
                set -- "$@" "$name"
            elif [ -e "$name" ]; then
                # Only root reads it: its cell is null, the others stand.
                printf 'value\t%s:\n' "$name"
            fi
        done
        # grep goes on after a file that cannot be read, where some awks end.
        [ $# -eq 0 ] || grep -sH '' "$@" | awk "$escape"'{ print "value\t" escape(substr($0, 1, 500)) }'
        """# + "\n" + ConfigurationFiles.script + #"""
            for folder in /etc /run /usr/local/lib /usr/lib /lib; do
                # Where /lib is a link, /usr/lib was it.
                [ "$folder" != /lib ] || [ ! -h /lib ] || continue
                show "$folder"/sysctl.d/*.conf
            done
            [ -d /run/systemd/system ] || show /etc/sysctl.conf
            [ -z "$unread" ] || denied
            """#

    package static func rows(from output: Output) throws -> [Row] {
        var values: [(name: String, value: String)] = []
        var rest: [(number: Int, fields: [String])] = []
        for (index, line) in output.lines.enumerated() {
            let fields = Output.fields(of: line)
            guard fields.count == 2, fields[0] == "value" else {
                rest.append((index + 1, fields))
                continue
            }
            guard let colon = fields[1].utf8.firstIndex(of: UInt8(ascii: ":")), colon > fields[1].startIndex
            else {
                throw Problem(
                    "line \(index + 1): setting expected",
                    evidence: String(fields[1].unicodeScalars.prefix(80)))
            }
            let name = dotted(String(fields[1][..<colon]))
            // Of a value of several lines, the first.
            guard values.last?.name != name else { continue }
            values.append((name, String(fields[1][fields[1].utf8.index(after: colon)...])))
        }
        let settings = try settings(ConfigurationFiles(rest))
        // Each of one may be compared with each of the other.
        guard values.count <= 500, settings.patterns.count <= 1_000 else {
            throw Problem("more settings than were asked for")
        }
        return values.map { name, value in
            Row([
                .text(name), .text(Field.before(name, UInt8(ascii: ".")) ?? name),
                value.isEmpty ? .null : .text(value),
                .optional(settings.value(of: name)), .text(Int64(value) == nil ? "string" : "int"),
            ])
        }
    }

    /// What the files set, later ones winning, a name over a pattern.
    private struct Settings {
        var exact: [String: String] = [:]
        var patterns: [(pattern: [UInt8], value: String)] = []

        func value(of name: String) -> String? {
            exact[name] ?? patterns.last { matches($0.pattern[...], Array(name.utf8)[...]) }?.value
        }

        /// Whether `*` in the pattern can stand for a part of the name between dots.
        private func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
            let dot = UInt8(ascii: ".")
            let patterns = pattern.split(separator: dot)
            let names = name.split(separator: dot)
            return patterns.count == names.count
                && zip(patterns, names).allSatisfy {
                    $0.elementsEqual([UInt8(ascii: "*")]) || $0.elementsEqual($1)
                }
        }
    }

    private static func settings(_ files: ConfigurationFiles) -> Settings {
        var settings = Settings()
        // Where /etc/sysctl.conf is printed, its reader takes it last.
        for file in files.dropIns(below: "sysctl.d") + files.files.filter({ $0.path == "/etc/sysctl.conf" }) {
            for line in file.lines {
                guard let (written, value) = Field.assignment(line) else { continue }
                var name = written
                if name.hasPrefix("-") { name.removeFirst() }
                name = dotted(name)
                if name.utf8.contains(UInt8(ascii: "*")) {
                    settings.patterns.append((Array(name.utf8), value))
                } else {
                    settings.exact[name] = value
                }
            }
        }
        return settings
    }

    /// A name with dots, whichever separator comes first in it: `net/ipv4/conf/eth0.1/forwarding` swaps both.
    private static func dotted(_ name: String) -> String {
        let dot = UInt8(ascii: ".")
        let slash = UInt8(ascii: "/")
        guard name.utf8.first(where: { $0 == dot || $0 == slash }) == slash else { return name }
        return String(decoding: name.utf8.map { $0 == slash ? dot : $0 == dot ? slash : $0 }, as: UTF8.self)
    }
}
