package import Model
package import Providers

/// Asks accounts at providers for everything, and brings back what came of it.
///
/// Some accounts side by side, each with a deadline of its own at which it keeps what it has. Whatever an account does, it becomes
/// that account's outcome.
package struct AccountCollector: Sendable {
    /// How an account is asked, and what ends the connection.
    package struct Line: Sendable {
        package let fetch: Fetch
        package let close: @Sendable () async -> Void

        package init(_ fetch: @escaping Fetch, close: @escaping @Sendable () async -> Void = {}) {
            self.fetch = fetch
            self.close = close
        }
    }

    private let providers: @Sendable (String) -> (any Provider.Type)?
    private let tokens: TokenReader
    private let time: Duration
    private let wait: @Sendable (Duration) async throws -> Void
    private let now: @Sendable () -> Int64
    private let knownInvoices: @Sendable (Account) -> Set<String>
    private let isTrial: Bool
    private let line: @Sendable (Account, any Provider.Type) throws -> Line

    /// Asks every account for all that its provider has.
    ///
    /// `time` is what one account may take, and `wait` waits for it. `now` gives seconds since 1970; what takes how long goes by the monotonic clock.
    /// `knownInvoices` are those whose lines an earlier run has. In a trial only the first page of each list is asked for.
    package init(
        providers: @escaping @Sendable (String) -> (any Provider.Type)? = { Providers.named($0) },
        tokens: TokenReader, time: Duration = .seconds(600),
        wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        now: @escaping @Sendable () -> Int64,
        knownInvoices: @escaping @Sendable (Account) -> Set<String> = { _ in [] }, isTrial: Bool = false,
        line: @escaping @Sendable (Account, any Provider.Type) throws -> Line
    ) {
        self.providers = providers
        self.tokens = tokens
        self.time = time
        self.wait = wait
        self.now = now
        self.knownInvoices = knownInvoices
        self.isTrial = isTrial
        self.line = line
    }

    /// Asks the accounts, `atOnce` of them at a time, and gives each outcome to `keep` as it comes; `keep` is never called twice at once.
    ///
    /// - Throws: What `keep` throws, and `CancellationError`; both only after every connection has ended.
    package func collect(
        _ accounts: [Account], atOnce: Int = 6, keep: (AccountOutcome) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: AccountOutcome.self) { group in
            var waiting = accounts.makeIterator()
            var visits = 0
            while visits < max(1, atOnce), let account = waiting.next() {
                group.addTask { await visit(account) }
                visits += 1
            }
            while let outcome = try await group.next() {
                try Task.checkCancellation()
                if let account = waiting.next() { group.addTask { await visit(account) } }
                try await keep(outcome)
            }
        }
    }

    /// What came of asking one account.
    package func visit(_ account: Account) async -> AccountOutcome {
        await withTaskGroup(of: AccountOutcome?.self) { group in
            group.addTask { await asked(account) }
            group.addTask {
                try? await wait(time)
                return nil
            }
            var found: AccountOutcome?
            while found == nil, let next = await group.next() {
                found = next
                // Whichever was first, the other has no more to do; a visit that is cancelled brings what it has.
                group.cancelAll()
            }
            return found ?? unread(account, nil, .failed, Problem("the visit was interrupted"), since: now())
        }
    }

    private func asked(_ account: Account) async -> AccountOutcome {
        let began = now()
        guard let provider = providers(account.provider) else {
            return unread(
                account, nil, .failed, Problem("there is no provider called \(account.provider)"),
                since: began)
        }
        do {
            let token =
                account.token == nil && provider.isPublic
                ? Secret("") : try await tokens.token(of: account)
            let line = try line(account, provider)
            let start = ContinuousClock.now
            let visit = AccountVisit(
                provider,
                Context(
                    account: account, now: began, knownInvoices: knownInvoices(account), isTrial: isTrial),
                token: token, fetch: line.fetch,
                clock: {
                    let (seconds, rest) = (ContinuousClock.now - start).components
                    return seconds * 1_000 + rest / 1_000_000_000_000_000
                })
            await visit.run()
            await line.close()
            return visit.outcome
        } catch let problem as Problem {
            return unread(account, provider, .failed, problem, since: began)
        } catch {
            return unread(account, provider, .failed, Problem("the visit was interrupted"), since: began)
        }
    }

    private func unread(
        _ account: Account, _ provider: (any Provider.Type)?, _ status: HostOutcome.Status,
        _ problem: Problem,
        since began: Int64
    ) -> AccountOutcome {
        var outcome = AccountOutcome(
            account: account, status: status, startedAt: began, finishedAt: max(began, now()))
        var plain = problem
        plain.remedy = nil
        outcome.reason = plain.description
        outcome.remedy = problem.remedy
        outcome.endpoints = (provider?.endpoints ?? []).map { endpoint in
            var result = EndpointOutcome(
                endpoint: endpoint.path, tables: endpoint.tableNames,
                coverage: .unknown)
            result.reason = outcome.reason
            result.remedy = problem.remedy
            return result
        }
        return outcome
    }
}
