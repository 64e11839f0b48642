/// An account at a provider, as the inventory declares it.
package struct Account: Sendable, Hashable {
    /// `digitalocean`, `heroku`, …: the name of the provider's file.
    package var provider: String
    /// What the inventory calls it; one provider's accounts differ in it.
    package var name: String
    package var token: TokenSource?
    /// Scheme, host, port and perhaps a path, without a slash at its end, in place of the provider's own.
    package var baseURL: String?
    /// Certificates that its TLS is checked against, beside those of the system, in a PEM file.
    package var caFile: String?
    /// Seconds for one request.
    package var timeout: Int = 30
    /// `us`, `eu`, …: which of a provider's data centres, where the token alone does not say.
    package var region: String?
    /// The user whose key the token is, where a provider wants both.
    package var username: String?
    /// The number of the account in the provider's billing, where it is another one.
    package var billingAccount: String?
    /// The organisation at the provider, by its slug, where a token can see several.
    package var organization: String?
    /// What the account may cost a month.
    package var budget: Money?
    package var place: Place?

    package init(provider: String, name: String) {
        self.provider = provider
        self.name = name
    }

    /// `digitalocean main`, as messages and pages call it.
    package var title: String { "\(provider) \(name)" }
}

/// Where a token is kept; it is never in the inventory itself.
package enum TokenSource: Sendable, Hashable {
    case environment(String)
    /// A file that only its owner may read.
    case file(String)
    /// A program and its arguments, which prints the token.
    case command([String])
}

/// A token: usable, and impossible to print by mistake.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    package init(_ value: String) { self.value = value }

    /// The token itself, for the header of a request and nothing else.
    package func reveal() -> String { value }
    package var description: String { "***" }
    package var debugDescription: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
