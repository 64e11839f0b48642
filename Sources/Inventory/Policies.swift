import Model

extension Policy {
    static let keys = [
        "email_domains", "administrators", "snapshot_days", "stopped_days", "idle_days", "temporary_days",
        "review_days", "unallocated_percent",
    ]
    static let example = "{email_domains: [example.com], snapshot_days: 90}"
    private static let days = 1...3650

    /// What `fields` say, and what holds when they say nothing.
    init(_ fields: Fields) {
        self.init()
        emailDomains = fields.texts("email_domains", .domain).map { $0.value.lowercased() }
        snapshotDays = fields.number("snapshot_days", Policy.days)?.value ?? snapshotDays
        stoppedDays = fields.number("stopped_days", Policy.days)?.value ?? stoppedDays
        idleDays = fields.number("idle_days", Policy.days)?.value ?? idleDays
        temporaryDays = fields.number("temporary_days", Policy.days)?.value ?? temporaryDays
        reviewDays = fields.number("review_days", Policy.days)?.value ?? reviewDays
        unallocatedPercent = fields.number("unallocated_percent", 0...100)?.value ?? unallocatedPercent
        guard
            let bounds = fields.mapping(
                "administrators", of: "administrators", keys: ["least", "most"],
                example: "administrators: {least: 2, most: 4}")
        else { return }
        let least = bounds.number("least", 1...1000)?.value ?? administrators.lowerBound
        let most = bounds.number("most", 1...1000)?.value ?? administrators.upperBound
        guard least <= most else {
            fields.mistakes.add(
                "more administrators at least than at most", at: bounds.place, found: "\(least) and \(most)",
                remedy: "Write administrators: {least: 2, most: 4}; these two hold when nothing is said.")
            return
        }
        administrators = least...most
    }
}
