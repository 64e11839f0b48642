internal import Model

/// What was read of one endpoint so far.
struct Harvest {
    var rows: [String: [Row]] = [:]
    var items: [Item] = []
    var charges: [Charge] = []
    var invoices: [Invoice] = []
    var problems: [Problem] = []
    /// Answers that could be used.
    var answers = 0
    var isAbsent = false
    /// The last answer's body.
    var body = JSON.null

    init(of endpoint: Endpoint) {
        for table in endpoint.tables { rows[table.table.name] = [] }
    }

    /// Keeps all that an item has, or, when a cell of it is not of its kind, what is wrong with it.
    mutating func keep(_ item: Item, of endpoint: Endpoint, besides known: [Charge]) {
        noting(item.place) { harvest in
            guard endpoint.isWhole || item.isObject else {
                throw Problem("\(item.place) is \(item.json.kind), an object expected")
            }
            var rows: [(String, Row)] = []
            for table in endpoint.tables { rows += try table.rows(of: item).map { (table.table.name, $0) } }
            var charges = try endpoint.charges?(item) ?? []
            charges += try endpoint.missingCharges?(item, known + harvest.charges) ?? []
            let invoices = try endpoint.invoices?(item) ?? []
            for (table, row) in rows { harvest.rows[table, default: []].append(row) }
            harvest.charges += charges
            harvest.invoices += invoices
        }
    }

    /// Keeps the lines that the items of one answer make together.
    mutating func keep(sheet items: [Item], of endpoint: Endpoint) {
        noting(endpoint.path) { $0.charges += try endpoint.sheet?(items) ?? [] }
    }

    private mutating func noting(_ place: String, _ work: (inout Harvest) throws -> Void) {
        do {
            try work(&self)
        } catch let problem as Problem {
            problems.append(problem)
        } catch {
            problems.append(Problem("\(place): \(error)"))
        }
    }

    /// Puts the rows into the outcome, and says whether they are all that there is.
    func conclude(_ result: inout EndpointOutcome) {
        result.rows = rows
        guard let first = problems.first else {
            let isEmpty = rows.values.allSatisfy(\.isEmpty)
            result.reason = isEmpty && isAbsent ? "there is none of it here" : nil
            return
        }
        result.coverage = answers > 0 ? .partial : .unknown
        result.reason =
            [first.what, first.evidence].compactMap(\.self).joined(separator: ": ")
            + (problems.count > 1 ? ", and \(problems.count - 1) more" : "")
        result.remedy = first.remedy
    }
}

extension AccountOutcome {
    /// Adds to what the endpoint gave elsewhere, as in another region.
    mutating func merge(_ result: EndpointOutcome) {
        guard let index = endpoints.firstIndex(where: { $0.endpoint == result.endpoint }) else {
            endpoints.append(result)
            return
        }
        var whole = endpoints[index]
        if whole.coverage != result.coverage { whole.coverage = .partial }
        let reasons = [whole.reason, result.reason].compactMap(\.self)
        whole.reason = Set(reasons).count > 1 ? reasons.joined(separator: "; ") : reasons.first
        whole.remedy = whole.remedy ?? result.remedy
        whole.requests += result.requests
        whole.milliseconds += result.milliseconds
        whole.rows.merge(result.rows) { $0 + $1 }
        endpoints[index] = whole
    }
}
