import Model

/// One reason why a month costs another amount than the one before, with its part of the difference: a row of
/// `cost_changes`.
struct Change: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        case added, removed, resized, more, less, price, credit, tax, other
    }

    var kind: Kind
    var service: String?
    /// Nothing for several.
    var resource: String?
    var client: String?
    var resources = 1
    /// `2026-11-12`.
    var day: String?
    /// Size or plan.
    var before: String?
    var after: String?
    /// In millionths of the currency of the reports.
    var change: Int64

    func row(_ month: String, _ scope: Scope, _ position: Int) -> Row {
        [
            .text(month), .text(scope.kind.rawValue), .text(scope.name), .integer(Int64(position)),
            .text(kind.rawValue), .optional(service), .optional(resource), .optional(client),
            .integer(Int64(resources)), .optional(day), .optional(before), .optional(after),
            .integer(change),
        ]
    }
}

extension Change {
    /// Why one thing costs another amount than before; nothing when it costs the same.
    ///
    /// What began late in the month before was added then, though it costs more only now; what ended early in
    /// this one was removed. Of a quantity and a price that both differ, the one that makes more of the
    /// difference is the reason.
    init?(
        _ track: Track, from earlier: (start: Int64, end: Int64), to later: (start: Int64, end: Int64),
        isOpen: Bool
    ) {
        guard track.change != 0 else { return nil }
        self.init(
            kind: .other, service: track.identity.service, resource: track.name, client: track.client,
            change: track.change)
        switch track.identity.category {
        case .tax: kind = .tax
        case .credit: kind = .credit
        case .adjustment: kind = .other
        case .usage, .purchase: explain(track, from: earlier, to: later, isOpen)
        }
    }

    private mutating func explain(
        _ track: Track, from earlier: (start: Int64, end: Int64), to later: (start: Int64, end: Int64),
        _ isOpen: Bool
    ) {
        let margin: Int64 = 36 * 3_600
        guard let old = track.before else {
            kind = .added
            day = track.after?.firstStart.flatMap { $0 > later.start ? Change.day($0) : nil }
            return
        }
        guard let new = track.after else {
            kind = .removed
            day = old.lastEnd.flatMap { $0 < earlier.end ? Change.day($0) : nil }
            return
        }
        if let resize = Resize(from: old, to: new) {
            kind = .resized
            before = resize.before
            after = resize.after
            day = resize.since.flatMap { $0 > earlier.start && $0 != later.start ? Change.day($0) : nil }
        } else if change > 0, let start = old.firstStart, start > earlier.start + margin,
            new.firstStart.map({ $0 <= later.start }) ?? true
        {
            kind = .added
            day = Change.day(start)
        } else if change < 0, !isOpen, let end = new.lastEnd, end < later.end - margin {
            kind = .removed
            day = Change.day(end)
        } else if isPrice(old, new) {
            kind = .price
        } else {
            kind = change > 0 ? .more : .less
        }
    }

    private func isPrice(_ old: Track.Month, _ new: Track.Month) -> Bool {
        guard let was = old.quantity, let now = new.quantity, old.unit == new.unit, was > 0, now > 0 else {
            return !old.sizeNames.isEmpty && old.sizeNames == new.sizeNames && old.quantity == nil
                && new.quantity == nil
        }
        let price = (old: Double(old.amount) / was, new: Double(new.amount) / now)
        let byQuantity = abs((now - was) * price.old)
        let byPrice = abs((price.new - price.old) * now)
        return byPrice > byQuantity
    }

    static func day(_ seconds: Int64) -> String { String(Moment.iso(seconds).prefix(10)) }
}

/// A change of size or plan, in one of two months or between them.
private struct Resize {
    let before: String
    let after: String
    /// When the later size began; nothing when that is not said.
    let since: Int64?

    /// - Returns: nothing when the size is the same, or several ran side by side and more than one of them
    /// differs.
    init?(from old: Track.Month, to new: Track.Month) {
        if let was = old.sequence?.first, let last = new.sequence?.last {
            guard was.name != last.name else { return nil }
            before = was.name
            after = last.name
            let start = old.sequence?.last.flatMap { $0.name == last.name ? $0.start : nil } ?? last.start
            since = start == .min ? nil : start
            return
        }
        let (gone, come) = (
            old.sizeNames.subtracting(new.sizeNames), new.sizeNames.subtracting(old.sizeNames)
        )
        guard gone.count == 1, come.count == 1, let was = gone.first, let now = come.first else { return nil }
        before = was
        after = now
        since = nil
    }
}
