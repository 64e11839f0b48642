internal import Hummingbird
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// A server on this machine that answers as a test says, over real HTTP, and remembers what it was asked.
package final class StubServer: Sendable {
    /// `http://127.0.0.1:…` or `https://localhost:…`, without a slash at its end.
    package let url: String
    package let port: Int
    private let log: Mutex<[StubRequest]>

    private init(url: String, port: Int, log: [StubRequest]) {
        self.url = url
        self.port = port
        self.log = Mutex(log)
    }

    /// What it was asked so far, in the order of arrival.
    package var requests: [StubRequest] { log.withLock { $0 } }

    /// Runs a server for the time of `body`; with certificates it speaks TLS.
    ///
    /// `answer` may be called from several connections at once.
    package static func running<T: Sendable>(
        tls certificate: StubCertificate? = nil,
        answer: @escaping @Sendable (StubRequest) async throws -> StubAnswer,
        during body: @escaping @Sendable (StubServer) async throws -> T
    ) async throws -> T {
        let (ports, report) = AsyncStream<Int>.makeStream()
        let slot = Slot()
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            let heard = try await StubServer.heard(request)
            slot.server.withLock { server in server?.log.withLock { $0.append(heard) } }
            return try await answer(heard).response
        }
        var logger = Logger(label: "stub")
        logger.logLevel = .critical
        let application = Application(
            responder: responder,
            server: try certificate.map { try .tls(.http1(), tlsConfiguration: try $0.configuration) }
                ?? .http1(),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0), serverName: "stub"),
            onServerRunning: { channel in
                report.yield(channel.localAddress?.port ?? 0)
                report.finish()
            }, logger: logger)
        return try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            group.addTask {
                for await port in ports {
                    let name = certificate == nil ? "http://127.0.0.1" : "https://localhost"
                    let server = StubServer(url: "\(name):\(port)", port: port, log: [])
                    slot.server.withLock { $0 = server }
                    return try await body(server)
                }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// Where the running server is, for the responder that is made before it.
    private final class Slot: Sendable {
        let server = Mutex<StubServer?>(nil)
    }

    private static func heard(_ request: Request) async throws -> StubRequest {
        let body = try await request.body.collect(upTo: 1 << 20)
        let target = request.head.path ?? ""
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = request.headers.map { (name: $0.name.canonicalName, value: $0.value) }
        if let host = request.head.authority { headers.append((name: "host", value: host)) }
        return StubRequest(
            method: request.method.rawValue, path: String(parts.first ?? ""),
            query: parts.count > 1 ? String(parts[1]) : "", headers: headers,
            body: Array(body.readableBytesView))
    }
}

/// One request as it arrived.
package struct StubRequest: Sendable {
    package let method: String
    package let path: String
    /// As it was sent, without the question mark.
    package let query: String
    /// Names in lower case.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    /// The first header of that name, which is in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The whole of it as text, as a server would repeat it.
    package var text: String {
        "\(method) \(path)?\(query)\n" + headers.map { "\($0.name): \($0.value)\n" }.joined()
            + "\n" + String(decoding: body, as: UTF8.self)
    }
}

/// What to answer, and at what pace.
package struct StubAnswer: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Waits before anything is sent.
    package var delay: Duration = .zero
    /// Bytes that are sent at a time, each after `pause`; all at once when it is nothing.
    package var drip: (bytes: Int, pause: Duration)?
    /// Sends the body again and again.
    package var isEndless = false
    /// Ends the connection after so many bytes of a body that is said to be whole.
    package var breaksAfter: Int?

    package init(_ status: Int = 200, _ body: [UInt8], headers: [(name: String, value: String)] = []) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    package init(_ status: Int = 200, text: String, headers: [(name: String, value: String)] = []) {
        self.init(status, Array(text.utf8), headers: headers)
    }

    /// The same with something said otherwise: `.with { $0.isEndless = true }`.
    package func with(_ change: (inout StubAnswer) -> Void) -> StubAnswer {
        var changed = self
        change(&changed)
        return changed
    }

    fileprivate var response: Response {
        get async throws {
            if delay > .zero { try await Task.sleep(for: delay) }
            var fields = HTTPFields()
            for header in headers {
                guard let name = HTTPFields.Element.Name(header.name) else { continue }
                fields.append(HTTPFields.Element(name: name, value: header.value))
            }
            let isPlain = drip == nil && !isEndless && breaksAfter == nil
            let whole = self
            return Response(
                status: HTTPResponse.Status(code: status), headers: fields,
                body: isPlain
                    ? ResponseBody(byteBuffer: ByteBuffer(bytes: body))
                    : ResponseBody(contentLength: isEndless ? nil : body.count) {
                        try await whole.send(to: &$0)
                    })
        }
    }

    private func send(to writer: inout any ResponseBodyWriter) async throws {
        var rest = body[...]
        var sent = 0
        while !rest.isEmpty {
            let part = rest.prefix(min(drip?.bytes ?? 65_536, (breaksAfter ?? .max) - sent))
            guard !part.isEmpty else { throw Broken() }
            try await writer.write(ByteBuffer(bytes: part))
            sent += part.count
            rest = rest.dropFirst(part.count)
            if isEndless, rest.isEmpty { rest = body[...] }
            if let drip { try await Task.sleep(for: drip.pause) }
        }
        try await writer.finish(nil)
    }

    /// Ends the connection in the middle.
    private struct Broken: Error {}
}
