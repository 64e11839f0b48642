internal import AsyncHTTPClient
package import Model
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOSSL
package import Providers
internal import Synchronization

/// Sends one account's requests over HTTP, tried again where that may help, and lets none of them leave its origin.
///
/// TLS is always verified, redirects are never followed, and all that a server sends is bounded while it arrives.
package final class HTTPFetch: Sendable {
    /// What one request may take.
    package struct Limits: Sendable {
        /// Bytes of a body, unpacked.
        package var body = 20 << 20
        /// Bytes of an answer's headers.
        package var headers = 64 << 10
        package var tries = 5
        /// The longest that we wait because a server asks for it.
        package var pause: Int64 = 120

        package init() {}
    }

    private let provider: any Provider.Type
    private let base: String
    /// The account's own origin, and others of its provider.
    private let origins: [Origin]
    private let host: String
    private let timeout: Int
    private let agent: String
    private let limits: Limits
    private let now: @Sendable () -> Int64
    private let sleep: @Sendable (Swift.Duration) async throws -> Void
    private let client: HTTPClient
    /// Not before this may the next request be sent.
    private let pause = Mutex<ContinuousClock.Instant?>(nil)

    /// A client for one account, which is connected to when the first request is made.
    ///
    /// `version` is that of constat. `now` gives seconds since 1970, `sleep` waits between tries.
    ///
    /// - Throws: `Problem` when the account's address is none that a token may go to, or its certificates cannot be read.
    package init(
        _ account: Account, of provider: any Provider.Type, version: String, limits: Limits = Limits(),
        now: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Swift.Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) throws {
        self.provider = provider
        self.limits = limits
        self.now = now
        self.sleep = sleep
        base = account.baseURL ?? provider.baseURL(of: account)
        agent = "constat/\(version)"
        timeout = max(1, account.timeout)
        do {
            let own = try Origin(base)
            host = own.host
            origins = try [own] + (account.baseURL == nil ? provider.otherOrigins.map { try Origin($0) } : [])
        } catch let problem as Problem {
            throw account.place.map { problem.at($0) } ?? problem
        }
        client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: try HTTPFetch.configuration(of: account, limits, timeout))
    }

    private static func configuration(
        of account: Account, _ limits: Limits, _ timeout: Int
    ) throws -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let file = account.caFile {
            do {
                tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(file))]
            } catch {
                throw Problem(
                    "ca_file cannot be read as certificates", at: Place(file: file),
                    remedy: "It must be a file of certificates in PEM.")
            }
        }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(Int64(min(10, timeout)))),
            decompression: .enabled(limit: .size(limits.body)))
        configuration.httpVersion = .http1Only
        // What is tried again, and when, is decided here.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// Ends all connections.
    package func close() async { try? await client.shutdown() }

    /// The answer to a request, whatever its status but a redirect.
    ///
    /// - Throws: `FetchProblem`, and `CancellationError`.
    package func answer(to request: Request) async throws -> Answer {
        let sent = try prepared(request)
        var failure: FetchFailure?
        for attempt in 1...max(1, limits.tries) {
            try await waitForPause()
            do {
                let answer = try await once(sent, request)
                let asked = provider.pause(after: answer, now: now()).map { max(0, $0) }
                guard provider.isWorthAnotherTry(answer) else {
                    if let asked, asked > 0 { remember(.seconds(min(asked, limits.pause))) }
                    return answer
                }
                // To come back earlier than it asks for would only be refused again.
                guard attempt < limits.tries, asked ?? 0 <= limits.pause else { return answer }
                try await sleep(asked.map { .seconds($0) } ?? HTTPFetch.backoff(after: attempt))
            } catch let found as FetchFailure {
                guard attempt < min(limits.tries, found.tries) else { throw found.problem }
                failure = found
                try await sleep(HTTPFetch.backoff(after: attempt))
            }
        }
        throw failure?.problem ?? FetchProblem(.broken, Problem("\(host) gave no answer"))
    }

    private func waitForPause() async throws {
        let rest = pause.withLock { until -> Swift.Duration? in
            defer { until = nil }
            return until.map { $0 - .now }
        }
        if let rest, rest > .zero { try await sleep(rest) }
    }

    private func remember(_ time: Swift.Duration) { pause.withLock { $0 = .now + time } }

    /// 1, 2, 4 … 30 seconds, a quarter more or less, so that those who were refused together do not come back together.
    private static func backoff(after attempt: Int) -> Swift.Duration {
        let seconds = Double(1 << min(5, attempt - 1)) * Double.random(in: 0.75...1.25)
        return .milliseconds(Int(min(30, max(1, seconds)) * 1_000))
    }

    // MARK: - One try

    private func prepared(_ request: Request) throws -> HTTPClientRequest {
        let place = request.base ?? base
        let origin: Origin
        do {
            origin = try Origin(place)
        } catch let problem as Problem {
            throw FetchProblem(.forbidden, problem)
        }
        guard origins.contains(where: { origin.isOne(of: $0) }) else {
            throw FetchProblem(
                .forbidden,
                Problem(
                    "the token is not sent to \(printable(origin.host.utf8, most: 120))",
                    remedy: "It belongs to \(host) only."))
        }
        let address = place + (try HTTPFetch.target(of: request))
        var sent = HTTPClientRequest(url: address)
        sent.method = HTTPMethod(rawValue: request.method.rawValue)
        sent.headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        sent.headers.replaceOrAdd(name: "User-Agent", value: agent)
        if !sent.headers.contains(name: "Accept") {
            sent.headers.add(name: "Accept", value: "application/json")
        }
        if let body = request.body { sent.body = .bytes(body) }
        return sent
    }

    /// Path and query as they are sent.
    private static func target(of request: Request) throws -> String {
        let query =
            request.rawQuery
            ?? request.query.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
            .joined(separator: "&")
        let steps = request.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isPlain = (request.path + query).utf8.allSatisfy {
            (0x21...0x7E).contains($0) && $0 != 0x23 && $0 != 0x5C
        }
        let leadsUp = steps.contains { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }
        guard isPlain, !leadsUp, request.path.isEmpty || steps.first?.isEmpty == true,
            !request.path.utf8.contains(UInt8(ascii: "?"))
        else {
            throw FetchProblem(
                .broken,
                Problem(
                    "what it told leads to no address that can be asked",
                    evidence: printable((request.path + "?" + query).utf8, most: 120)))
        }
        return request.path + (query.isEmpty ? "" : "?" + query)
    }

    private func once(_ sent: HTTPClientRequest, _ request: Request) async throws -> Answer {
        let answer = try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await self.exchange(sent) }
            group.addTask {
                try await Task.sleep(for: .seconds(self.timeout))
                return nil
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            guard let first else { throw FetchFailure.late(host, after: timeout) }
            return first
        }
        if (300..<400).contains(answer.status), answer.status != 304 {
            throw FetchFailure.redirected(host, to: answer.header("location"))
        }
        return answer
    }

    private func exchange(_ sent: HTTPClientRequest) async throws -> Answer {
        do {
            let response = try await client.execute(sent, deadline: .distantFuture)
            let size = response.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
            guard size <= limits.headers else { throw FetchFailure.tooLarge(host, "headers", limits.headers) }
            var body: [UInt8] = []
            for try await part in response.body {
                guard body.count + part.readableBytes <= limits.body else {
                    throw FetchFailure.tooLarge(host, "a body", limits.body)
                }
                body += part.readableBytesView
            }
            return Answer(
                status: Int(response.status.code),
                headers: response.headers.map { Request.Pair($0.name, $0.value) }, body: body)
        } catch let failure as FetchFailure {
            throw failure
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw FetchFailure(error, host, limits)
        }
    }
}

extension HTTPFetch {
    /// A line of an account over HTTP, for `AccountCollector`.
    package static func line(
        version: String, limits: Limits = Limits(), now: @escaping @Sendable () -> Int64
    ) -> @Sendable (Account, any Provider.Type) throws -> AccountCollector.Line {
        { account, provider in
            let fetch = try HTTPFetch(account, of: provider, version: version, limits: limits, now: now)
            return AccountCollector.Line({ try await fetch.answer(to: $0) }, close: { await fetch.close() })
        }
    }
}
