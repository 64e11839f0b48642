package import Model

/// What the inventory declares beside hosts, for checks and pages to hold against what is there.
package enum InventoryTables {
    package static let all = [
        accounts, clients, clientMatches, apps, aliases, people, personEmails, personKeys, domains,
        exemptions, attestations, policy, rates, prices,
    ]

    package static let accounts = Table(
        "inventory_accounts", "An account at a provider, as the inventory declares it.",
        [
            .text("provider", "The provider"),
            .text("account", "Its name here"),
            .integer("budget", "What it may cost a month, in millionths; null for none"),
            .text("budget_currency", "ISO 4217"),
            .text("declared_at", "File and line"),
        ], key: ["provider", "account"])

    package static let clients = Table(
        "inventory_clients", "A client: whose assets are, and who answers for them.",
        [
            .text("client", "Its name here"),
            .text("title", "Its name as people write it"),
            .text("owner", "Who answers for it"),
            .integer("budget", "What it may cost a month, in millionths; null for none"),
            .text("budget_currency", "ISO 4217"),
            .integer("hosting_fee", "What it pays a month for hosting, in millionths; null when not said"),
            .text("hosting_fee_currency", "ISO 4217"),
            .text("window", "Its maintenance window, as Tue 22:00-24:00; null for the inventory's own"),
            .text("declared_at", "File and line"),
        ], key: ["client"])

    package static let clientMatches = Table(
        "inventory_client_matches",
        "A rule by which a resource or a charge is a client's; the first that matches counts.",
        [
            .integer("position", "From 1, over all clients, in the order of trying"),
            .text("client", "The client"),
            .text("kind", "resource, host, app, tag, project, name, service or account"),
            .text("pattern", "With * and ?; for resource, an exact id"),
            .real("share", "Its part of what matches, from 0 to 1; 1 for all of it"),
            .text("declared_at", "File and line"),
        ], key: ["position"])

    package static let apps = Table(
        "inventory_apps", "An application, as the inventory declares it.",
        [
            .text("app", "Its name here"),
            .text("client", "Whose it is"),
            .text("owner", "Who answers for it"),
            .text("environment", "production, staging, development or review"),
            .text("declared_at", "File and line"),
        ], key: ["app"])

    package static let aliases = Table(
        "inventory_aliases", "Another name by which an asset is known at a provider.",
        [
            .text("asset", "Host or app, by its name here"),
            .text("kind", "server or app"),
            .text("alias", "The other name, address or id"),
        ], key: ["asset", "alias"])

    package static let people = Table(
        "inventory_people", "A person who may have accounts.",
        [
            .text("person", "Name here"),
            .text("left_on", "Last day, as 2026-03-31; null for who is still here"),
            .text("declared_at", "File and line"),
        ], key: ["person"])

    package static let personEmails = Table(
        "inventory_person_emails", "An address of a person's, in lower case.",
        [.text("person", "The person"), .text("email", "The address")], key: ["person", "email"])

    package static let personKeys = Table(
        "inventory_person_keys", "An SSH key of a person's.",
        [
            .text("person", "The person"),
            .text("fingerprint", "SHA256:… or MD5 with colons, as the inventory has it"),
        ],
        key: ["person", "fingerprint"])

    package static let domains = Table(
        "inventory_domains", "A public name that must answer, with whose it is.",
        [
            .text("domain", "The name"),
            .text("app", "The app or host behind it"),
            .text("client", "Whose it is"),
            .text("environment", "As the app's"),
        ], key: ["domain"])

    package static let exemptions = Table(
        "inventory_exemptions", "A promise that need not be kept for an asset, and why.",
        [
            .text("asset", "Host or app, by its name here"),
            .text("promise", "monitored, logged, …, as in asset_coverage"),
            .text("reason", "Why"),
        ], key: ["asset", "promise"])

    package static let attestations = Table(
        "inventory_attestations", "Something that no API tells, looked at by a person.",
        [
            .text("provider", "Where"),
            .text("subject", "What was looked at: second-factor"),
            .text("person", "By whom"),
            .text("day", "When, as 2026-10-01"),
        ], key: ["provider", "subject", "day"])

    package static let policy = Table(
        "inventory_policy", "A bound that the team sets, or the one in force when it sets none.",
        [
            .text(
                "name",
                "email_domain (one row each), administrators_least, administrators_most, snapshot_days, stopped_days, idle_days, temporary_days, review_days, unallocated_percent"
            ),
            .text("value", "The bound"),
        ], key: ["name", "value"])

    package static let rates = Table(
        "inventory_rates", "An exchange rate that the inventory sets.",
        [
            .text("currency", "ISO 4217"),
            .text("base", "The currency that one unit is given in"),
            .real("rate", "Units of base for one of currency"),
            .text("day", "As 2026-11-20"),
            .text("source", "Where it is from"),
        ], key: ["currency", "base"])

    package static let prices = Table(
        "inventory_prices", "A price that no API gives: ours, dated, or the operator's in its place.",
        [
            .text("provider", "Whose price"),
            .text("sku", "What: droplet-backup-weekly, papertrail-plan, …"),
            .text("account", "For which account; null for all"),
            .integer(
                "price",
                "In millionths of the currency, for one unit and month; for a percent, millionths of one"),
            .text("currency", "ISO 4217; null for a percent"),
            .text("unit", "month, gb-month, gib, percent, user, …"),
            .text("day", "When it was read"),
            .text("source", "Where"),
        ], key: ["provider", "sku", "account"])
}
