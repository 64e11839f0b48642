package import Model

/// The packages whose package manager would install a newer version, as of its last fetched indexes.
///
/// Nothing is fetched, locked or written, so a row is as old as `package_indexes` says; a host that has never fetched its indexes
/// is unknown. Packages that are held back, by hand or by Ubuntu's phasing, count. An update is one of security when any version
/// newer than the installed one is in a suite named `…-security` (Debian, Ubuntu, Ubuntu's ESM) or has an advisory of security
/// (dnf); Alpine does not say.
///
/// Source: `apt-cache(8)`, *policy*, whose table lists the newest version first and marks the installed one; dnf's Python API;
/// `apk-list(8)`. dnf's own command writes its log and a lock, and makes a folder in `/var/tmp` for a plain user, so its library
/// is asked, with those three taken away.
package struct PackageUpdates: Fact {
    package static let table = Table(
        "package_updates", "A package with a newer version in the indexes that the host has.",
        [
            .text("manager", "apt, dnf or apk"),
            .text("name", "Binary package"),
            .text("arch", "Architecture"),
            .text("installed_version", "What is installed"),
            .text("candidate_version", "What the package manager would install"),
            .text(
                "origin",
                "The suites or repository that have the candidate, comma-separated; null where it is not told"
            ),
            .integer("security", "1 when it brings a security fix, null where the distribution does not say"),
            .integer("held", "1 when it is held by hand and would not be installed"),
        ], key: ["manager", "name", "arch", "installed_version"])

    package static let limit = 60

    package static let script = #"""
        updates_of_apt() {
            set -- /var/lib/apt/lists/*Release
            [ -e "$1" ] || { echo "apt has never fetched its package lists" >&2; exit 1; }
            native=$(dpkg --print-architecture)
            # Without root apt cannot write its caches; as root it is told to have none.
            {
                dpkg-query -W -f='package\t${db:Status-Want}\t${db:Status-Status}\t${Package}\t${Architecture}\n'
                dpkg-query -W -f='${db:Status-Status} ${binary:Package}\n' | sed -n 's/^installed //p' |
                    xargs apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= policy || echo failed
            } | awk -v native="$native" '
                function report() {
                    if (newer && candidate != installed) print "apt\t" package "\t" arch[name] "\t" installed "\t" candidate "\t" suites "\t" security + 0 "\t" held[name] + 0
                }
                /^package\t/ {
                    split($0, f, "\t")
                    key = f[5] == native || f[5] == "all" ? f[4] : f[4] ":" f[5]
                    arch[key] = f[5]; held[key] = f[2] == "hold"
                    next
                }
                /^failed$/ { failed = 1; next }
                /^[^ ].*:$/ { report(); name = substr($0, 1, length($0) - 1); package = name; sub(/:.*/, "", package)
                    newer = security = past = 0; suites = version = ""; next }
                /^  Installed: / { installed = $2; next }
                /^  Candidate: / { candidate = $2; next }
                /^ \*\*\* / { past = 1; version = ""; next }
                /^     [^ ]/ { version = past ? "" : $1; if (version == candidate && version != "") newer = 1; next }
                /^       / && version != "" && $2 != "/var/lib/dpkg/status" {
                    suite = $3; if (suite ~ /[^.\/]\//) sub(/\/[^\/]*$/, "", suite)
                    if (suite ~ /-security$|\/updates$/) security = 1
                    if (version == candidate && index("," suites ",", "," suite ",") == 0) suites = suites (suites == "" ? "" : ",") suite }
                END { report(); exit failed }' || { echo "apt-cache policy failed" >&2; exit 1; }
        }
        updates_of_dnf() {
            for python in /usr/libexec/platform-python /usr/bin/python3 ''; do [ -x "$python" ] && break; done
            "${python:-false}" -B -c 'import dnf' 2>/dev/null || { echo "dnf cannot be asked without writing: its Python library is missing" >&2; exit 1; }
            "$python" -B -c '
        import contextlib, os, sys
        import dnf, dnf.const, dnf.lock, dnf.rpm, dnf.util, dnf.yum.misc
        dnf.yum.misc.getCacheDir = lambda *a, **k: "/var/cache/dnf"
        dnf.util.ensure_dir = lambda *a, **k: None
        dnf.lock.build_metadata_lock = lambda *a, **k: contextlib.suppress()
        dnf.const.LOG_HAWKEY = "null"
        try:
            conf = dnf.conf.Conf()
            conf.read()
            if conf.cachedir != "/var/cache/dnf" and os.geteuid(): conf.cachedir = "/var/cache/dnf"
            conf.logdir = "/dev"
            conf.substitutions.update_from_etc("/")
            conf.substitutions.setdefault("releasever", dnf.rpm.detect_releasever("/"))
            base = dnf.Base(conf)
            base.read_all_repos()
            for repo in base.repos.iter_enabled(): repo.skip_if_unavailable = False
            sack = base.fill_sack_from_repos_in_cache()
        except Exception as problem:
            sys.exit("dnf has no usable package lists: " + " ".join(str(problem).split()))
        installed = {}
        for p in sack.query().installed():
            installed[p.name, p.arch] = installed[p.name] = p.evr
        newer = sack.query().upgrades()
        security = {(p.name, p.arch) for p in newer.filter(advisory_type="security")}
        for p in newer.latest():
            now = installed.get((p.name, p.arch)) or installed.get(p.name) or ""
            print("dnf", p.name, p.arch, now, p.evr, p.reponame, int((p.name, p.arch) in security), 0, sep="\t")
        sys.stdout.flush()
        os._exit(0)
        ' || exit 1
        }
        updates_of_apk() {
            set -- /var/cache/apk/APKINDEX.* /etc/apk/cache/APKINDEX.* /var/lib/apk/APKINDEX.*
            for index; do [ -e "$index" ] && break; done
            [ -e "$index" ] || { echo "apk has never fetched its package lists" >&2; exit 1; }
            apk --no-network list -u 2>/dev/null | awk '
                match($0, /\[upgradable from: [^]]*\]$/) {
                    old = substr($0, RSTART + 18, RLENGTH - 19); name = $1
                    sub(/-[^-]*-r[0-9]+$/, "", name)
                    print "apk\t" name "\t" $2 "\t" substr(old, length(name) + 2) "\t" substr($1, length(name) + 2) "\t\t\t0" }'
        }
        if have dpkg-query && have apt-cache; then updates_of_apt
        elif have apk; then updates_of_apk
        elif have dnf || have dnf5 || have yum; then updates_of_dnf
        else absent; fi
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 8).map { fields in Row(fields.map { $0.isEmpty ? .null : .text($0) }) }
    }
}
