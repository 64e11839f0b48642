import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// From the inventory to the site over all providers, each at an origin of its own.
    @Suite(.timeLimit(.minutes(10))) struct AccountsTests {
        /// Of every provider lists that are at least three pages long, with too many requests and a fault on the way.
        private static var all: [AccountStub] {
            [
                .digitalOcean(broken: [7]) {
                    $0.droplets = 450
                    $0.lines = 450
                    $0.burst = [3]
                },
                .heroku(broken: [7]) {
                    $0.apps = 7
                    $0.releases = 2
                    $0.page = 3
                    $0.exhausted = [4]
                },
                .newRelic(broken: [6]) { $0.refusals = 1 },
                .papertrail(broken: [3]) {
                    $0.systems = 40
                    $0.burst = [2]
                },
                .rackspace(broken: [9]) {
                    $0.bulk = 210
                    $0.refusals = 1
                },
                .sentry(broken: [4]) {
                    $0.projects = 7
                    $0.members = 7
                    $0.page = 3
                    $0.burst = [3]
                },
                .ecb(refusals: [429, 503]),
            ]
        }

        @Test("accounts of all providers are read whole, page by page, and read again for what is new only")
        func whole() async throws {
            let stubs = Self.all
            try await AccountStub.running(stubs[...]) { servers in
                let accounts = try AccountsPlace(stubs, at: servers.mapValues(\.url))
                let place = accounts.place
                let begin = ContinuousClock.now
                let first = try await place.constat("audit", within: .seconds(240))
                print("accounts: seven of them in \(ContinuousClock.now - begin)")
                #expect(first.status == 0, "\(first.errors)\(first.text)")
                #expect(
                    try await place.rows(
                        "SELECT provider, status, reason FROM accounts WHERE status <> 'complete'") == [])
                #expect(try await place.rows("SELECT COUNT(*) FROM accounts") == [["7"]])
                try await rows(of: place)
                try await bills(of: place)
                try pages(at: servers)
                for stub in stubs {
                    #expect(
                        stub.statuses.contains(stub.provider == "rackspace" ? 413 : 429), "\(stub.provider)")
                    #expect(stub.statuses.contains(503), "\(stub.provider)")
                }
                try await again(accounts, servers, [first], stubs)
            }
        }

        /// What the page of costs says of a provider that is away.
        private static let missing = "the bills of digitalocean main: "

        /// As many rows as the stubs have items.
        private func rows(of place: Workplace) async throws {
            let expected = [
                "digitalocean_droplet": 450, "digitalocean_droplet_backup_policy": 450,
                "digitalocean_project_resource": 450, "digitalocean_vpc_member": 450,
                "digitalocean_action": 200, "digitalocean_database": 2,
                "heroku_app": 7, "heroku_addon": 7, "heroku_release": 14, "heroku_dyno": 14,
                "newrelic_host": 5, "newrelic_alert_policy": 3, "papertrail_system": 40,
                "papertrail_archive": 30, "rackspace_server": 6, "rackspace_dns_record": 212,
                "rackspace_load_balancer": 212, "rackspace_volume": 212, "rackspace_container": 2_102,
                "rackspace_database_instance": 5, "sentry_project": 7, "sentry_project_detail": 7,
                "sentry_member": 7, "sentry_key": 7, "exchange_rate": 2,
            ]
            for (table, count) in expected.sorted(by: { $0.key < $1.key }) {
                let rows = try await place.rows("SELECT COUNT(*) FROM \(table)")
                #expect(rows == [[String(count)]], "\(table)")
            }
        }

        /// Lines add up to their invoices, to the last digit.
        private func bills(of place: Workplace) async throws {
            #expect(
                try await place.rows(
                    """
                    SELECT invoices.provider, invoice_id, total, SUM(billed_cost) FROM invoices
                    LEFT JOIN charges USING (provider, account, invoice_id) WHERE has_lines = 1 AND state <> 'open'
                    GROUP BY invoices.provider, invoice_id HAVING total IS NOT SUM(billed_cost)
                    """) == [])
            #expect(
                try await place.rows(
                    "SELECT COUNT(*), COUNT(DISTINCT invoice_id) FROM charges WHERE provider = 'digitalocean' AND x_cost_source = 'invoiced'"
                ) == [["900", "2"]])
            #expect(
                try await place.rows(
                    """
                    SELECT SUM(billed_cost) = (SELECT total FROM invoices WHERE provider = 'digitalocean' AND state = 'open')
                    FROM charges WHERE provider = 'digitalocean' AND x_cost_source = 'preview'
                    """) == [["1"]])
            // Six invoices of Heroku's, each of 100 dollars.
            #expect(
                try await place.rows("SELECT SUM(billed_cost) FROM charges WHERE provider = 'heroku'")
                    == [["600000000"]])
            #expect(
                try await place.rows(
                    "SELECT COUNT(*) FROM costs WHERE cost IS NOT NULL AND report_cost IS NULL")
                    == [["0"]])
        }

        /// How often a list was asked, by a page each.
        private func pages(at servers: [String: StubServer]) throws {
            func count(_ provider: String, _ isPage: (StubRequest) -> Bool) throws -> Int {
                try #require(servers[provider]).requests.count(where: isPage)
            }
            #expect(
                try count("digitalocean") { $0.path == "/v2/droplets" && $0.query.contains("page=3&") } == 1)
            #expect(try count("heroku") { $0.path == "/apps" } >= 3)
            #expect(try count("sentry") { $0.path.hasSuffix("/members/") } >= 3)
            #expect(try count("newrelic") { $0.has("HOST") } >= 3)
            #expect(try count("rackspace") { $0.path.hasSuffix("dfw/v2/123456/servers/detail") } >= 3)
            #expect(try count("rackspace") { $0.path.hasSuffix("/domains/2725233/records") } == 3)
            #expect(try count("rackspace") { $0.path.hasSuffix("/loadbalancers") } == 3)
            #expect(try count("rackspace") { $0.path.hasSuffix("/ports") } >= 3)
        }

        /// Another run, and one in which a provider is away; then what was sent and kept all the time.
        private func again(
            _ accounts: AccountsPlace, _ servers: [String: StubServer], _ first: [Ran], _ stubs: [AccountStub]
        ) async throws {
            let place = accounts.place
            let bills =
                "SELECT x_line_id, billed_cost FROM charges WHERE x_cost_source = 'invoiced' ORDER BY 1"
            let before = try await place.rows(bills)
            #expect(before.count > 900)
            let asked = servers.mapValues { $0.requests.count }
            let second = try await place.constat("audit", within: .seconds(240))
            #expect(second.status == 0, "\(second.errors)")
            #expect(try await place.rows(bills) == before)
            #expect(!place.page("costs/index.html").contains(Self.missing))
            #expect(!place.page("index.html").contains("digitalocean main"))
            let list = "/v2/customers/my/invoices/"
            for (name, server) in servers {
                let paths = server.requests.dropFirst(asked[name] ?? 0).map(\.path)
                #expect(!paths.isEmpty, "\(name)")
                let lines = paths.filter {
                    $0.hasPrefix(list) && !$0.hasSuffix("/summary") && $0 != list + "preview"
                        || $0.contains("/invoices/") && $0.hasSuffix("/detail")
                }
                #expect(lines == [], "\(name)")
            }

            try accounts.move(["digitalocean": "http://127.0.0.1:\(try freePort())"])
            let third = try await place.constat("audit", within: .seconds(240))
            #expect(third.status == 3, "\(third.errors)")
            #expect(third.errors.contains("digitalocean main: unreachable: "), "\(third.errors)")
            try await stale(place, bills, before)

            #expect(accounts.leaks(first + [second, third]) == [])
            sent(to: servers, stubs)
        }

        /// What was known of the account that is away is there with its date, and the pages say that it is old.
        private func stale(_ place: Workplace, _ bills: String, _ before: [[String]]) async throws {
            #expect(
                try await place.rows("SELECT provider, status FROM accounts WHERE status <> 'complete'")
                    == [["digitalocean", "unreachable"]])
            #expect(try await place.rows("SELECT COUNT(*) FROM digitalocean_droplet") == [["450"]])
            #expect(
                try await place.rows(
                    "SELECT DISTINCT status FROM account_outcomes WHERE table_name = 'digitalocean_droplet'")
                    == [["stale"]])
            #expect(
                try await place.rows(
                    "SELECT DISTINCT collected_at < (SELECT started_at FROM run) FROM account_outcomes WHERE status = 'stale'"
                ) == [["1"]])
            #expect(
                try await place.rows(
                    "SELECT COUNT(*) FROM account_outcomes WHERE provider <> 'digitalocean' AND status <> 'complete'"
                )
                    == [["0"]])
            #expect(try await place.rows(bills) == before)
            let costs = place.page("costs/index.html")
            #expect(costs.contains(Self.missing) && costs.contains("What an earlier run knew of them"))
            #expect(place.page("index.html").contains("digitalocean main"))
            let page = place.page("providers/digitalocean.html")
            #expect(page.contains("unreachable") && page.contains("refused the connection"))
        }

        /// Nothing but reading, and each token at its own origin in its own header.
        private func sent(to servers: [String: StubServer], _ stubs: [AccountStub]) {
            let asking = ["newrelic": "/graphql", "rackspace": "/v2.0/tokens"]
            for (name, server) in servers {
                let requests = server.requests
                for request in requests where request.method != "GET" && request.method != "HEAD" {
                    #expect(
                        request.method == "POST" && request.path == asking[name], "\(name): \(request.path)")
                }
                #expect(!requests.contains { $0.has("mutation") }, "\(name)")
                let tokens = stubs.compactMap { stub in stub.token.map { (stub.provider, $0) } }
                for (provider, token) in tokens where provider != name {
                    let text = requests.first { $0.text.contains(token) }?.path
                    #expect(text == nil, "the token of \(provider) at \(name)")
                }
                for (provider, token) in tokens where provider == name {
                    #expect(
                        !requests.contains { $0.query.contains(token) || $0.path.contains(token) }, "\(name)")
                    #expect(requests.contains { $0.text.contains(token) }, "\(name)")
                }
            }
        }

        // MARK: - What is forbidden

        @Test("a missing scope costs what needs it, and is named, even by a server that repeats the token")
        func scopes() async throws {
            let stubs: [AccountStub] = [
                .digitalOcean(repeats: true) { $0.forbidden = ["/v2/databases"] },
                .heroku(repeats: true) { $0.forbidden = ["/pipelines"] },
                .sentry(repeats: true) { $0.forbidden = ["/api/0/organizations/acme/members/"] },
                .papertrail(repeats: true) { $0.forbidden = ["/api/v1/searches.json"] },
                .newRelic(isWhole: false) { $0.isPrivileged = false },
                .rackspace(isWhole: false) { $0.isPrivileged = false },
            ]
            try await AccountStub.running(stubs[...]) { servers in
                let accounts = try AccountsPlace(stubs, at: servers.mapValues(\.url))
                let place = accounts.place
                let audit = try await place.constat("audit", within: .seconds(240))
                #expect(audit.status == 3, "\(audit.errors)")
                #expect(
                    try await place.rows("SELECT provider FROM accounts WHERE status = 'partial' ORDER BY 1")
                        .map { $0[0] }
                        == ["digitalocean", "heroku", "newrelic", "papertrail", "rackspace", "sentry"])
                for (provider, endpoint, remedy) in [
                    ("digitalocean", "/v2/databases", "database:read"), ("heroku", "/pipelines", "read"),
                    ("sentry", "/api/0/organizations/{slug}/members/", "member:read"),
                    ("papertrail", "/api/v1/searches.json", "right to read it"),
                ] {
                    let outcome = try #require(
                        try await place.rows(
                            "SELECT status, reason, remedy FROM account_outcomes WHERE provider = '\(provider)' AND endpoint = '\(endpoint)'"
                        ).first, "\(provider)")
                    #expect(outcome[0] != "complete", "\(provider)")
                    #expect(outcome[1].hasPrefix("403: no permission for \(endpoint)"), "\(outcome)")
                    #expect(outcome[1].contains("***"), "\(outcome)")
                    #expect(outcome[2].contains(remedy), "\(outcome)")
                    let others = try await place.rows(
                        "SELECT endpoint FROM account_outcomes WHERE provider = '\(provider)' AND status <> 'complete' AND endpoint NOT LIKE '\(endpoint)%'"
                    )
                    #expect(
                        others.allSatisfy { provider == "heroku" && $0[0].contains("pipeline") }, "\(others)")
                }
                #expect(try await place.rows("SELECT COUNT(*) FROM digitalocean_droplet") == [["3"]])
                #expect(audit.errors.contains("digitalocean main: partial: "), "\(audit.errors)")
                #expect(accounts.leaks([audit]) == [])
                let page = place.page("providers/digitalocean.html")
                #expect(page.contains("database:read"))
                #expect(LinkedSite(place.scratch.path("output/site")).deadLinks == [])
            }
        }

        // MARK: - Servers

        @Test(
            "a rule makes a server of a provider a host, which is then visited",
            .enabled(if: Sshd.isThere, "no sshd here"))
        func discovery() async throws {
            let droplets = AccountStub.digitalOcean { _ in
            } editing: { request, reply in
                guard request.path == "/v2/droplets" else { return reply }
                let body = String(decoding: reply.body, as: UTF8.self).replacing(
                    #""198.18.0.1""#, with: #""127.0.0.1""#)
                return (reply.status, reply.headers, Array(body.utf8))
            }
            try await withSshd { sshd in
                let rule = """
                    discover:
                      - {provider: digitalocean, tag: web, name: web-0, client: acme, port: \(sshd.port), \
                    identity_file: \(sshd.folder.path)/client, known_hosts: \(sshd.folder.path)/known}
                    clients:
                      - {client: acme, title: Acme}
                    """
                try await AccountStub.running([droplets]) { servers in
                    let accounts = try AccountsPlace([droplets], at: servers.mapValues(\.url), rest: rule)
                    let place = accounts.place
                    let audit = try await place.constat("audit", within: .seconds(240))
                    #expect(audit.status == (isRoot ? 0 : 3), "\(audit.errors)")
                    let targets = try await place.rows("SELECT host, status, reason FROM targets")
                    #expect(targets.map { $0[0] } == ["web-0"])
                    #expect(["complete", "partial"].contains(targets.first?[1]), "\(targets)")
                    #expect(
                        try await place.rows("SELECT host, address, client, tags FROM inventory_hosts") == [
                            ["web-0", "127.0.0.1", "acme", "acme,web"]
                        ])
                    let packages = try await place.rows(
                        "SELECT COUNT(*) > 50 FROM deb_packages WHERE host = 'web-0'")
                    #expect(packages == [["1"]])
                    #expect(place.page("inventory/servers/web-0.html").contains("web-0"))
                }
            }
        }
    }
}
