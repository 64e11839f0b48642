import Model
import Providers
import Synchronization
import TestSupport
import Testing

@Suite struct DigitalOceanStubTests {
    private func visited(_ stub: DigitalOceanStub) async throws -> Visited {
        let state = Mutex(stub)
        return try await Replayed(DigitalOcean.self).with {
            $0.token = Secret(stub.token)
            $0.answer = { request in
                let pairs = { (all: [Request.Pair]) in all.map { (name: $0.name, value: $0.value) } }
                let query =
                    request.rawQuery.map { raw in
                        raw.split(separator: "&").map { pair in
                            let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
                            return (name: halves[0], value: halves.count > 1 ? halves[1] : "")
                        }
                    } ?? pairs(request.query)
                let reply = state.withLock {
                    $0.answer(request.path, query, pairs(request.headers), request.body ?? [])
                }
                return Answer(
                    status: reply.status, headers: reply.headers.map { .init($0.name, $0.value) },
                    body: reply.body)
            }
        }.visited()
    }

    @Test("an account of the stub is read whole, and nothing secret of it is kept")
    func whole() async throws {
        let visited = try await visited(DigitalOceanStub())
        #expect(visited.outcome.status == .complete, "\(visited.outcome.reason ?? "")")
        #expect(!visited.text.contains(DigitalOceanStub.canary))
        #expect(visited.outcome.invoices.count == 3)
    }

    @Test(
        "lists of any length come whole, at the bounds of pages too",
        arguments: [0, 1, 199, 200, 201, 400, 401])
    func pages(_ count: Int) async throws {
        var stub = DigitalOceanStub()
        stub.droplets = count
        let visited = try await visited(stub)
        let ids = visited.rows(of: "digitalocean_droplet").map { $0["id"]?.text }
        #expect(ids.count == count)
        #expect(Set(ids).count == count)
        #expect(visited.rows(of: "digitalocean_droplet_backup_policy").count == count)
        #expect(visited.rows(of: "digitalocean_project_resource").count == count)
        let pages = visited.lines.filter { $0.hasPrefix("GET /v2/droplets?page=") }.count
        #expect(pages == max(1, (count + 199) / 200))
    }

    @Test("the lines of a long bill have each their name, and add up to its total")
    func lines() async throws {
        var stub = DigitalOceanStub()
        stub.droplets = 20
        stub.lines = 1_001
        stub.invoices = 1
        let outcome = try await visited(stub).outcome
        let lines = outcome.charges.filter { $0.source == .invoiced }
        #expect(lines.count == 1_001)
        #expect(Set(lines.map(\.line)).count == 1_001)
        let invoice = try #require(outcome.invoices.first { $0.state == "issued" })
        #expect(invoice.total == lines.reduce(0) { $0 + ($1.billedCost ?? 0) })
    }

    @Test("the stub refuses a wrong token, what has no scope, and what is not there")
    func refusals() {
        var stub = DigitalOceanStub()
        stub.forbidden = ["/v2/databases"]
        stub.absent = ["/v2/apps"]
        let headers = [
            (name: "Authorization", value: "Bearer \(stub.token)"), (name: "Accept", value: "*/*"),
        ]
        let status = { (stub: inout DigitalOceanStub, path: String, headers: [DigitalOceanStub.Pair]) in
            stub.answer(path, [], headers, []).status
        }
        #expect(status(&stub, "/v2/droplets", headers) == 200)
        #expect(status(&stub, "/v2/droplets", [(name: "Authorization", value: "Bearer x")]) == 401)
        #expect(status(&stub, "/v2/droplets", [headers[0]]) == 406)
        #expect(status(&stub, "/v2/databases/1/firewall", headers) == 403)
        #expect(status(&stub, "/v2/apps", headers) == 404)
        #expect(status(&stub, "/v2/nothing", headers) == 404)
        #expect(stub.answer("/v2/droplets", [(name: "per_page", value: "201")], headers, []).status == 400)
    }

    @Test("the stub tells its limits as the API does")
    func limits() {
        var stub = DigitalOceanStub()
        stub.burst = [2]
        stub.exhausted = [3]
        stub.wait = 4
        let headers = [
            (name: "Authorization", value: "Bearer \(stub.token)"), (name: "Accept", value: "*/*"),
        ]
        let pauses = (1...4).map { _ in
            let reply = stub.answer("/v2/account", [], headers, [])
            let answer = Answer(
                status: reply.status, headers: reply.headers.map { Request.Pair($0.name, $0.value) }, body: []
            )
            return DigitalOcean.pause(after: answer, now: stub.now)
        }
        #expect(pauses == [nil, 4, 2, nil])
    }
}
