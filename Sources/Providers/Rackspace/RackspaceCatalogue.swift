import Model

/// Where the services are, by the catalogue that logging in gives.
extension Rackspace {
    /// Where billing is, which no catalogue says.
    private static let billing = "https://billing.api.rackspacecloud.com/v2"

    /// Logs in, then asks each service in each region that the catalogue has it in.
    ///
    /// - Throws: `Problem` when it cannot log in, or the account has no compute.
    package static func collect(_ visit: AccountVisit) async throws {
        guard let username = visit.account.username, !username.isEmpty else {
            throw Problem(
                "\(visit.account.title) has no username in the inventory", at: visit.account.place,
                remedy: "Set `username` to the user whose API key the token is.")
        }
        try await visit.walk(login)
        guard let session = visit.items(of: login.path).first else {
            // What it was is already said of logging in, and comes first.
            throw Problem("\(login.path): there is no session in the answer")
        }
        visit.token = Secret(try session.required("token.id"))
        let places = try RackspacePlace.all(in: session)
        guard places.contains(where: { $0.service == RackspaceCompute.service }) else {
            throw Problem(
                "this account has no classic Public Cloud compute; "
                    + "if you moved to OpenStack Flex this client does not cover it")
        }
        for endpoint in endpoints where endpoint.path != login.path {
            switch endpoint.service {
            case nil: try await visit.walk(endpoint)
            case RackspaceBilling.service?:
                let base = visit.account.baseURL.map { "\($0)/billing/v2" } ?? billing
                try await visit.walk(endpoint, base: base)
            case let service?:
                for place in places where place.service == service {
                    try await walk(endpoint, at: place, visit)
                }
            }
        }
    }

    private static func walk(
        _ endpoint: Endpoint, at place: RackspacePlace, _ visit: AccountVisit
    ) async throws {
        guard place.isTrusted(for: visit.account) else {
            let region = place.region.map { " of \($0)" } ?? ""
            visit.skip(
                endpoint,
                because: Problem(
                    "the catalogue has \(place.service)\(region) at an address that is not Rackspace's: "
                        + (place.origin ?? "no web address"),
                    remedy: visit.account.baseURL == nil
                        ? "Nothing is sent there. Ask Rackspace whether it is theirs."
                        : "With `base_url` its addresses must have the same scheme, host and port."))
            return
        }
        try await visit.walk(
            endpoint, base: place.url, labels: place.region.map { ["region": $0] } ?? [:])
    }
}

/// One service in one region.
struct RackspacePlace: Hashable {
    let service: String
    /// Nothing for a service without regions.
    let region: String?
    let url: String

    /// The places in the answer to logging in, each once, in its order.
    static func all(in session: Item) throws -> [RackspacePlace] {
        var seen: Set<RackspacePlace> = []
        var places: [RackspacePlace] = []
        for service in try session.items("serviceCatalog") {
            guard let name = service["name"]?.words, case .list(let endpoints)? = service["endpoints"] else {
                continue
            }
            for endpoint in endpoints {
                guard var url = endpoint["publicURL"]?.words else { continue }
                while url.hasSuffix("/") { url.removeLast() }
                let place = RackspacePlace(service: name, region: endpoint["region"]?.words, url: url)
                if seen.insert(place).inserted { places.append(place) }
            }
        }
        return places
    }

    /// Scheme, host and port.
    var origin: String? { RackspacePlace.origin(of: url) }

    /// Whether the token may go there.
    func isTrusted(for account: Account) -> Bool {
        guard let origin else { return false }
        if let base = account.baseURL { return origin == RackspacePlace.origin(of: base) }
        guard origin.hasPrefix("https://"), !origin.dropFirst(8).contains(":") else { return false }
        return [".rackspacecloud.com", ".clouddrive.com"].contains { origin.hasSuffix($0) }
    }

    /// In lower case; nothing for what is no such address, or has a user or anything else in it but a host and a port.
    private static func origin(of url: String) -> String? {
        let plain = url.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { plain.hasPrefix($0) }) else { return nil }
        let rest = plain.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let isPlain = authority.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || [0x2D, 0x2E, 0x3A].contains($0)
        }
        guard !authority.isEmpty, isPlain, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        else { return nil }
        return scheme + authority
    }
}
