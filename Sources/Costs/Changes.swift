import Model

/// Why each month costs another amount than the one before, for everything, each client and each provider.
///
/// The reasons of a scope add up to its difference, to the last millionth. A month that is over is held
/// against the one before as both were billed. The open month is held against it as it will be at its end, as
/// `Forecast` reckons it, for half a month is no less of a cost than a whole one; what the forecast expects
/// beyond the lines themselves is one reason, `other`. An account that has lines in one of the two months
/// only is one reason as well, `other`: nobody knows whether it was bought or could not be read.
struct Changes: Sendable {
    var month: String
    var scope: Scope
    /// The largest first.
    var reasons: [Change]

    /// How many reasons a scope has at most; what is beyond them is summed up in one more.
    static let most = 20

    /// The changes of `month` on `before`; for an open one, `projection` and the `forecasts` are what it is
    /// taken as.
    static func all(
        of costs: [Cost], month: String, before: String, _ projection: Projection? = nil,
        forecasts: [Forecast] = []
    ) -> [Changes] {
        guard let earlier = Moment.bounds(ofMonth: before), let later = Moment.bounds(ofMonth: month) else {
            return []
        }
        var tracks: [Scope: [Int: Track]] = [:]
        var identities: [Track.Identity: Int] = [:]
        var accounts: [Bool: Set<AccountName>] = [:]
        for cost in costs where cost.line.month == month || cost.line.month == before {
            let isLater = cost.line.month == month
            accounts[isLater, default: []].insert(AccountName(cost.line))
            guard let billed = cost.report else { continue }
            let amount = isLater ? projection?.projected(billed, of: cost.line) ?? billed : billed
            let scale = billed == 0 ? 1 : Double(amount) / Double(billed)
            let next = identities.count
            let identity = identities[Track.Identity(cost.line), default: next]
            if identity == next { identities[Track.Identity(cost.line)] = next }
            for scope in Scope.each(of: cost) where scope.kind != .account {
                tracks[scope, default: [:]][identity, default: Track(cost)]
                    .add(cost, isLater: isLater, amount: amount, scale: scale)
            }
        }
        let gone = (accounts[true] ?? []).symmetricDifference(accounts[false] ?? [])
        let expected = Dictionary(
            forecasts.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
        return tracks.sorted { $0.key < $1.key }.map { scope, tracks in
            var reasons: [Change] = []
            for (_, track) in tracks.sorted(by: { $0.key < $1.key })
            where !gone.contains(track.identity.account) {
                if let reason = Change(track, from: earlier, to: later, isOpen: projection != nil) {
                    reasons.append(reason)
                }
            }
            reasons += wholeAccounts(gone, tracks)
            if let forecast = expected[scope], let end = forecast.forecast {
                let told = tracks.values.reduce(Int64(0)) { Exact.sum($0, $1.after?.amount ?? 0) }
                let beyond = Exact.difference(end, told)
                if beyond != 0 { reasons.append(Change(kind: .other, resources: 0, change: beyond)) }
            }
            return Changes(month: month, scope: scope, reasons: summedUp(reasons))
        }
    }

    /// One reason for each account of which only one of the months is known.
    private static func wholeAccounts(_ accounts: Set<AccountName>, _ tracks: [Int: Track]) -> [Change] {
        let sums = Dictionary(
            tracks.values.filter { accounts.contains($0.identity.account) }
                .map { ($0.identity.account, (change: $0.change, count: 1)) },
            uniquingKeysWith: { (Exact.sum($0.change, $1.change), $0.count + $1.count) })
        return sums.sorted { $0.key < $1.key }.filter { $0.value.change != 0 }.map { account, sum in
            Change(kind: .other, resource: account.title, resources: sum.count, change: sum.change)
        }
    }

    /// Small reasons of one kind, service and client as one, taxes and credits as one each, and the largest
    /// first.
    ///
    /// Small is below a tenth of all that went up and down.
    private static func summedUp(_ reasons: [Change]) -> [Change] {
        let moved = reasons.reduce(0.0) { $0 + Double($1.change.magnitude) }
        var alone: [Change] = []
        var groups: [Group: [Change]] = [:]
        for reason in reasons {
            switch reason.kind {
            case .tax, .credit: groups[Group(kind: reason.kind), default: []].append(reason)
            case .resized, .other: alone.append(reason)
            case .added, .removed, .more, .less, .price:
                guard Double(reason.change.magnitude) < moved / 10 else {
                    alone.append(reason)
                    continue
                }
                let group = Group(kind: reason.kind, service: reason.service, client: reason.client)
                groups[group, default: []].append(reason)
            }
        }
        for (group, members) in groups { alone += group.sum(of: members) }
        alone = alone.filter { $0.change != 0 }.sorted(by: isBefore)
        if alone.count > most {
            let rest = alone[most...]
            alone = Array(alone[..<most])
            let sum = rest.reduce(Int64(0)) { Exact.sum($0, $1.change) }
            let resources = rest.reduce(0) { $0 + $1.resources }
            if sum != 0 { alone.append(Change(kind: .other, resources: resources, change: sum)) }
            alone.sort(by: isBefore)
        }
        return alone
    }

    private struct Group: Hashable {
        var kind: Change.Kind
        var service: String?
        var client: String?

        /// The members as one reason; one alone as it is.
        func sum(of members: [Change]) -> [Change] {
            if members.count == 1 { return members }
            let clients = Set(members.map(\.client))
            let services = Set(members.map(\.service))
            return [
                Change(
                    kind: kind, service: services.count == 1 ? members[0].service : nil,
                    client: clients.count == 1 ? members[0].client : nil,
                    resources: members.reduce(0) { $0 + $1.resources },
                    change: members.reduce(Int64(0)) { Exact.sum($0, $1.change) })
            ]
        }
    }

    private static func isBefore(_ a: Change, _ b: Change) -> Bool {
        let text = { (change: Change) in
            [
                change.kind.rawValue, change.service ?? "", change.resource ?? "", change.client ?? "",
                change.day ?? "",
            ]
        }
        if a.change.magnitude != b.change.magnitude { return a.change.magnitude > b.change.magnitude }
        return text(a).lexicographicallyPrecedes(text(b))
    }

    /// The rows of `cost_changes`.
    var rows: [Row] { reasons.enumerated().map { $1.row(month, scope, $0 + 1) } }
}
