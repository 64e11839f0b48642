import Model

/// Users, where they come from, and their keys.
///
/// It is for administrators of the organisation, so all of it is optional. The API does not say who has a second factor. Of keys only the
/// name and the age are asked for, never the key.
enum NewRelicPeople {
    private static let domain =
        "data.actor.organization.userManagement.authenticationDomains"

    static let endpoints: [Endpoint] = [domains, users, organization, settings, keys].map {
        $0.with { $0.isOptional = true }
    }

    private static let domains = Document(
        "authentication-domains",
        """
        query ($cursor: String) { actor { organization { userManagement { authenticationDomains(cursor: \
        $cursor) { nextCursor totalCount authenticationDomains { id name provisioningType } } } } } }
        """
    ).endpoint(
        items: "\(domain).authenticationDomains", cursor: "\(domain).nextCursor",
        scope: "Authentication domain",
        ProviderTable(
            "newrelic_authentication_domain", "A group of users who log in the same way.",
            [
                .id("id", "Id of the domain"),
                .text("name", "Its name"),
                lowered("provisioning_type", "manual, scim or disabled", "provisioningType"),
            ]))

    /// One domain at a time, for the pages of users are inside it.
    private static let users = Document(
        "users",
        """
        query ($dom: [ID!], $cursor: String) { actor { organization { userManagement \
        { authenticationDomains(id: $dom) { authenticationDomains { id users(cursor: $cursor) { nextCursor \
        totalCount users { id name email lastActive emailVerificationState type { id displayName } groups \
        { groups { id displayName } } } } } } } } } }
        """
    ).endpoint(
        items: "\(domain).authenticationDomains.0.users.users",
        cursor: "\(domain).authenticationDomains.0.users.nextCursor", of: .init(domains.path),
        scope: "Authentication domain",
        ProviderTable(
            "newrelic_user", "A user.",
            [
                .id("id", "Number of the user"),
                .text("name", "Name of the person"),
                .text("email", "Address"),
                .text("type", "Basic, Core or Full platform, by which it is paid", from: "type.displayName"),
                .time("last_active_at", "When it was last seen; null for never", from: "lastActive"),
                .text("email_verification_state", "Verified or Pending", from: "emailVerificationState"),
                .list(
                    "groups", "JSON array of the groups it is in, by name", from: "groups.groups",
                    each: "displayName"),
                .text("authentication_domain_id", "The domain", from: "^.id"),
            ])
    ) { call in
        [("dom", call.parent?["id"]?.words.map { "[\(Document.quoted($0))]" } ?? "[]")]
    }

    private static let organization = Document(
        "organization", "query { actor { organization { id name } } }"
    ).endpoint(
        items: "data.actor.organization", scope: "Organization",
        ProviderTable(
            "newrelic_organization", "What the accounts belong to.",
            [.id("id", "Id of the organisation"), .text("name", "Its name")]))

    private static let settings = Document(
        "authentication-settings",
        """
        query ($org: ID!) { customerAdministration { authenticationDomains(filter: { organizationId: \
        { eq: $org } }) { nextCursor items { id name authenticationType provisioningType } } } }
        """
    ).endpoint(
        items: "data.customerAdministration.authenticationDomains.items", of: .init(organization.path),
        scope: "Organization manager",
        ProviderTable(
            "newrelic_authentication_setting", "How users of a domain log in.",
            [
                .id("id", "Id of the domain"),
                .text("name", "Its name"),
                lowered(
                    "authentication_type",
                    "password, which forces nobody to single sign-on; saml_sso, oidc_sso",
                    "authenticationType"),
                lowered("provisioning_type", "manual, scim or disabled", "provisioningType"),
            ])
    ) { call in
        [("org", Document.quoted(call.parent?["id"]?.words ?? ""))]
    }

    private static let keys = Document(
        "api-keys",
        """
        query ($acc: Int!, $cursor: String) { actor { apiAccess { keySearch(cursor: $cursor, query: \
        { types: [USER, INGEST], scope: { accountIds: [$acc] } }) { nextCursor keys { id name type createdAt \
        ... on ApiAccessUserKey { userId } } } } } }
        """
    ).perAccount(
        items: "data.actor.apiAccess.keySearch.keys", cursor: "data.actor.apiAccess.keySearch.nextCursor",
        ProviderTable(
            "newrelic_api_key", "A key, which itself is never asked for.", key: ["account_id", "id"],
            [
                .id("id", "Id of the key"),
                .text("account_id", "The account", from: "^.id"),
                .text("name", "Its name"),
                .text("type", "USER or INGEST"),
                .text("user_id", "Whose it is", from: "userId"),
                .time("created_at", "When it was made", from: "createdAt"),
            ]))

    /// Two parts of the API write the same words in small and in large letters.
    private static func lowered(_ name: String, _ meaning: String, _ path: String) -> Field {
        Field(.text(name, meaning)) { .optional(try $0.text(path)?.lowercased()) }
    }
}
