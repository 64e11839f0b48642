package import Model

/// When the package manager last fetched the lists of what it could install.
///
/// Updates that are pending, and that none is, are only as true as these lists are fresh. apt gives its lists the server's time,
/// so the time their inode changed is read: a fetch changes it even when the list stayed the same, a failed one does not. A server
/// that answers «not modified» leaves it too, so a repository that rests for long makes lists look older than they are, never younger.
///
/// Source: measured with apt 2.6; `update-success-stamp` is written by Ubuntu's `APT::Update::Post-Invoke-Success`.
package struct PackageIndexes: Fact {
    package static let table = Table(
        "package_indexes", "A package manager's lists of what there is to install.",
        [
            .text("manager", "apt, dnf or apk"),
            .integer("refreshed_at", "When the lists were last fetched; null when never"),
        ], key: ["manager"])

    package static let script = #"""
        newest() { sort -n | awk 'END { if (NR) print $1 }'; }
        if have apt-get; then
            set -- /var/lib/apt/lists/*Release
            # A stamp without lists says nothing: somebody deleted them since.
            if [ -e "$1" ]; then
                printf 'apt\t%s\n' "$({ stat -c %Z "$@"; stat -c %Y /var/lib/apt/periodic/update-success-stamp; } 2>/dev/null | newest)"
            else
                printf 'apt\t\n'
            fi
        elif have apk; then
            printf 'apk\t%s\n' "$(stat -c %Z /var/cache/apk/APKINDEX.* /etc/apk/cache/APKINDEX.* /var/lib/apk/APKINDEX.* 2>/dev/null | newest)"
        elif have dnf || have dnf5 || have yum; then
            printf 'dnf\t%s\n' "$(stat -c %Z /var/cache/dnf/*/repodata/* /var/cache/libdnf5/*/repodata/* /var/cache/yum/*/*/*/repomd.xml 2>/dev/null | newest)"
        else
            absent
        fi
        """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 2).map { fields in
            [.text(fields[0]), fields[1].isEmpty ? .null : .text(fields[1])]
        }
    }
}
