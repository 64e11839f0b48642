package import Model

/// What the SSH daemon's configuration comes to: for everybody, and for each `Match` block.
///
/// As root it is what `sshd -T` says, with `-C` and a made-up connection for each of the first 30 `Match` blocks; a block whose connection could
/// not be made up, or whose setting an earlier block hides from it, is told as written. Without root, and where `sshd -T` fails, the files are
/// read as sshd would read them over the defaults of its version, and every row is marked `assumed`. Options on the daemon's
/// command line are left out. `Match all` counts as for everybody. Names and values are as `sshd -T` writes them: `without-password` for
/// `prohibit-password`, times in seconds; a setting with several values has a row for each.
///
/// Source: `sshd(8)`, `-T` and `-C`; `sshd_config(5)`; OpenSSH `servconf.c`.
package struct SSHDSettings: Fact {
    package static let table = Table(
        "sshd_settings", "A setting of the SSH daemon.",
        [
            .text("name", "Keyword in lower case"),
            .text("value", "Its value, as `sshd -T` writes it"),
            .text(
                "condition", "Empty for everybody; else the criteria of the Match block, as in `user deploy`"),
            .text("source", "`sshd -T`, or `assumed` from the files and the defaults of the version"),
        ], key: ["name", "value", "condition"])

    package static let privilege = Privilege.rootForMore

    package static let script =
        IncludedFiles.script + #"""
            have sshd || absent
            # shellcheck disable=SC2016 # awk's own
            includes='
                { sub(/^[ \t]+/, ""); sub(/[ \t\r]+$/, "") }
                tolower($0) ~ /^include[ \t=]/ {
                    sub(/^[A-Za-z]+[ \t]*=?[ \t]*/, ""); gsub(/"/, "")
                    count = split($0, patterns, /[ \t]+/)
                    for (i = 1; i <= count; i++) {
                        if (patterns[i] ~ /^#/) break
                        print FNR ":glob:" (patterns[i] ~ /^\// ? "" : "/etc/ssh/") patterns[i]
                    }
                }'
            version=$(ssh -V 2>&1 | head -n 1)
            case $version in OpenSSH_*) ;; *) version=$(sshd -V 2>&1 | awk '/OpenSSH_/ { print; exit }') ;; esac
            printf 'V\t%s\n' "$version"
            lines=$(in_order /etc/ssh/sshd_config 0)
            settings=
            if [ "$(id -u)" = 0 ]; then
                # Some criteria, LocalPort for one, make -T ask for a connection: then it is one that nothing is about.
                settings=$(sshd -T 2>/dev/null) ||
                    settings=$(sshd -T -C user=constat-nobody,host=host.invalid,addr=192.0.2.1,laddr=192.0.2.2,lport=1 2>/dev/null)
            fi
            if [ -n "$settings" ]; then
                printf '%s\n' "$settings" | awk "$escape"'{ print "T\t" escape($0) }'
                # For each Match block a connection that meets it.
                printf '%s\n' "$lines" | awk -F'\t' '
                    function sample(list,   count, patterns, i) {
                        count = split(list, patterns, ",")
                        for (i = 1; i <= count; i++) if (patterns[i] !~ /^!/) break
                        list = patterns[i]; sub(/\/[0-9]+$/, "", list); gsub(/[*?]/, "1", list)
                        return list
                    }
                    BEGIN {
                        while ((getline line < "/etc/passwd") > 0) { split(line, f, ":"); if (!(f[4] in primary)) primary[f[4]] = f[1] }
                        while ((getline line < "/etc/group") > 0) {
                            split(line, f, ":"); split(f[4], names, ",")
                            member[f[1]] = names[1] != "" ? names[1] : primary[f[3]]
                        }
                    }
                    $1 != "L" || tolower($4) !~ /^[ \t]*match([ \t=]|\\t)/ { next }
                    {
                        block++
                        text = $4; gsub(/\\t/, " ", text); gsub(/"/, "", text); sub(/^[ ]*[A-Za-z]+[ =]+/, "", text)
                        user = "constat-nobody"; host = "host.invalid"; addr = "192.0.2.1"; laddr = "192.0.2.2"; lport = "1"; rdomain = ""; fits = 1
                        count = split(text, words, /[ =]+/)
                        for (i = 1; i <= count && words[i] != "" && words[i] !~ /^#/; i += 2) {
                            key = tolower(words[i]); value = sample(words[i + 1])
                            if (key == "user") user = value
                            else if (key == "group") user = member[value]
                            else if (key == "host") host = value
                            else if (key == "address") addr = value
                            else if (key == "localaddress") laddr = value
                            else if (key == "localport") lport = value
                            else if (key == "rdomain") rdomain = value
                            else fits = 0
                        }
                        spec = "user=" user ",host=" host ",addr=" addr ",laddr=" laddr ",lport=" lport (rdomain != "" ? ",rdomain=" rdomain : "")
                        if (fits && user != "" && spec ~ /^[A-Za-z0-9._@:%,=-]+$/ && told++ < 30) print block, spec
                    }' | while read -r block spec; do
                    sshd -T -C "$spec" 2>/dev/null | USUAL=$settings awk -v block="$block" "$escape"'
                        BEGIN {
                            count = split(ENVIRON["USUAL"], lines, "\n")
                            for (i = 1; i <= count; i++) { name = lines[i]; sub(/ .*/, "", name); usual[name] = usual[name] lines[i] "\n" }
                        }
                        { if (!($1 in here)) names[++last] = $1; here[$1] = here[$1] $0 "\n" }
                        END {
                            if (last) print "R\t" block
                            for (i = 1; i <= last; i++) if (here[names[i]] != usual[names[i]]) {
                                count = split(here[names[i]], lines, "\n")
                                for (k = 1; k < count; k++) print "X\t" block "\t" escape(lines[k])
                            }
                        }'
                done
            fi
            printf '%s\n' "$lines" | bounded
            """#

    package static func rows(from output: Output) throws -> [Row] {
        var said = SSHDConfiguration.Values()
        var saidInBlock: [Int: SSHDConfiguration.Values] = [:]
        var version = ""
        var files: [String] = []
        for (index, line) in output.lines.enumerated() where !line.isEmpty {
            let fields = Output.fields(of: line)
            switch (fields.first, fields.count) {
            case ("V", 2...): version = fields[1]
            case ("T", 2): said.append(spoken: fields[1])
            case ("R", 2):
                guard let block = Int(fields[1]) else {
                    throw Problem("line \(index + 1): no number of a block")
                }
                saidInBlock[block] = .init()
            case ("X", 3):
                guard let block = Int(fields[1]) else {
                    throw Problem("line \(index + 1): no number of a block")
                }
                saidInBlock[block, default: .init()].append(spoken: fields[2])
            case ("B", _), ("E", _), ("L", _): files.append(line)
            default:
                throw Problem("line \(index + 1): no setting of sshd", evidence: String(line.prefix(120)))
            }
        }
        guard !version.isEmpty || !said.isEmpty || !files.isEmpty else { return [] }
        let configuration = SSHDConfiguration(try IncludedFiles.events(files), version: version)
        let isSaid = !said.isEmpty
        let everybody = isSaid ? said : configuration.everybody
        var rows = everybody.rows(condition: "", source: isSaid ? "sshd -T" : "assumed")
        for block in configuration.blocks {
            for (name, written) in block.values.all {
                // The script sends only what differs from the settings for everybody.
                let answers = block.numbers.compactMap { saidInBlock[$0] }
                if let said = answers.compactMap({ $0[name] }).first {
                    rows += SSHDConfiguration.rows(name, said, block.condition, "sshd -T")
                } else {
                    let isSame = isSaid && !answers.isEmpty && written == everybody[name]
                    rows += SSHDConfiguration.rows(
                        name, written, block.condition, isSame ? "sshd -T" : "assumed")
                }
            }
        }
        return rows
    }
}
