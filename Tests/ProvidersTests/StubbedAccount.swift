import Foundation
import Model
import Providers
import Synchronization
import Testing

/// What comes of an account that a stub answers for, without a network between.
///
/// `answer` gets the path as the stub's server would, with that of the request's base in front, and the query decoded once.
func visited(
    _ provider: any Provider.Type, _ account: Account, token: String, now: Int64 = 1_795_586_400,
    knownInvoices: Set<String> = [],
    answer:
        @escaping @Sendable (StubbedRequest) -> (
            status: Int, headers: [(name: String, value: String)], body: [UInt8]
        )
) async -> Visited {
    let requests = Mutex<[Request]>([])
    let visit = AccountVisit(
        provider, Context(account: account, now: now, knownInvoices: knownInvoices), token: Secret(token),
        fetch: { request in
            requests.withLock { $0.append(request) }
            var tries = 0
            while true {
                let reply = answer(StubbedRequest(request))
                let answer = Answer(
                    status: reply.status, headers: reply.headers.map { .init($0.name, $0.value) },
                    body: reply.body)
                tries += 1
                guard provider.isWorthAnotherTry(answer), tries < 3 else { return answer }
            }
        }, clock: { 0 })
    await visit.run()
    return Visited(provider: provider, outcome: visit.outcome, requests: requests.withLock { $0 })
}

/// A request as a server hears it.
struct StubbedRequest: Sendable {
    let method: String
    let path: String
    let query: [(name: String, value: String)]
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    init(_ request: Request) {
        method = request.method.rawValue
        let prefix = request.base.flatMap { URL(string: $0)?.path } ?? ""
        path = prefix + request.path
        query = (request.rawQuery.map(StubbedRequest.pairs) ?? request.query).map { ($0.name, $0.value) }
        headers = request.headers.map { ($0.name.lowercased(), $0.value) }
        body = request.body ?? []
    }

    private static func pairs(_ query: String) -> [Request.Pair] {
        query.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1).map {
                String($0).removingPercentEncoding ?? ""
            }
            return Request.Pair(halves.first ?? "", halves.count > 1 ? halves[1] : "")
        }
    }
}

/// What a provider declares, and cannot be told by asking.
@Suite("Declarations of Rackspace and New Relic")
struct StubbedDeclarationTests {
    static let all: [any Provider.Type] = [NewRelic.self, Rackspace.self]

    @Test("endpoints have paths of their own, and parents that are asked before", arguments: [0, 1])
    func endpoints(_ index: Int) {
        var asked: Set<String> = []
        for endpoint in Self.all[index].endpoints {
            if let parent = endpoint.parent { #expect(asked.contains(parent.path), "\(endpoint.path)") }
            #expect(asked.insert(endpoint.path).inserted, "\(endpoint.path)")
        }
    }

    @Test("tables have keys of their own columns, and columns of different names", arguments: [0, 1])
    func tables(_ index: Int) {
        for table in Self.all[index].tables {
            let columns = table.columns.map(\.name)
            #expect(Set(columns).count == columns.count, "\(table.name)")
            #expect(Set(table.key).isSubset(of: columns), "\(table.name)")
            #expect(!columns.contains("account"), "\(table.name)")
        }
    }
}
