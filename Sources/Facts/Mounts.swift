package import Model

/// The mounted file systems, with how full they are.
///
/// Left out are the kernel's own (proc, sysfs, cgroup, devpts …), ramfs, and overlays other than `/`, which are containers'. Sizes
/// are null where the folder may not be entered, on FUSE, whose programs can hang the asker for good, and on a network file system that does not
/// answer in two seconds; after two of those no other is asked. A mount that a later one hides is left out. At most 200 are read.
///
/// Source: `proc(5)`: /proc/self/mounts; `statfs(2)` through `stat -f`.
package struct Mounts: Fact {
    package static let table = Table(
        "mounts", "A mounted file system.",
        [
            .text("device", "What is mounted"),
            .text("device_alias", "The device that its name leads to, as /dev/dm-0"),
            .text("path", "Where"),
            .text("type", "ext4, xfs, tmpfs, nfs4 …"),
            .integer(
                "blocks_size",
                "Bytes of a block; null where sizes could not be read, as in the columns after it"),
            .integer("blocks", "Blocks there are"),
            .integer("blocks_free", "Blocks free, those kept for root counted"),
            .integer("blocks_available", "Blocks free to anyone"),
            .integer("inodes", "Inodes there are; 0 where the file system does not count them"),
            .integer("inodes_free", "Inodes free"),
            .text(
                "flags",
                "Mount options, with commas between them; `ro` also for a file system that fell back to it"),
        ], key: ["path", "device"])

    package static let script = #"""
        tab=$(printf '\t')
        slow=0
        awk '
            $3 ~ /^(proc|sysfs|cgroup2?|devpts|devtmpfs|securityfs|debugfs|tracefs|pstore|bpf|configfs|fusectl|mqueue|hugetlbfs|autofs|binfmt_misc|rpc_pipefs|nsfs|selinuxfs|smackfs|efivarfs|nfsd|ramfs|fuse\.lxcfs|fuse\.gvfsd-fuse|fuse\.portal)$/ { next }
            $3 == "overlay" && $2 != "/" { next }
            ++count > 200 { exit }
            { print $1 "\t" $2 "\t" $3 "\t" $4 }' /proc/self/mounts |
            while IFS=$tab read -r device path type flags; do
                alias=$device
                case $device in
                    /dev/*)
                        alias=$(readlink -f "$device" 2>/dev/null) || alias=$device
                        case $alias in '' | *[!A-Za-z0-9/_.:@+-]*) alias=$device ;; esac
                        ;;
                esac
                network=
                case $type in
                    fuse.*) network=never ;;
                    nfs* | cifs | smb* | ceph | glusterfs | 9p | lustre | afs | ocfs2 | gfs2 | beegfs | virtiofs | davfs | ncpfs) network=1 ;;
                esac
                sizes=
                if [ -z "$network" ] || { [ "$network" = 1 ] && [ "$slow" -lt 2 ]; }; then
                    real=$(printf '%b.' "$(printf '%s' "$path" | sed 's/\\/\\0/g')")
                    sizes=$(timeout -s KILL 2 stat -f -c '%S %b %f %a %c %d' "${real%.}" 2>/dev/null)
                    [ $? -lt 124 ] || slow=$((slow + 1))
                fi
                # shellcheck disable=SC2086
                set -- $sizes
                [ $# -eq 6 ] || set -- '' '' '' '' '' ''
                printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$device" "$alias" "$path" "$type" "$@" "$flags"
            done
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let rows = try output.tabbed(fields: 11).map { fields in
            Row(
                fields.enumerated().map { index, field in
                    (4...9).contains(index) ? .text(field) : .text(Field.octalDecoded(field))
                })
        }
        // The later of two mounts on one folder hides the other.
        let last = Dictionary(rows.enumerated().map { ($1[2], $0) }) { $1 }
        return rows.enumerated().filter { last[$1[2]] == $0 }.map { $0.element }
    }
}
