package import Model

/// The programs that run with the rights of their owner or group whoever starts them, of all local file systems.
///
/// Left out are file systems mounted `nosuid`, where the bits do nothing, network file systems, snaps and the layers of containers. At
/// most 2,000 files. The search runs at the lowest priority, for a minute at most.
///
/// Source: `find(1)`, `-perm`; `proc(5)`, *mounts*.
package struct SUIDBin: Fact {
    package static let table = Table(
        "suid_bin", "A program with the set-uid or set-gid bit.",
        [
            .text("path", "The program"),
            .text("username", "Whose rights it gives; the id where it has no name"),
            .text("groupname", "Which group's; the id where it has no name"),
            .text("permissions", "S for set-uid, G for set-gid, SG for both"),
        ], key: ["path"])

    package static let privilege = Privilege.root
    package static let limit = 60

    package static let script =
        FileStatus.script + #"""
            nicely=
            have nice && nicely='nice -n 19'
            have ionice && nicely="$nicely ionice -c 3"
            [ -r /proc/self/mounts ] || denied
            [ "$(id -u)" = 0 ] || denied
            awk '
                $2 == "/" { root = 1 }
                $3 !~ /^(ext[234]|xfs|btrfs|zfs|f2fs|jfs|reiserfs|bcachefs|nilfs2|tmpfs|ramfs|overlay|fuseblk|ubifs|vfat|exfat|ntfs3)$/ { next }
                ("," $4 ",") ~ /,nosuid,/ { next }
                $3 == "overlay" && $2 != "/" { next }
                $2 ~ /^\/(proc|sys|snap)(\/|$)/ || $2 ~ /^\/var\/(lib|snap)\/(docker|containerd|containers|lxc|lxd|incus|snapd)(\/|$)/ { next }
                # The same file system mounted twice is searched once.
                ($1 ~ /^\//) && ($1 in seen) && $3 != "btrfs" { next }
                { seen[$1] = 1; gsub(/\\/, "\\0", $2); print $2 }
                END { if (!root) print "/" }' /proc/self/mounts | head -n 100 | while IFS= read -r mount; do
                mount=$(printf '%b.' "$mount")
                # shellcheck disable=SC2086 # words of our own
                $nicely find "${mount%.}" -xdev \( -path /proc -o -path /sys -o -path /snap -o -path /var/lib/docker \
                    -o -path /var/lib/containerd -o -path /var/lib/containers -o -path /var/lib/lxc -o -path /var/lib/lxd \
                    -o -path /var/lib/incus -o -path /var/lib/snapd \) -prune \
                    -o -type f -perm /6000 -exec sh -c "$stat_lines" sh {} + 2>/dev/null
            done | awk 'n++ < 2000'
            """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.lines.enumerated().map { index, line in
            let file = try FileStatus(line, at: index + 1)
            let bits = (file.mode & 0o4000 == 0 ? "" : "S") + (file.mode & 0o2000 == 0 ? "" : "G")
            return [
                .text(file.path), file.user == .null ? .text(file.fields[2]) : file.user,
                file.group == .null ? .text(file.fields[3]) : file.group, .text(bits),
            ]
        }
    }
}
