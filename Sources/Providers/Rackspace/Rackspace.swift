package import Model

/// Rackspace Public Cloud, the classic one, with its users and its bills.
///
/// OpenStack Flex is another cloud, which the catalogue here does not have.
///
/// `username` in the inventory is the user whose API key the token is. It logs in first; the answer has the token of the session and the
/// catalogue, which alone says where each service is, region by region. An address of the catalogue is asked only under
/// rackspacecloud.com and clouddrive.com over TLS.
///
/// With `base_url` one origin stands for all of them: the identity service is asked at `base_url` itself (`/v2.0/tokens`), services at what
/// the catalogue says as long as that has the same scheme, host and port (whatever prefix tells them apart), billing at
/// `base_url` + `/billing/v2`. `region: uk` logs in with the identity service of the United Kingdom.
///
/// Source: docs.rackspace.com, the guides of each product; github.com/rackerlabs/docs-cloud-servers and its siblings.
package enum Rackspace: Provider {
    package static let name = "rackspace"
    package static let title = "Rackspace"

    /// The identity service, which tells where all others are.
    package static func baseURL(of account: Account) -> String {
        let isBritish = ["uk", "lon"].contains(account.region?.lowercased())
        return "https://\(isBritish ? "lon." : "")identity.api.rackspacecloud.com"
    }

    package static let otherOrigins =
        [
            "", "servers.", "images.", "blockstorage.", "loadbalancers.", "databases.", "networks.", "dns.",
            "monitoring.", "backup.", "billing.",
        ].map { "https://*.\($0)api.rackspacecloud.com" }
        + ["", "dfw1.", "ord1.", "iad3.", "lon3.", "syd2.", "hkg1."].map {
            "https://*.\($0)clouddrive.com"
        }

    package static let endpoints: [Endpoint] =
        [login] + RackspaceCompute.endpoints + RackspaceStorage.endpoints + RackspaceBalancing.endpoints
        + RackspaceDatabases.endpoints + RackspaceNetworks.endpoints + RackspaceFiles.endpoints
        + RackspaceMonitoring.endpoints + RackspaceIdentity.endpoints + RackspaceBilling.endpoints

    /// The first call, whose answer has the token, the catalogue and the user.
    static let login = Endpoint(
        "/v2.0/tokens", items: "access",
        ProviderTable(
            "rackspace_credential", "The user whose key the account is read with, and what it may do.",
            key: ["user_id"],
            [
                .id("user_id", "Id of the user", from: "user.id"),
                .text("username", "Name to log in with", from: "user.name"),
                .text("tenant_id", "Number of the cloud account", from: "token.tenant.id"),
                .text("domain_id", "Domain that the user is of", from: "user.RAX-AUTH:domainId"),
                .text("default_region", "As DFW", from: "user.RAX-AUTH:defaultRegion"),
                .list("roles", "JSON array of its roles", from: "user.roles", each: "name"),
                Field(.integer("may_write", "1 when a role of it may change things")) { item in
                    let roles = try item.items("user.roles").compactMap { $0["name"]?.words }
                    return .bool(roles.contains(where: mayWrite))
                },
            ]),
        ProviderTable(
            "rackspace_service", "A service in the account's catalogue.", key: ["name", "type"],
            each: "serviceCatalog",
            [
                .id(
                    "name",
                    "As cloudServersOpenStack; cloudServers is the first generation, which is not read"),
                .text("type", "As compute"),
                Field(.text("regions", "JSON array of its regions; empty for one without")) { item in
                    .list(try item.items("endpoints").compactMap { $0["region"]?.words })
                },
            ])
    ).with {
        $0.method = .post
        $0.isEssential = true
        $0.absent = []
    }

    private static func mayWrite(_ role: String) -> Bool {
        ["identity:user-admin", "identity:user-manage", "admin"].contains(role) || role.hasSuffix(":admin")
            || role.hasSuffix(":creator")
    }

    /// Logging in carries the user and the key in its body, every other request the session in a header.
    package static func authorize(_ request: inout Request, of account: Account, with token: Secret) {
        if !request.headers.contains(where: { $0.name == "Accept" }) {
            request.headers.append(.init("Accept", "application/json"))
        }
        guard request.path == login.path, request.base == nil else {
            request.headers.append(.init("X-Auth-Token", token.reveal()))
            return
        }
        request.headers.append(.init("Content-Type", "application/json"))
        var body = Array(#"{"auth":{"RAX-KSKEY:apiKeyCredentials":{"username":"#.utf8)
        Escape.json(account.username ?? "", into: &body)
        body += Array(#","apiKey":"#.utf8)
        Escape.json(token.reveal(), into: &body)
        request.body = body + Array("}}}".utf8)
    }

    /// Logs in once more with the key; nothing when it never was logged in, as when the key itself is refused.
    package static func renewed(_ visit: AccountVisit) async throws -> Secret? {
        guard !visit.items(of: login.path).isEmpty else { return nil }
        var request = Request(login.path)
        request.method = .post
        let answer = try await visit.ask(request, with: visit.credential)
        guard (200..<300).contains(answer.status) else { return nil }
        return try JSONReader.json(answer.body)["access.token.id"]?.words.map(Secret.init)
    }
}
