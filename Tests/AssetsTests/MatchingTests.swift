import Glibc
import Model
import Testing

@testable import Assets

@Suite struct MatchingTests {
    private func declared(
        _ name: String, kind: String = "server", aliases: Set<String> = [], names: Set<String> = [],
        addresses: Set<String> = []
    ) -> Declared {
        Declared(
            name: name, kind: kind, client: "acme", owner: "lea", environment: nil, tags: ["ours"],
            aliases: aliases, names: names.union([name]), addresses: addresses)
    }

    private func sighting(
        _ id: String, _ name: String, kind: String = "server", address: String? = nil,
        others: Set<String> = [], tags: [String] = [], isPart: Bool = false
    ) -> Sighting {
        Sighting(
            kind: kind, provider: "digitalocean", account: "main", table: "digitalocean_droplet", id: id,
            name: name, region: "ams3", size: "s-1vcpu-1gb", project: nil, publicAddress: address,
            addresses: others.union([address].compactMap(\.self)), tags: tags, createdAt: 1, isPart: isPart,
            isRunning: true)
    }

    /// By what the two sides know each other.
    struct Tie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var aliases: Set<String> = []
        var names: Set<String> = []
        var addresses: Set<String> = []

        static let all = [
            Tie(testDescription: "an id as alias", aliases: ["77"]),
            Tie(testDescription: "a name as alias", aliases: ["Listed"]),
            Tie(testDescription: "an address as alias", aliases: ["192.0.2.7"]),
            Tie(testDescription: "the public address", addresses: ["192.0.2.7"]),
            Tie(testDescription: "a private address", addresses: ["10.0.0.7"]),
            Tie(testDescription: "what the host calls itself", names: ["listed"]),
        ]
    }

    @Test("a declared server and a listed one are one asset", arguments: Tie.all)
    func same(_ tie: Tie) {
        let assets = Matching(
            declared: [declared("web-1", aliases: tie.aliases, names: tie.names, addresses: tie.addresses)],
            sightings: [
                sighting("77", "Listed", address: "192.0.2.7", others: ["10.0.0.7"], tags: ["theirs"])
            ]
        ).assets
        #expect(assets.map(\.name) == ["web-1"])
        #expect(assets.first?.sighting?.id == "77")
        #expect(assets.first?.tags == ["ours", "theirs"])
        #expect(assets.first?.isDeclared == true)
    }

    @Test("what nothing joins stays two assets, and the listed one is not declared")
    func apart() {
        let assets = Matching(
            declared: [declared("web-1", addresses: ["192.0.2.1"])],
            sightings: [sighting("77", "other", address: "192.0.2.7")]
        ).assets
        #expect(assets.map(\.name) == ["other", "web-1"])
        #expect(assets.map(\.isDeclared) == [false, true])
    }

    @Test("a public address counts before a name")
    func strength() {
        let assets = Matching(
            declared: [declared("web-1", addresses: ["192.0.2.7"])],
            sightings: [
                sighting("1", "web-1", address: "192.0.2.1"), sighting("2", "renamed", address: "192.0.2.7"),
            ]
        ).assets
        #expect(assets.first { $0.isDeclared }?.sighting?.id == "2")
    }

    @Test("a listed server is one declared server at most")
    func once() {
        let assets = Matching(
            declared: [declared("a", addresses: ["192.0.2.7"]), declared("b", addresses: ["192.0.2.7"])],
            sightings: [sighting("7", "x", address: "192.0.2.7")]
        ).assets
        #expect(assets.compactMap { $0.sighting?.id } == ["7"])
    }

    @Test("two listed servers of one name are told apart, and a cluster's nodes are no assets")
    func names() {
        let assets = Matching(
            declared: [],
            sightings: [sighting("1", "web"), sighting("2", "web"), sighting("3", "node", isPart: true)]
        ).assets
        #expect(assets.map(\.name) == ["web", "web (digitalocean 2)"])
    }

    @Test("a server is never an app of the same name")
    func kinds() {
        let assets = Matching(
            declared: [declared("shop", kind: "app")], sightings: [sighting("1", "shop")]
        ).assets
        #expect(assets.map(\.kind).sorted() == ["app", "server"])
    }

    @Test(
        "the environment is what tags say, else what the name says",
        arguments: [
            "production x: production", "prod x-staging: production", "- shop-staging: staging",
            "- shop_dev_1: development", "- prodigy: none",
        ])
    func environment(_ example: String) {
        let words = example.split(whereSeparator: { " :".contains($0) }).map(String.init)
        let assets = Matching(declared: [], sightings: [sighting("1", words[1], tags: [words[0]])]).assets
        #expect(assets.first?.environment ?? "none" == words[2])
    }

    @Test("a monitored thing is the asset that it names most surely")
    func observations() {
        let assets = Matching(
            declared: [
                declared("web-1", aliases: ["legacy"], addresses: ["192.0.2.7"]),
                declared("web-2", names: ["ip-10"]),
            ], sightings: [sighting("77", "web-1", address: "192.0.2.7")]
        ).assets
        func found(_ words: Set<String>) -> [String] {
            let thing = Observed(
                kinds: ["server"], table: "papertrail_system", account: "main", id: "9", name: "x",
                words: words)
            return Observation.matches(of: [thing], with: assets).map { "\($0.asset) \($0.rule)" }
        }
        #expect(found(["legacy", "web-2"]) == ["web-1 alias"])
        #expect(found(["77", "web-2"]) == ["web-1 id"])
        #expect(found(["192.0.2.7", "web-2"]) == ["web-1 address"])
        #expect(found(["ip-10"]) == ["web-2 name"])
        #expect(found(["nobody"]).isEmpty)
    }

    @Test("matching 4,000 servers with 4,000 takes little more than twice the time of 2,000")
    func linear() {
        func time(_ count: Int) -> Double {
            let ours = (0..<count).map { declared("web-\($0)", addresses: ["host-\($0).example.com"]) }
            let theirs = (0..<count).map { sighting("\($0)", "srv-\($0)", address: "host-\($0).example.com") }
            var spent = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent)
            let start = Double(spent.tv_sec) + Double(spent.tv_nsec) / 1e9
            #expect(Matching(declared: ours, sightings: theirs).assets.count == count)
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent)
            return Double(spent.tv_sec) + Double(spent.tv_nsec) / 1e9 - start
        }
        _ = time(500)
        let ratio = time(4_000) / time(2_000)
        #expect(ratio < 3.2, "twice the servers took \(ratio) times as long")
    }
}
