package import Model

/// One account being asked for everything, one request after the other, and what has come of it so far.
///
/// Each endpoint has an outcome of its own, whatever becomes of the others.
package final class AccountVisit {
    package let provider: any Provider.Type
    package let context: Context
    /// The token in use; a provider that logs in first puts another in its place.
    package var token: Secret { didSet { secrets.append(token) } }
    /// The token as it was at the beginning, to log in with again.
    package let credential: Secret
    package private(set) var outcome: AccountOutcome
    private let fetch: Fetch
    private let clock: @Sendable () -> Int64
    /// The items of endpoints that others are asked for by, by path and label.
    private var parents: [String: [Item]] = [:]
    private let parentPaths: Set<String>
    /// How often a line has come, by its source, month and name.
    private var lines: [String: Int] = [:]
    /// Why nothing more is asked, and what that makes of an account that nothing was read of.
    private var end: Problem?
    private var endStatus: HostOutcome.Status?
    /// Every token that was in use, none of which may come back with an answer.
    private var secrets: [Secret]
    private var hasRenewed = false
    private var hasAnswered = false
    private let began: Int64

    package static let mostPages = 500
    private static let isLate = Problem(
        "the time for the account was over",
        remedy: "Ask it at another hour; what was read until then is kept.")

    /// `fetch` brings answers; `clock` gives milliseconds that only grow.
    package init(
        _ provider: any Provider.Type, _ context: Context, token: Secret, fetch: @escaping Fetch,
        clock: @escaping @Sendable () -> Int64
    ) {
        self.provider = provider
        self.context = context
        self.token = token
        secrets = [token]
        credential = token
        self.fetch = fetch
        self.clock = clock
        began = clock()
        parentPaths = Set(
            provider.endpoints.compactMap { $0.parent?.path }
                + provider.endpoints.filter(\.isEssential).map(\.path))
        outcome = AccountOutcome(
            account: context.account, status: .complete, startedAt: context.now, finishedAt: context.now)
    }

    package var account: Account { context.account }

    /// Asks for all; what the provider's own way throws ends the visit and becomes its outcome.
    package func run() async {
        do {
            try await provider.collect(self)
        } catch is CancellationError {
            end = end ?? AccountVisit.isLate
        } catch let problem as Problem {
            end = end ?? problem
        } catch let problem as FetchProblem {
            endStatus = end == nil ? problem.status : endStatus
            end = end ?? problem.problem
        } catch {
            end = end ?? Problem("\(error)")
        }
        close()
    }

    // MARK: - For a provider's own way

    /// Makes one request outside of any endpoint, as logging in again is; it is counted, and its answer is as it came.
    package func ask(_ request: Request, with token: Secret) async throws -> Answer {
        var sent = request
        provider.authorize(&sent, of: account, with: token)
        outcome.requests += 1
        return try await fetch(sent)
    }

    /// The items that an endpoint gave, when others are asked for by them, or when it is essential.
    package func items(of path: String) -> [Item] { parents[path] ?? [] }

    /// Says of an endpoint that it was not asked, or not asked everywhere, and why.
    package func skip(_ endpoint: Endpoint, because problem: Problem) {
        var result = EndpointOutcome(
            endpoint: endpoint.path, tables: endpoint.tableNames, coverage: .unknown)
        result.reason = problem.what
        result.remedy = problem.remedy
        outcome.merge(result)
    }

    // MARK: - One endpoint

    /// Asks one endpoint for all its pages, once for each item of its parent, and keeps the rows.
    ///
    /// `base` is where the provider's catalogue says that it is, and `labels` what is said of that place, as its region.
    ///
    /// - Throws: `CancellationError` only.
    package func walk(
        _ endpoint: Endpoint, base: String? = nil, labels: [String: String] = [:]
    ) async throws {
        if context.isTrial, endpoint.parent != nil { return }
        let began = clock()
        var result = EndpointOutcome(
            endpoint: endpoint.path, tables: endpoint.tableNames, coverage: .complete)
        var harvest = Harvest(of: endpoint)
        do {
            if let end { throw end }
            for parent in try askedParents(of: endpoint, labels) {
                try Task.checkCancellation()
                do {
                    try await pages(of: endpoint, base, labels, parent, &harvest, &result)
                } catch let nameless as NamelessParent {
                    // What one item does not say of itself keeps no other from being asked for.
                    harvest.problems.append(nameless.problem)
                }
            }
            try remark(on: endpoint, &harvest)
        } catch let problem as Problem {
            harvest.problems.insert(problem, at: 0)
        } catch let problem as FetchProblem {
            harvest.problems.insert(problem.problem, at: 0)
        } catch is CancellationError {
            end = end ?? AccountVisit.isLate
            harvest.problems.insert(AccountVisit.isLate, at: 0)
        } catch {
            harvest.problems.insert(Problem("\(error)"), at: 0)
        }
        harvest.conclude(&result)
        result.milliseconds = Int(clock() - began)
        outcome.requests += result.requests
        outcome.charges += harvest.charges.map(numbered)
        outcome.invoices += harvest.invoices
        outcome.merge(result)
        if parentPaths.contains(endpoint.path) {
            parents[endpoint.path, default: []] += harvest.items
        }
        try Task.checkCancellation()
    }

    private func askedParents(of endpoint: Endpoint, _ labels: [String: String]) throws -> [Item?] {
        guard let parent = endpoint.parent else { return [nil] }
        if let known = outcome.endpoints.first(where: { $0.endpoint == parent.path }),
            known.coverage == .unknown
        {
            throw Problem("it needs \(parent.path): \(known.reason ?? "not read")", remedy: known.remedy)
        }
        return (parents[parent.path] ?? []).filter { $0.labels == labels && parent.isAsked($0, context) }
    }

    private func pages(
        of endpoint: Endpoint, _ base: String?, _ labels: [String: String], _ parent: Item?,
        _ harvest: inout Harvest, _ result: inout EndpointOutcome
    ) async throws {
        var walk = PageWalk(endpoint.paging)
        var page = 0
        while true {
            try Task.checkCancellation()
            guard page < AccountVisit.mostPages else {
                throw Problem("\(endpoint.path): more than \(AccountVisit.mostPages) pages")
            }
            page += 1
            let call = Call(context: context, parent: parent, cursor: walk.cursor)
            var request = try self.request(of: endpoint, call)
            request.base = base
            walk.apply(to: &request)
            var answer = try await self.answer(to: request, &result)
            if answer.status == 416, let range = request.headers.firstIndex(where: { $0.name == "Range" }) {
                // The list has no such order; it comes whole without one.
                request.headers.remove(at: range)
                answer = try await self.answer(to: request, &result)
            }
            guard let items = try self.items(in: answer, of: endpoint, labels, parent, &harvest) else {
                return
            }
            harvest.answers += 1
            for item in items { harvest.keep(item, of: endpoint, besides: outcome.charges) }
            harvest.keep(sheet: items, of: endpoint)
            if parentPaths.contains(endpoint.path) { harvest.items += items }
            guard !context.isTrial, try walk.advance(past: answer, items: items, in: harvest.body) else {
                return
            }
        }
    }

    /// An item that has not what the path needs of it.
    private struct NamelessParent: Error {
        let problem: Problem
    }

    private func request(of endpoint: Endpoint, _ call: Call) throws -> Request {
        do {
            return try endpoint.request(call)
        } catch let problem as Problem where call.parent != nil {
            throw NamelessParent(problem: problem)
        }
    }

    private func remark(on endpoint: Endpoint, _ harvest: inout Harvest) throws {
        do {
            if let problem = try endpoint.remark?(harvest.items, context) {
                harvest.problems.append(problem)
            }
        } catch let problem as Problem {
            if endpoint.isEssential { end = problem }
            throw problem
        }
    }

    private func answer(to request: Request, _ result: inout EndpointOutcome) async throws -> Answer {
        var sent = request
        provider.authorize(&sent, of: account, with: token)
        let answer = try await fetched(sent, &result)
        guard answer.status == 401, !hasRenewed else { return answer }
        hasRenewed = true
        guard let fresh = try await provider.renewed(self) else { return answer }
        token = fresh
        sent = request
        provider.authorize(&sent, of: account, with: token)
        return try await fetched(sent, &result)
    }

    /// One answer; that nothing can be connected to before there has been any ends the visit, so that the rest is not waited for.
    private func fetched(_ request: Request, _ result: inout EndpointOutcome) async throws -> Answer {
        result.requests += 1
        do {
            let answer = try await fetch(request)
            hasAnswered = true
            return answer
        } catch let problem as FetchProblem {
            if !hasAnswered, problem.kind == .unreachable || problem.kind == .distrusted {
                end = end ?? problem.problem
                endStatus = endStatus ?? problem.status
            }
            throw problem
        }
    }

    /// The items of one answer; nothing when it says that there are none of them here.
    private func items(
        in answer: Answer, of endpoint: Endpoint, _ labels: [String: String], _ parent: Item?,
        _ harvest: inout Harvest
    ) throws -> [Item]? {
        guard (200..<300).contains(answer.status) else {
            if endpoint.absent.contains(answer.status) {
                harvest.isAbsent = true
                harvest.answers += 1
                return nil
            }
            let problem = refusal(answer, of: endpoint)
            let isTokens = answer.status == 401 && !endpoint.isOptional
            if isTokens || endpoint.isEssential { end = problem }
            guard parent != nil, !isTokens else { throw problem }
            // One parent's refusal does not speak for the others.
            harvest.problems.append(problem)
            return nil
        }
        let body: JSON
        do {
            switch endpoint.format {
            case _ where answer.body.isEmpty: body = .object([:])
            case .json: body = try JSONReader.json(answer.body)
            case .csv:
                // One line of anything would be read as names of cells.
                guard CSV.isLikely(answer.body) else { throw Problem("no CSV: no names of cells in front") }
                body = try CSV.objects(answer.body)
            }
        } catch let problem as Problem {
            let isPage = answer.body.prefix(200).contains(UInt8(ascii: "<"))
            let strange =
                provider.refusal(of: answer, at: endpoint.path)
                ?? Problem(
                    "\(endpoint.path): \(isPage ? "a web page came instead of data" : problem.what)",
                    remedy: "Look at base_url, and whether a proxy or a log-in page stands between.")
            if endpoint.isEssential { end = strange }
            throw strange
        }
        harvest.body = body
        if let complaint = provider.complaint(in: body) {
            let problem = Problem("\(endpoint.path): \(complaint.reason)", remedy: complaint.remedy)
            if !complaint.isPartial {
                if endpoint.isEssential { end = problem }
                guard parent != nil else { throw problem }
            }
            harvest.problems.append(problem)
            guard complaint.isPartial else { return nil }
        }
        return try endpoint.items(
            in: body,
            Item(
                body, in: parent.map { [$0.json] + $0.around } ?? [], place: endpoint.path,
                headers: answer.headers, account: account, labels: labels))
    }

    private func refusal(_ answer: Answer, of endpoint: Endpoint) -> Problem {
        if let known = provider.refusal(of: answer, at: endpoint.path) { return known }
        let words =
            provider.words(of: answer).map { ": " + printableLine($0, hiding: SecretMask(secrets)) } ?? ""
        let scope = endpoint.scope.map { "Give the token `\($0)`." }
        return switch answer.status {
        case 401:
            Problem(
                "401: the token is refused\(words)",
                remedy: "Make a new token and put it where \(account.title) in the inventory says.")
        case 402: Problem("402: the account has to be paid first\(words)")
        case 403:
            Problem(
                "403: no permission for \(endpoint.path)\(words)",
                remedy: scope ?? "Give the token's owner the right to read it.")
        case 429:
            Problem(
                "429: its rate limit did not end in time\(words)",
                remedy: "Run at another hour, or less often.")
        default: Problem("\(answer.status) from \(endpoint.path)\(words)")
        }
    }

    /// The charge with a number behind its line's name if the same one has come before.
    private func numbered(_ charge: Charge) -> Charge {
        let name = "\(charge.source)/\(charge.month)/\(charge.line)"
        let count = lines[name, default: 0] + 1
        lines[name] = count
        guard count > 1 else { return charge }
        var charge = charge
        charge.line += " #\(count)"
        return charge
    }

    // MARK: - All of them

    /// Says what became of endpoints that were never come to, then of the account as a whole.
    private func close() {
        let asked = Set(outcome.endpoints.map(\.endpoint))
        for endpoint in provider.endpoints where !asked.contains(endpoint.path) {
            var result = EndpointOutcome(
                endpoint: endpoint.path, tables: endpoint.tableNames,
                coverage: end == nil ? .complete : .unknown)
            result.reason = end?.what ?? "the account has no such service"
            result.remedy = end?.remedy
            outcome.endpoints.append(result)
        }
        let optional = Set(provider.endpoints.filter(\.isOptional).map(\.path))
        let short = outcome.endpoints.filter { $0.coverage != .complete && !optional.contains($0.endpoint) }
        let gotNothing = outcome.endpoints.allSatisfy { $0.coverage == .unknown }
        if let end {
            let isRefused = end.what.hasPrefix("401") || end.what.hasPrefix("403")
            outcome.status = gotNothing ? (isRefused ? .refused : endStatus ?? .failed) : .partial
            outcome.reason = end.what
            outcome.remedy = end.remedy
        } else if let first = short.first {
            outcome.status = gotNothing ? .failed : .partial
            outcome.reason =
                "\(short.count) of \(outcome.endpoints.count) endpoints not read whole: "
                + (first.reason ?? first.endpoint)
            let remedies = Set(short.compactMap(\.remedy))
            outcome.remedy = remedies.count == 1 ? remedies.first : nil
        }
        outcome.finishedAt = context.now + max(0, clock() - began) / 1_000
        SecretMask(secrets).hide(in: &outcome)
    }
}
