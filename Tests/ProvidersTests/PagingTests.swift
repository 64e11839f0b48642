import Model
import Providers
import Synchronization
import Testing

/// A provider without a list of its own: the tests give it theirs.
private enum Paged: Provider {
    static let name = "paged"
    static let title = "Paged"
    static func baseURL(of account: Account) -> String { "https://api.example.com" }
    static let endpoints: [Endpoint] = []
    static func authorize(_ request: inout Request, of account: Account, with token: Secret) {}
}

/// How lists go on from page to page, and when they end.
@Suite struct PagingTests {
    /// What one endpoint brings of a server, and what it was asked, as text; each page has the ids that stand between its commas.
    private func walked(
        _ paging: Paging, items: String = "items", body: (@Sendable (Call) -> [UInt8])? = nil,
        _ answer: @escaping @Sendable (Request, _ count: Int) -> Answer
    ) async throws -> (ids: [String], asked: [String], reason: String?) {
        let asked = Mutex<[String]>([])
        let endpoint = Endpoint(
            "/list", items: items, paging: paging, ProviderTable("row", "A row.", [.id("id", "Its id.")])
        )
        .with { $0.body = body }
        let context = Context(account: Account(provider: "paged", name: "main"), now: 0)
        let visit = AccountVisit(
            Paged.self, context, token: Secret("not a token"),
            fetch: { request in
                let query =
                    request.rawQuery ?? request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
                let extra =
                    request.headers.map(\.value) + [String(decoding: request.body ?? [], as: UTF8.self)]
                let count = asked.withLock { log in
                    log.append(([query] + extra).filter { !$0.isEmpty }.joined(separator: " "))
                    return log.count
                }
                return answer(request, count)
            }, clock: { 0 })
        try await visit.walk(endpoint)
        let outcome = try #require(visit.outcome.endpoints.first)
        return (outcome.rows["row"]?.compactMap { $0[0].text } ?? [], asked.withLock { $0 }, outcome.reason)
    }

    private static func page(
        _ ids: String..., more: String = "", status: Int = 200, headers: [Request.Pair] = []
    ) -> Answer {
        let items = ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
        return Answer(
            status: status, headers: headers,
            body: Array(#"{"items":[\#(items)]\#(more.isEmpty ? "" : "," + more)}"#.utf8))
    }

    @Test("one page is asked for once")
    func none() async throws {
        let (ids, asked, reason) = try await walked(.none) { _, _ in Self.page("a", "b") }
        #expect(ids == ["a", "b"] && asked == [""] && reason == nil)
    }

    @Test("numbered pages go on while a link says so")
    func numberedLinks() async throws {
        let (ids, asked, reason) = try await walked(.numbered(most: 2, next: ["links.pages.next"], total: []))
        { _, count in
            Self.page(
                "\(count)",
                more: count < 3 ? #""links":{"pages":{"next":"https://evil.example.com/"}}"# : #""links":{}"#)
        }
        #expect(ids == ["1", "2", "3"] && reason == nil)
        #expect(asked == ["page=1&per_page=2", "page=2&per_page=2", "page=3&per_page=2"])
    }

    @Test("numbered pages go on until their total is reached, and end at an empty one")
    func numberedTotal() async throws {
        let paging = Paging.numbered(most: 2, next: [], total: ["meta.total"])
        let (ids, asked, _) = try await walked(paging) { _, count in
            count == 3
                ? Self.page("e", more: #""meta":{"total":5}"#)
                : Self.page("\(count)a", "\(count)b", more: #""meta":{"total":5}"#)
        }
        #expect(ids.count == 5 && asked.count == 3)
        let (some, requests, reason) = try await walked(paging) { _, count in
            count < 3
                ? Self.page("\(count)", more: #""meta":{"total":99}"#)
                : Self.page(more: #""meta":{"total":99}"#)
        }
        #expect(some == ["1", "2"] && requests.count == 3 && reason == nil)
    }

    @Test("a server that sends the first page for ever is noticed")
    func numberedCircle() async throws {
        let (ids, asked, reason) = try await walked(.numbered(most: 2, next: [], total: ["total"])) { _, _ in
            Self.page("a", more: #""total":9"#)
        }
        #expect(asked.count == 2 && ids == ["a", "a"])
        #expect(reason == "its pages lead in a circle")
    }

    @Test("ranges go on while the answer is partial and names the next")
    func range() async throws {
        let (ids, asked, reason) = try await walked(.range("id ..; max=1000")) { _, count in
            count < 3
                ? Self.page(
                    "\(count)", status: 206, headers: [.init("Next-Range", "id ]\(count)..; max=1000")])
                : Self.page("3", headers: [.init("Next-Range", "id ]9..")])
        }
        #expect(ids == ["1", "2", "3"] && reason == nil)
        #expect(asked == ["id ..; max=1000", "id ]1..; max=1000", "id ]2..; max=1000"])
        let circle = try await walked(.range("id ..")) { _, _ in
            Self.page("x", status: 206, headers: [.init("next-range", "id ]x..")])
        }
        #expect(circle.asked.count == 2 && circle.reason == "its pages lead in a circle")
        let partial = try await walked(.range("id ..")) { _, _ in Self.page("x", status: 206) }
        #expect(partial.asked.count == 1 && partial.reason == nil)
    }

    @Test("a Link header goes on while its next page has results")
    func link() async throws {
        let header = { @Sendable (count: Int, more: Bool) in
            #"<https://x/?&cursor=0:0:1>; rel="previous"; results="true"; cursor="0:0:1", "#
                + #"<https://evil.example.com/?&cursor=0:\#(count):0>; rel="next"; results="\#(more)"; cursor="0:\#(count):0""#
        }
        let (ids, asked, reason) = try await walked(.link()) { _, count in
            Self.page("\(count)", headers: [.init("Link", header(count, count < 3))])
        }
        #expect(ids == ["1", "2", "3"] && reason == nil)
        #expect(asked == ["per_page=100", "per_page=100&cursor=0:1:0", "per_page=100&cursor=0:2:0"])
        let circle = try await walked(.link(size: nil)) { _, _ in
            Self.page("x", headers: [.init("link", header(7, true))])
        }
        #expect(circle.asked == ["", "cursor=0:7:0"] && circle.reason == "its pages lead in a circle")
        for odd in [
            "", "<", "<>;rel=next", "<a>; rel=\"next\"; results=\"true\"", "nonsense, <", "<a>;;=;rel",
        ] {
            let (_, asked, reason) = try await walked(.link()) { _, _ in
                Self.page("x", headers: [.init("Link", odd)])
            }
            #expect(asked.count == 1 && reason == nil, "\(odd)")
        }
    }

    @Test("a link in the body gives its query and nothing else")
    func nextQuery() async throws {
        let paging = Paging.nextQuery(size: "limit", most: 50, next: ["next"])
        let (ids, asked, reason) = try await walked(paging) { _, count in
            Self.page(
                "\(count)",
                more: count < 3
                    ? #""next":"http://evil.example.com:1/x?a=%2F&amp;n=\#(count)""# : #""next":null"#)
        }
        #expect(ids == ["1", "2", "3"] && reason == nil)
        #expect(asked == ["limit=50", "a=%2F&n=1", "a=%2F&n=2"])
        let (linked, requests, _) = try await walked(.nextQuery(next: ["links"])) { _, count in
            Self.page(
                "\(count)",
                more: count < 3
                    ? #""links":[{"rel":"self","href":"/?x"},{"rel":"next","href":"/?m=\#(count)"}]"#
                    : #""links":[]"#)
        }
        #expect(linked == ["1", "2", "3"] && requests == ["", "m=1", "m=2"])
        let circle = try await walked(paging) { _, _ in Self.page("x", more: #""next":"/?n=1""#) }
        #expect(circle.asked.count == 2 && circle.reason == "its pages lead in a circle")
        let empty = try await walked(paging) { _, count in Self.page(more: #""next":"/?n=\#(count)""#) }
        #expect(empty.asked.count == 1 && empty.reason == nil)
    }

    @Test("a marker is the last item's key, until a page is short")
    func marker() async throws {
        let (ids, asked, reason) = try await walked(.marker(most: 2, key: "id")) { _, count in
            count < 3 ? Self.page("\(count)a", "\(count)b") : Self.page("3a")
        }
        #expect(ids.count == 5 && reason == nil)
        #expect(asked == ["limit=2", "limit=2&marker=1b", "limit=2&marker=2b"])
        let circle = try await walked(.marker(most: 1, key: "id")) { _, _ in Self.page("x") }
        #expect(circle.asked.count == 2 && circle.reason == "its pages lead in a circle")
        let full = try await walked(.marker(most: 1, key: "id")) { _, count in
            count < 4 ? Self.page("\(count)") : Self.page()
        }
        #expect(full.ids == ["1", "2", "3"] && full.asked.count == 4)
    }

    @Test("an offset grows by what came, until a page is short or the total is reached")
    func offset() async throws {
        let (ids, asked, reason) = try await walked(.offset(most: 2)) { _, count in
            count < 3 ? Self.page("\(count)a", "\(count)b") : Self.page("3a")
        }
        #expect(ids.count == 5 && reason == nil)
        #expect(asked == ["limit=2&offset=0", "limit=2&offset=2", "limit=2&offset=4"])
        let total = try await walked(.offset(most: 1, total: "total")) { _, count in
            Self.page("\(count)", more: #""total":3"#)
        }
        #expect(total.ids == ["1", "2", "3"] && total.asked.count == 3)
        let circle = try await walked(.offset(most: 1)) { _, _ in Self.page("x") }
        #expect(circle.asked.count == 2 && circle.reason == "its pages lead in a circle")
    }

    @Test("a cursor of the body goes on as a parameter, or in the request's own body")
    func cursor() async throws {
        let answer: @Sendable (Request, Int) -> Answer = { _, count in
            Self.page("\(count)", more: count < 3 ? #""meta":{"next":"c\#(count)"}"# : #""meta":{"next":""}"#)
        }
        let (ids, asked, reason) = try await walked(.cursor(parameter: "cursor", next: "meta.next"), answer)
        #expect(ids == ["1", "2", "3"] && asked == ["", "cursor=c1", "cursor=c2"] && reason == nil)
        let posted = try await walked(
            .cursor(parameter: nil, next: "meta.next"), body: { Array("query \($0.cursor ?? "-")".utf8) },
            answer)
        #expect(posted.asked == ["query -", "query c1", "query c2"])
        let circle = try await walked(.cursor(parameter: "c", next: "n")) { _, _ in
            Self.page("x", more: #""n":"same""#)
        }
        #expect(circle.asked == ["", "c=same"] && circle.reason == "its pages lead in a circle")
    }
}
