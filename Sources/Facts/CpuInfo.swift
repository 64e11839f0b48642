package import Model

/// The processors, one row a socket.
///
/// Virtual machines show what the hypervisor makes up. Without a model, as on ARM, the number of its maker stands for it. At most
/// 2,048 logical processors are read.
///
/// Source: `proc(5)`: /proc/cpuinfo; the kernel's `cpufreq` for the highest clock.
package struct CpuInfo: Fact {
    package static let table = Table(
        "cpu_info", "A processor socket.",
        [
            .text("device_id", "CPU0, CPU1 …, by the kernel's number of the socket"),
            .text("model", "Model"),
            .text("manufacturer", "Maker"),
            .integer("number_of_cores", "Cores of the socket"),
            .integer("logical_processors", "Logical processors of the socket, hyper-threads counted"),
            .text("address_width", "32 or 64 bits, of the running kernel"),
            .integer("current_clock_speed", "MHz at the moment of asking, of the first core"),
            .integer("max_clock_speed", "Highest MHz; null where the kernel does not know"),
            .text("socket_designation", "Always null: it is in the firmware's tables only"),
        ], key: ["device_id"])

    package static let script = #"""
        [ -r /proc/cpuinfo ] || absent
        max=
        [ ! -r /sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq ] || max=$(head -n 1 /sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq)
        awk -F '[ \t]*: *' -v max="$max" -v machine="$(uname -m)" "$escape"'
            function show() {
                if (seen) print socket "\t" core "\t" escape(model) "\t" escape(maker) "\t" cores "\t" mhz "\t" max "\t" machine
                seen = 0
            }
            $1 == "processor" { show(); if (++count > 2048) exit; seen = 1; socket = core = model = maker = cores = mhz = "" }
            $1 == "physical id" { socket = $2 }
            $1 == "core id" { core = $2 }
            $1 == "model name" { model = $2 }
            $1 == "vendor_id" || $1 == "CPU implementer" { maker = $2 }
            $1 == "cpu cores" { cores = $2 }
            $1 == "cpu MHz" { mhz = $2 }
            END { show() }' /proc/cpuinfo
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let processors = try output.tabbed(fields: 8)
        if processors.isEmpty { throw Problem("no processor") }
        let sockets = Dictionary(grouping: processors) { $0[0] }
        return try sockets.sorted { (Int($0.key) ?? 0, $0.key) < (Int($1.key) ?? 0, $1.key) }.map {
            socket, processors in
            let first = processors[0]
            let makers = [
                "0x41": "ARM", "0x46": "Fujitsu", "0x48": "HiSilicon", "0x4e": "NVIDIA", "0x61": "Apple",
                "0xc0": "Ampere",
            ]
            let cores = Set(processors.map { $0[1] }.filter { !$0.isEmpty }).count
            let maximum = try number(first[6], "highest clock").map { $0 / 1_000 }
            return Row([
                .text("CPU" + (socket.isEmpty ? "0" : socket)), .optional(Field.present(first[2])),
                .optional(Field.present(makers[first[3]] ?? first[3])),
                .optional(try number(first[4], "cores") ?? Int64(cores == 0 ? processors.count : cores)),
                .integer(Int64(processors.count)),
                .text(first[7].hasSuffix("64") || first[7] == "s390x" ? "64" : "32"),
                .optional(try number(first[5], "clock")), .optional(maximum), .null,
            ])
        }
    }

    /// The whole part of a number, or nothing for nothing.
    private static func number(_ text: String, _ what: String) throws -> Int64? {
        let whole = text.utf8.prefix { $0 != UInt8(ascii: ".") }
        if whole.isEmpty { return nil }
        guard let number = Int64(String(decoding: whole, as: UTF8.self)) else {
            throw Problem("\(what): number expected", evidence: String(text.unicodeScalars.prefix(80)))
        }
        return number
    }
}
