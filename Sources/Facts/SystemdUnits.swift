package import Model

/// The units that systemd has loaded, and the services, sockets and timers on disk that it has not.
///
/// Devices, slices and scopes are left out, and so are what comes and goes with a session or a container: mounts without a unit
/// file, the managers of users. A failed unit is never left out. A unit that is only on disk has the load state `not loaded`.
///
/// Source: `systemctl(1)`, `show` and `list-unit-files`; `org.freedesktop.systemd1(5)`.
package struct SystemdUnits: Fact {
    package static let table = Table(
        "systemd_units", "A unit of systemd.",
        [
            .text("id", "Name, as in ssh.service"),
            .text("description", "What it is, in its own words"),
            .text("load_state", "loaded, not-found, masked, bad-setting, error, or not loaded"),
            .text("active_state", "active, inactive, failed, activating, deactivating or reloading"),
            .text("sub_state", "State in the words of its type, as in running or exited"),
            .text("unit_file_state", "enabled, disabled, static, masked, generated, …; null without a file"),
            .text("fragment_path", "Its unit file"),
            .text("user", "User that a service runs as; null for root"),
            .integer("restarts", "How often systemd restarted it by itself since it was started"),
            .text("result", "success, or why it failed: exit-code, signal, timeout, oom-kill, …"),
            .integer("main_pid", "Main process; null when none runs"),
        ], key: ["id"])

    /// Any account may ask where there is a bus (`dbus`), root everywhere.
    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        { have systemctl && [ -d /run/systemd/system ]; } || absent
        if ! units=$(systemctl show --no-pager \
            -p Id,Description,LoadState,ActiveState,SubState,UnitFileState,FragmentPath,User,NRestarts,Result,MainPID \
            '*.service' '*.socket' '*.timer' '*.target' '*.path' '*.mount' '*.automount' '*.swap' 2>/dev/null); then
            echo 'systemd did not answer; an account other than root needs dbus for it' >&2
            denied
        fi
        {
            printf '%s\n\n--\n' "$units"
            systemctl list-unit-files --no-legend --no-pager --full -t service,socket,timer
        } | awk "$escape"'
            function flush() {
                if (v["Id"] != "" && !skipped()) {
                    seen[v["Id"]] = 1
                    print v["Id"] "\t" v["Description"] "\t" v["LoadState"] "\t" v["ActiveState"] "\t" v["SubState"] "\t" \
                        v["UnitFileState"] "\t" v["FragmentPath"] "\t" v["User"] "\t" v["NRestarts"] "\t" v["Result"] "\t" v["MainPID"]
                }
                split("", v)
            }
            function skipped() {
                if (v["ActiveState"] == "failed") return 0
                return v["Id"] ~ /^(user@|user-runtime-dir@)/ || (v["Id"] ~ /\.mount$/ && v["FragmentPath"] == "")
            }
            $0 == "--" { files = 1; next }
            files && $2 ~ /^(enabled|enabled-runtime|disabled|masked|masked-runtime|linked|linked-runtime|bad)$/ \
                && $1 !~ /@\./ && !($1 in seen) {
                print escape($1) "\t\tnot loaded\tinactive\tdead\t" $2 "\t\t\t\t\t"
            }
            files { next }
            $0 == "" { flush(); next }
            { i = index($0, "="); v[substr($0, 1, i - 1)] = escape(substr($0, i + 1)) }'
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 11).map { f in
            Row(
                f.enumerated().map { index, field in
                    index == 10 && field == "0" ? .null : .optional(nonempty(field))
                })
        }.sorted { ($0[0].text ?? "") < ($1[0].text ?? "") }
    }
}
