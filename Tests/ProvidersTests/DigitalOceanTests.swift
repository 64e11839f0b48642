import Foundation
import Model
import Providers
import TestSupport
import Testing

@Suite struct DigitalOceanTests {
    private func visited(_ change: (inout Replayed) -> Void = { _ in }) async throws -> Visited {
        try await Replayed(DigitalOcean.self).with(change).visited()
    }

    /// The same with another answer at one path.
    private func visited(_ status: Int, _ body: String, at path: String) async throws -> Visited {
        try await visited {
            $0.answer = { $0.path == path ? Answer(status: status, body: Array(body.utf8)) : nil }
        }
    }

    @Test("an account is read whole: every endpoint, every table, every line of its bills")
    func golden() async throws {
        let visited = try await visited()
        #expect(visited.outcome.status == .complete, "\(visited.outcome.reason ?? "")")
        for table in DigitalOcean.tables { #expect(!visited.rows(of: table.name).isEmpty, "\(table.name)") }
        try expectGolden(visited.text.utf8, "digitalocean.txt")
    }

    @Test("no secret that answers have is kept")
    func secrets() async throws {
        let folder = testsFolder.appending(path: "ProvidersTests/Recorded/digitalocean")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let canaries = try files.reduce(0) { count, name in
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return count + text.split(separator: "CANARY-").count - 1
        }
        #expect(canaries > 70)
        let text = try await visited().text
        #expect(!text.contains("CANARY"))
    }

    @Test("a request has the token and says what it takes, and asks for whole pages")
    func requests() async throws {
        let visited = try await visited()
        #expect(
            visited.requests.allSatisfy {
                $0.headers == [
                    .init("Authorization", "Bearer replayed-token-for-tests"),
                    .init("Accept", "application/json"),
                ]
            })
        #expect(visited.requests.allSatisfy { $0.method == .get && $0.base == nil })
        #expect(visited.lines.contains("GET /v2/firewalls?page=1&per_page=200"))
        #expect(!visited.lines.contains { $0.contains("#") })
    }

    @Test("a list is followed to its third page and no further, GPU droplets come beside it")
    func pages() async throws {
        let visited = try await visited()
        #expect(
            visited.lines.filter { $0.hasPrefix("GET /v2/droplets?") } == [
                "GET /v2/droplets?page=1&per_page=200", "GET /v2/droplets?page=2&per_page=200",
                "GET /v2/droplets?page=3&per_page=200", "GET /v2/droplets?type=gpus&page=1&per_page=200",
            ])
        #expect(visited.rows(of: "digitalocean_droplet").count == 4)
    }

    @Test("links of alert policies may stand one level higher, and ids be numbers or texts")
    func alertPolicies() async throws {
        let rows = try await visited().rows(of: "digitalocean_alert_policy")
        #expect(rows.map { $0["entities"] } == ["[192018292]", #"["192018292","192018293"]"#])
    }

    @Test("the token of a registry's next page is passed on")
    func registry() async throws {
        let visited = try await visited()
        #expect(
            visited.lines.contains(
                "GET /v2/registries/example/repositoriesV2?page=2&page_token=JPZmZzZXQiOjB9&per_page=1"))
        #expect(
            visited.rows(of: "digitalocean_container_registry_repository").map { $0["name"] }
                == ["repo-1", "repo-2"])
    }

    @Test("the policies of backups are a map")
    func backupPolicies() async throws {
        let rows = try await visited().rows(of: "digitalocean_droplet_backup_policy")
        #expect(rows.map { $0["plan"] } == [.null, "daily", "weekly"])
        #expect(rows.map { $0["backup_enabled"] } == [0, 1, 1])
    }

    @Test("Go's zero moment is none, and nine decimals are cut off")
    func moments() async throws {
        let visited = try await visited()
        let deployment = try #require(visited.rows(of: "digitalocean_app_deployment").first)
        #expect(deployment["updated_at"] == .null)
        #expect(deployment["created_at"] == 1_595_959_200)
        let vpc = try #require(visited.rows(of: "digitalocean_vpc").first)
        #expect(vpc["created_at"] == 1_584_127_247)
    }

    @Test("what a token has no scope for is not visible, which is not the same as empty")
    func invisible() async throws {
        let body = #"{"droplets": [{"id": 1, "name": "bare", "status": "active", "networks": {}}]}"#
        let row = try #require(
            try await visited(200, body, at: "/v2/droplets").rows(of: "digitalocean_droplet").first)
        #expect(row["tags"] == .null)
        #expect(row["features"] == .null)
        #expect(row["volume_ids"] == .null)
        #expect(row["price_monthly"] == .null)
        #expect(row["public_ipv4"] == .null)
        #expect(row["public_addresses"] == "[]")
    }

    @Test("0 and all are every port, and peers that are not named are none")
    func firewallRules() async throws {
        let rows = try await visited().rows(of: "digitalocean_firewall_rule")
        #expect(rows.map { $0["ports"] } == ["80", "22", "all", "all", "8000-9000", "80"])
        #expect(rows[3]["addresses"] == "[]")
        #expect(rows[2]["addresses"] == #"["0.0.0.0/0","::/0"]"#)
        #expect(rows.map { $0["direction"] }.last == "outbound")
    }

    @Test("a volume without droplets is attached to none, however that is written")
    func volumes() async throws {
        let rows = try await visited().rows(of: "digitalocean_volume")
        #expect(rows.map { $0["droplet_ids"] } == ["[3164459]", "[]"])
    }

    @Test("a cache is not asked for what only other engines have")
    func engines() async throws {
        let asked = try await visited().lines.filter { $0.contains("/v2/databases/") }
        let cache = asked.filter { $0.contains("4ff31/") }.map { $0.split(separator: "/").last }
        #expect(cache == ["firewall", "events", "eviction_policy"])
        #expect(!asked.contains { $0.contains("4ff30/eviction_policy") })
    }

    @Test("an engine may refuse what it does not have", arguments: [400, 404, 405, 412, 422])
    func refusedPart(_ status: Int) async throws {
        let path = "/v2/databases/9cc10173-e9ea-4176-9dbc-a4cee4c4ff30/replicas"
        let visited = try await visited(status, #"{"id": "x", "message": "not supported"}"#, at: path)
        #expect(visited.outcome.status == .complete)
    }

    @Test("a database whose rules are refused is not one without rules")
    func refusedRules() async throws {
        let path = "/v2/databases/9cc10173-e9ea-4176-9dbc-a4cee4c4ff31/firewall"
        let visited = try await visited(412, #"{"id": "x", "message": "not now"}"#, at: path)
        let outcome = visited.outcome.endpoints.first { $0.endpoint == "/v2/databases/{id}/firewall" }
        #expect(outcome?.coverage == .partial)
    }

    @Test("a scope that is missing costs its own table, and its remedy is named")
    func scope() async throws {
        let visited = try await visited(
            403, #"{"id": "Forbidden", "message": "You are not authorized"}"#, at: "/v2/firewalls")
        #expect(visited.outcome.status == .partial)
        let outcome = try #require(visited.outcome.endpoints.first { $0.endpoint == "/v2/firewalls" })
        #expect(outcome.coverage == .unknown)
        #expect(outcome.reason == "403: no permission for /v2/firewalls: You are not authorized")
        #expect(outcome.remedy == "Give the token `firewall:read`.")
        #expect(visited.rows(of: "digitalocean_droplet").count == 4)
    }

    @Test(
        "what many accounts do not have does not make them partial",
        arguments: ["/v2/security/scans/latest", "/v2/functions/namespaces", "/v2/vpc_peerings"])
    func optional(_ path: String) async throws {
        let visited = try await visited(403, #"{"message": "no"}"#, at: path)
        #expect(visited.outcome.status == .complete)
        #expect(visited.outcome.endpoints.first { $0.endpoint == path }?.coverage == .unknown)
    }

    @Test("a token that is refused ends the visit at its first request")
    func unauthorized() async throws {
        let visited = try await visited(401, #"{"id": "Unauthorized"}"#, at: "/v2/account")
        #expect(visited.outcome.status == .refused)
        #expect(visited.requests.count == 1)
    }

    @Test("a key's type, length and fingerprint are its own; a text that is no key has none")
    func keys() async throws {
        let rows = try await visited().rows(of: "digitalocean_key")
        #expect(rows[0]["fingerprint_sha256"] == .null)
        #expect(rows[0]["fingerprint"] == "3b:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45")
        #expect(rows[1]["algorithm"] == "ssh-ed25519")
        #expect(rows[1]["bits"] == 256)
        #expect(rows[1]["fingerprint_sha256"] == "SHA256:InwmFNRBcG7MmkN5uXL050+ui144OWNey8KLyCDy9MQ")
    }

    @Test("of addresses with passwords only the host is kept")
    func hosts() async throws {
        let visited = try await visited()
        #expect(
            visited.rows(of: "digitalocean_uptime_check").map { $0["target_host"] }
                == ["www.example.com", "198.51.100.10"])
        let web = visited.rows(of: "digitalocean_app_component").first { $0["source"] == "git" }
        #expect(web?["source_repository"] == "git.example.com")
        #expect(
            visited.rows(of: "digitalocean_app_log_destination").map { $0["host"] }
                == ["logs5.example.net", "http-intake.example.net", .null, "search.example.net"])
    }

    @Test(
        "what an answer says went wrong is its message, or its text, but no page",
        arguments: [
            (#"{"id": "not_found", "message": "No such thing"}"#, "No such thing"),
            (#"{"id": "server_error"}"#, "server_error"), ("upstream timed out", "upstream timed out"),
            ("<html><body>502</body></html>", nil), ("", nil), (#"{"message": ""}"#, nil), ("[]", nil),
        ] as [(String, String?)])
    func words(_ body: String, _ words: String?) {
        #expect(DigitalOcean.words(of: Answer(status: 500, body: Array(body.utf8))) == words)
    }

    @Test(
        "how long to wait is told by the burst, else by when the oldest request is an hour old",
        arguments: [
            (429, ["retry-after": "7", "ratelimit-reset": "5000"], 7),
            (429, ["ratelimit-reset": "1030"], 30), (429, ["ratelimit-reset": "900"], 1), (429, [:], nil),
            (200, ["ratelimit-remaining": "0", "ratelimit-reset": "1030"], 30),
            (200, ["ratelimit-remaining": "1", "ratelimit-reset": "1030"], nil),
            (200, ["ratelimit-remaining": "0", "ratelimit-reset": "-9223372036854775808"], nil),
        ] as [(Int, [String: String], Int64?)])
    func pause(_ status: Int, _ headers: [String: String], _ seconds: Int64?) {
        let answer = Answer(
            status: status, headers: headers.map { Request.Pair($0.key, $0.value) }, body: [])
        #expect(DigitalOcean.pause(after: answer, now: 1_000) == seconds)
    }
}
