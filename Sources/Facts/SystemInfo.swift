package import Model

/// The machine: its name, processors, memory, maker, and whether it is a real one.
///
/// Serial number and UUID are readable by root only and null without. The machine identifier never leaves the host: what does is
/// the start of its SHA-256 with the salt of the run, which tells two hosts apart within a run and nothing more.
///
/// Source: `proc(5)`, `machine-id(5)`, `systemd-detect-virt(1)`, /sys/class/dmi/id.
package struct SystemInfo: Fact {
    package static let table = Table(
        "system_info", "The machine, real or virtual.",
        [
            .text("hostname", "Name that the host gives itself"),
            .text("uuid", "UUID of the firmware; null without root or where there is none"),
            .text("cpu_type", "Machine type, as `uname -m` says it"),
            .text("cpu_brand", "Model of the first processor"),
            .integer("cpu_physical_cores", "Processor cores"),
            .integer("cpu_logical_cores", "Logical processors, hyper-threads counted"),
            .integer("physical_memory", "Memory that the kernel manages, in bytes"),
            .text("hardware_vendor", "Maker, or the hypervisor"),
            .text("hardware_model", "Model, or the kind of virtual machine"),
            .text("hardware_serial", "Serial number; null without root or where there is none"),
            .text(
                "machine_fingerprint",
                "16 hexadecimal digits that two hosts share only when they are copies of one image"),
            .text(
                "virtualization",
                "kvm, vmware, xen, lxc, docker …; none for a real machine; null where it cannot be told"),
        ])

    package static let privilege = Privilege.rootForMore

    package static let script = #"""
        printf 'hostname\t%s\n' "$(uname -n)"
        printf 'cpu_type\t%s\n' "$(uname -m)"
        if [ -s /etc/machine-id ] && have sha256sum; then
            digest=$(printf '%s%s' "$salt" "$(head -n 1 /etc/machine-id)" | sha256sum)
            printf 'fingerprint\t%.16s\n' "$digest"
        fi
        if have systemd-detect-virt; then
            printf 'virtualization\t%s\n' "$(systemd-detect-virt 2>/dev/null)"
        elif [ -e /.dockerenv ]; then
            printf 'virtualization\tdocker\n'
        elif [ -e /run/.containerenv ]; then
            printf 'virtualization\tpodman\n'
        elif [ -r /sys/hypervisor/type ]; then
            printf 'virtualization\t%s\n' "$(head -n 1 /sys/hypervisor/type)"
        fi
        awk -v folder=/sys/class/dmi/id/ "$escape"'
            function show(word, file,    line) {
                if ((getline line < (folder file)) > 0) print word "\t" escape(line)
            }
            BEGIN { show("vendor", "sys_vendor"); show("model", "product_name"); show("serial", "product_serial"); show("uuid", "product_uuid") }' </dev/null
        awk '$1 == "MemTotal:" { print "memory\t" $2 }' /proc/meminfo
        awk -F '[ \t]*: *' "$escape"'
            $1 == "processor" { logical++ }
            $1 == "physical id" { socket = $2 }
            $1 == "core id" && !((socket, $2) in seen) { seen[socket, $2]; cores++ }
            $1 == "model name" && brand == "" { brand = $2 }
            $1 == "flags" && / hypervisor( |$)/ { virtual = 1 }
            END { if (virtual) print "hypervisor\t1"; print "logical\t" logical; print "cores\t" (cores ? cores : logical); print "brand\t" escape(brand) }' /proc/cpuinfo
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = try KeyedLines(
            output,
            keys: [
                "hostname", "cpu_type", "fingerprint", "virtualization", "vendor", "model", "serial", "uuid",
                "memory",
                "hypervisor", "logical", "cores", "brand",
            ])
        guard let hostname = lines["hostname"] else { throw Problem("no host name") }
        let kibibytes = lines["memory"].flatMap { Int64($0) }
        return [
            Row([
                .text(hostname), .optional(known(lines["uuid"])), .optional(lines["cpu_type"]),
                .optional(lines["brand"]), .text(lines["cores"] ?? ""), .text(lines["logical"] ?? ""),
                .optional(kibibytes.flatMap(MemoryInfo.bytes)), .optional(known(lines["vendor"])),
                .optional(known(lines["model"])), .optional(known(lines["serial"])),
                .optional(lines["fingerprint"]),
                .optional(lines["virtualization"] ?? (lines["hypervisor"] == nil ? nil : "vm-other")),
            ])
        ]
    }

    /// Nothing for what makers of boards leave in the firmware instead of a value.
    private static func known(_ text: String?) -> String? {
        let fillers: Set = [
            "to be filled by o.e.m.", "not specified", "not available", "system manufacturer",
            "system product name",
            "system serial number", "default string", "none", "0",
        ]
        return text.flatMap { fillers.contains($0.lowercased()) ? nil : $0 }
    }
}
