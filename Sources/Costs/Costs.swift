import Model
package import Store

/// What everything costs, whose it is, why it changed, what it will come to, and what of it is wasted.
package enum Costs {
    /// Fills `costs`, `cost_changes`, `cost_forecasts` and `waste` of the run that is being written, and adds
    /// to `charges` the lines that no provider tells: estimates by price, and what the inventory declares.
    ///
    /// Called when the inventory, hosts, accounts and assets are kept, and before coverage; `reader` is of
    /// the same file, with the run before as `previous.`, and may return as many rows as there are lines. All
    /// that an earlier call made is made anew. What the totals lack is said in `notes`, and what the month
    /// came to so far is noted in `metrics`, for later months.
    ///
    /// - Throws: `QueryError` or `Problem` when the run cannot be read or written.
    package static func keep(in file: RunFile, _ reader: Reader) throws {
        try file.forgetCosts(metric: Scope.metric, note: Gaps.prefix)
        guard let run = try Run(reader) else { return }
        let reading = try Reading.all(in: reader)
        let conversion = try Conversion.all(to: run.currency, reader, reading, now: run.now)
        let estimates = try completeCharges(in: file, reader, reading, run)
        let owners = try Ownership.owners(reader, reading)
        let allocation = Allocation(
            rules: try Rules.all(in: reader), assets: Assets(try Asset.all(in: reader), owners: owners))
        let lines = try Line.all(in: reader)
        let breakdown = Breakdown(
            by: estimates.map(\.line), lines, earlier: try Breakdown.earlier(in: reader))
        let costs = Cost.all(of: lines, breakdown, allocation, conversion)
        try file.insert(costs.map { $0.row(in: run.currency) }, into: AssetTables.costs)

        let projection = Projection(of: run.month, at: run.now, lines)
        let forecasts =
            try projection.map { projection in
                Forecast.all(
                    of: costs, month: run.month, before: run.before, projection,
                    past: try run.past(reader), budgets: try Budgets.all(reader, conversion),
                    currency: run.currency)
            } ?? []
        try file.insert(forecasts.map { $0.row(run.month) }, into: AssetTables.costForecasts)
        try file.insert(run.metrics(of: forecasts), into: RunTables.metrics)
        try file.insert(
            changes(of: costs, run, projection, forecasts).flatMap(\.rows), into: AssetTables.costChanges)

        let priced = Cost.all(
            of: estimates.map(\.line), Breakdown(by: [], [], earlier: [:]), allocation, conversion)
        let monthly = MonthlyCost(
            costs, estimates: priced, month: run.month, before: run.before, projection)
        let wasted = Wasted(reader, reading, allocation, monthly, owners, now: run.now)
        try file.insert(try wasted.all().map(\.row), into: AssetTables.waste)
        try file.insert(try gaps(reader, costs, run), into: RunTables.notes)
    }

    /// Adds the lines that no provider tells, and gives what all resources cost by their prices.
    private static func completeCharges(
        in file: RunFile, _ reader: Reader, _ reading: Reading, _ run: Run
    ) throws -> [Estimate] {
        let billed = try Line.all(in: reader)
        let estimates = try Estimates(
            reader, reading, [run.before, run.month].compactMap { Span($0, at: run.now) })
        let unbilled = estimates.unbilled(billed, run.month)
        let kept = try Estimates.kept(reader, billed, run.month, besides: unbilled)
        try file.insert(kept, into: AccountTables.charges)
        for (name, own) in Dictionary(grouping: unbilled, by: \.account).sorted(by: { $0.key < $1.key }) {
            try file.keep(
                own.map(\.charge), of: Account(provider: name.provider, name: name.account),
                title: Estimates.titles[name.provider] ?? name.provider)
        }
        return estimates.all
    }

    /// The changes of every month whose month before is known too; of one that has not begun, which a bill of a cycle may be
    /// for, nothing is said yet.
    private static func changes(
        of costs: [Cost], _ run: Run, _ projection: Projection?, _ forecasts: [Forecast]
    ) -> [Changes] {
        let byMonth = Dictionary(grouping: costs, by: \.line.month)
        return byMonth.keys.filter { $0 <= run.month }.sorted().flatMap { month -> [Changes] in
            let before = Span.month(before: month)
            guard let later = byMonth[month], let earlier = byMonth[before] else { return [] }
            guard month == run.month else {
                return Changes.all(of: earlier + later, month: month, before: before)
            }
            guard let projection, projection.isTellable else { return [] }
            return Changes.all(
                of: earlier + later, month: month, before: before, projection, forecasts: forecasts)
        }
    }

    private static func gaps(_ reader: Reader, _ costs: [Cost], _ run: Run) throws -> [Row] {
        let asked = try reader.list("SELECT provider, account, status, reason FROM accounts") { cells in
            Gaps.Asked(
                account: AccountName(cells.text(0) ?? "", cells.text(1) ?? ""),
                status: cells.text(2) ?? "", reason: cells.text(3))
        }
        return Gaps.rows(
            asked, costs, month: run.month, before: run.before, currency: run.currency)
    }
}
