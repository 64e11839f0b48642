package import Model

/// Memory and swap at the moment of asking, in bytes.
///
/// Source: `proc(5)`: /proc/meminfo, whose kB are kibibytes.
package struct MemoryInfo: Fact {
    private static let fields = [
        "MemTotal", "MemFree", "MemAvailable", "Buffers", "Cached", "SwapCached", "Active", "Inactive",
        "SwapTotal",
        "SwapFree",
    ]

    package static let table = Table(
        "memory_info", "Memory and swap of the host.",
        [
            .integer("memory_total", "Memory that the kernel manages, in bytes"),
            .integer("memory_free", "Used by nothing at all, in bytes"),
            .integer("memory_available", "What programs could still get without swapping, in bytes"),
            .integer("buffers", "Buffers of block devices, in bytes"),
            .integer("cached", "Cache of files, in bytes"),
            .integer("swap_cached", "In swap and in memory too, in bytes"),
            .integer("active", "Used of late, in bytes"),
            .integer("inactive", "Not used of late, in bytes"),
            .integer("swap_total", "Swap, in bytes; 0 where there is none"),
            .integer("swap_free", "Swap not used, in bytes"),
        ])

    package static let script = #"""
        awk '/^(MemTotal|MemFree|MemAvailable|Buffers|Cached|SwapCached|Active|Inactive|SwapTotal|SwapFree):/ { sub(/:/, "", $1); print $1 "\t" $2 }' /proc/meminfo
        """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = try KeyedLines(output, keys: Set(fields))
        guard lines["MemTotal"] != nil else { throw Problem("no MemTotal") }
        return [
            Row(
                try fields.map { field in
                    guard let text = lines[field] else { return .null }
                    guard let number = Int64(text), number >= 0 else {
                        throw Problem(
                            "\(field): kibibytes expected", evidence: String(text.unicodeScalars.prefix(80)))
                    }
                    return .optional(bytes(number))
                })
        ]
    }

    /// Kibibytes in bytes, or nothing when there are too many to count.
    static func bytes(_ kibibytes: Int64) -> Int64? {
        let (product, overflow) = kibibytes.multipliedReportingOverflow(by: 1_024)
        return overflow ? nil : product
    }
}
