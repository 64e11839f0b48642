/// A client, as the inventory declares it: whose assets are, who answers for them, what they may cost.
package struct Client: Sendable, Hashable {
    package var name: String
    /// As people write it; the name when nothing is said.
    package var title: String
    package var owner: String?
    package var budget: Money?
    /// What it pays a month for hosting.
    package var hostingFee: Money?
    package var window: String?
    /// Rules by which a resource or a charge is its own, in the order of trying.
    package var matches: [Match] = []
    package var place: Place?

    /// A client of which nothing but the name is said.
    package init(name: String) {
        self.name = name
        title = name
    }

    /// What a resource or charge must be to be the client's.
    package struct Match: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable {
            /// One resource, by its id at the provider.
            case resource
            /// The server of the inventory that it is.
            case host
            /// The app that it is of.
            case app
            case tag
            /// Project or team at the provider.
            case project
            /// The resource's name.
            case name
            /// A service of a provider: `heroku/*`, `papertrail/*`.
            case service
            /// All that an account bills: `heroku/agency`.
            case account
        }
        package var kind: Kind
        /// With `*` and `?`; an exact id for `resource`.
        package var pattern: String
        /// The part of what matches, above 0 and at most 1; what several clients have of one thing adds up to 1.
        package var share: Double
        package var place: Place?

        package init(_ kind: Kind, _ pattern: String, share: Double = 1, place: Place? = nil) {
            self.kind = kind
            self.pattern = pattern
            self.share = share
            self.place = place
        }
    }
}

/// An application, as the inventory declares it.
package struct App: Sendable, Hashable {
    package var name: String
    package var client: String?
    package var owner: String?
    package var environment: String?
    package var window: String?
    /// Public names that must answer.
    package var domains: [String] = []
    package var aliases: [String] = []
    package var exemptions: [Exemption] = []
    package var place: Place?

    package init(name: String) { self.name = name }
}

/// A person who may have accounts and keys.
package struct Person: Sendable, Hashable {
    package var name: String
    /// In lower case.
    package var emails: [String] = []
    /// Fingerprints of SSH keys, `SHA256:…` or MD5 with colons.
    package var keys: [String] = []
    /// The last day, `YYYY-MM-DD`.
    package var left: String?
    package var place: Place?

    package init(name: String) { self.name = name }
}

/// One site for one kind of readers, in one language.
package struct Edition: Sendable, Hashable {
    /// Name of its folder below `output/site`.
    package var name: String
    package var language: Language
    package var readers: [Reader]

    package enum Reader: String, Sendable, CaseIterable { case devops, developer, management }

    package init(name: String, language: Language, readers: [Reader]) {
        self.name = name
        self.language = language
        self.readers = readers
    }

    /// The one edition of an inventory that declares none: all that there is, in English, in `output/site` itself.
    package static let whole = Edition(name: "", language: .en, readers: Reader.allCases)
}

/// A language that the site exists in.
package enum Language: String, Sendable, CaseIterable { case en, fr }

/// Which servers of a provider become hosts by themselves.
package struct Discovery: Sendable, Hashable {
    package var provider: String
    /// Only in this account; in all when nothing is said.
    package var account: String?
    /// Only with this tag; Rackspace's metadata count as `name:value`.
    package var tag: String?
    /// Only with a name like this, with `*` and `?`.
    package var name: String?
    /// What every such host has, filled in from the groups that the rule names and from the defaults; its name and address are empty.
    package var template: Host
    /// Whether it is reached at its private address.
    package var isPrivate: Bool
    package var place: Place?

    /// A rule for all servers of a provider.
    package init(provider: String, template: Host) {
        self.provider = provider
        self.template = template
        isPrivate = false
    }
}

/// A price that no API gives.
package struct Price: Sendable, Hashable {
    package var provider: String
    package var sku: String
    /// For one account only; for all when nothing is said.
    package var account: String?
    /// In millionths of the currency for one unit; for a percent, millionths of one.
    package var micros: Int64
    /// Nothing for a percent.
    package var currency: String?
    package var unit: String
    /// When it was read, `YYYY-MM-DD`, and where.
    package var day: String
    package var source: String

    package init(
        provider: String, sku: String, account: String? = nil, micros: Int64, currency: String?, unit: String,
        day: String, source: String
    ) {
        self.provider = provider
        self.sku = sku
        self.account = account
        self.micros = micros
        self.currency = currency
        self.unit = unit
        self.day = day
        self.source = source
    }
}

/// Units of `base` for one of `currency`, on a day.
package struct ExchangeRate: Sendable, Hashable {
    package var currency: String
    package var base: String
    package var rate: Double
    /// `YYYY-MM-DD`.
    package var day: String
    package var source: String

    package init(currency: String, base: String, rate: Double, day: String, source: String) {
        self.currency = currency
        self.base = base
        self.rate = rate
        self.day = day
        self.source = source
    }
}

/// Something that no API tells, looked at by a person on a day.
package struct Attestation: Sendable, Hashable {
    package var provider: String
    /// `second-factor`.
    package var subject: String
    package var person: String
    /// `YYYY-MM-DD`.
    package var day: String

    package init(provider: String, subject: String, person: String, day: String) {
        self.provider = provider
        self.subject = subject
        self.person = person
        self.day = day
    }
}

/// Bounds that a team sets for its checks, with what holds when it sets none.
package struct Policy: Sendable, Hashable {
    package var emailDomains: [String] = []
    package var administrators: ClosedRange<Int> = 2...4
    package var snapshotDays = 90
    package var stoppedDays = 14
    package var idleDays = 14
    package var temporaryDays = 90
    package var reviewDays = 14
    package var unallocatedPercent = 5

    package init() {}
}
