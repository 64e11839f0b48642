import Model

/// Says of each line whose it is.
///
/// The first rule of the inventory that matches decides, and one that several clients share parts the line.
/// Where none does, the line is its asset's client's. What is left is nobody's: unallocated. Taxes and
/// credits are for an account as a whole, so that only the rules of its services and of itself are tried for
/// them.
struct Allocation: Sendable {
    let rules: Rules
    let assets: Assets

    /// A line, or a client's part of one.
    struct Part: Sendable, Hashable {
        /// Nothing for unallocated.
        var client: String?
        /// As in the table `costs`.
        var rule: String
        /// In parts of `Split.whole`.
        var share: Int64
        /// Nothing when the line has no amount.
        var cost: Int64?
    }

    /// The parts of a line, which add up to it; one at least.
    func parts(of line: Line, _ asset: Asset?) -> [Part] {
        if let rule = rules.first(for: subject(line, asset)) {
            return parts(of: line.cost, by: rule)
        }
        if let asset, let client = asset.client, !isForTheAccount(line) {
            return [
                Part(
                    client: client, rule: asset.host == nil ? "app" : "host", share: Split.whole,
                    cost: line.cost)
            ]
        }
        return [Part(client: nil, rule: "none", share: Split.whole, cost: line.cost)]
    }

    private func parts(of cost: Int64?, by rule: Rules.Rule) -> [Part] {
        if rule.isWhole, let share = rule.shares.first {
            return [Part(client: share.client, rule: rule.kind.rawValue, share: Split.whole, cost: cost)]
        }
        let costs = cost.map { Split.parts(of: $0, by: rule.shares.map(\.parts)) }
        let sum = rule.shares.reduce(Int64(0)) { $0 + $1.parts }
        var parts = rule.shares.enumerated().map { index, share in
            Part(
                client: share.client, rule: "share",
                share: Exact.scaled(share.parts, by: Split.whole, over: max(sum, Split.whole)) ?? share.parts,
                cost: costs?[index])
        }
        // Shares of a third each leave a billionth, which is no part that anybody would look for.
        if sum < Split.whole - 1_000 || (costs?.last ?? 0) != 0 {
            parts.append(
                Part(client: nil, rule: "share", share: max(0, Split.whole - sum), cost: costs?.last))
        }
        return parts
    }

    private func isForTheAccount(_ line: Line) -> Bool { line.category == .tax || line.category == .credit }

    private func subject(_ line: Line, _ asset: Asset?) -> Rules.Subject {
        var subject: Rules.Subject = [
            .service: ["\(line.provider)/\(line.service)"], .account: ["\(line.provider)/\(line.account)"],
        ]
        if isForTheAccount(line) { return subject }
        subject[.resource] = line.resource.map { [$0.id] }
        subject[.host] = (asset?.host).map { [$0] }
        subject[.project] = [line.project, asset?.project].compactMap(\.self)
        subject[.tag] = line.tags + (asset?.tags ?? [])
        subject[.name] = [line.resourceName, asset?.name].compactMap(\.self)
        var apps: [String] = []
        if let asset, asset.kind == "app" { apps.append(asset.name) }
        if line.resource?.type == "heroku_app", let name = line.resourceName { apps.append(name) }
        subject[.app] = apps
        return subject
    }
}
