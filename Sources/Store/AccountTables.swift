package import Model

/// The tables of what providers were asked and what they bill, beside those that their endpoints fill.
package enum AccountTables {
    package static let all = [accounts, accountOutcomes, charges, invoices]

    package static let accounts = Table(
        "accounts", "An account at a provider that the run meant to ask, and what came of it.",
        [
            .text("provider", "digitalocean, rackspace, heroku, newrelic, papertrail, sentry or ecb"),
            .text("account", "Name in the inventory"),
            .text("status", "complete, partial, failed, unreachable or refused"),
            .text("reason", "Why it is not complete, in plain words"),
            .text("remedy", "What to do about it"),
            .integer("started_at", "When asking began"),
            .integer("finished_at", "When it ended"),
            .integer("requests", "Requests that were made"),
            .integer(
                "last_read_at",
                "When the account last answered, in this run or an earlier one; null for never"),
        ], key: ["provider", "account"])

    package static let accountOutcomes = Table(
        "account_outcomes", "A table that an endpoint of an account was asked for, and what came of it.",
        [
            .text("provider", "The provider"),
            .text("account", "Name in the inventory"),
            .text("endpoint", "Path of the endpoint, as the provider's reference writes it"),
            .text(
                "table_name",
                "Table that the answer is in; charges for lines of bills, invoices for their totals"),
            .text("status", "complete, partial, unknown or stale"),
            .text("reason", "Why it is not complete; for complete with no rows, that there is no such thing"),
            .text("remedy", "What to do about it"),
            .integer("row_count", "Rows that were read"),
            .integer("requests", "Requests that were made"),
            .integer("milliseconds", "Time that it took"),
            .integer("collected_at", "When the rows were read; for stale ones, in an earlier run"),
        ], key: ["provider", "account", "endpoint", "table_name"])

    package static let charges = Table(
        "charges",
        "A line of a bill, or of an estimate, in the columns of FOCUS 1.2; amounts in millionths of the currency.",
        [
            .text("provider", "digitalocean, heroku, …, as in accounts"),
            .text("account", "Name in the inventory"),
            .text("provider_name", "Who made it available: DigitalOcean, Heroku"),
            .text("publisher_name", "Who produced it: another for an add-on"),
            .text("invoice_issuer_name", "Who sends the invoice"),
            .text("billing_account_name", "The account, as the inventory calls it"),
            .text("sub_account_name", "Project or team at the provider"),
            .text("invoice_id", "Null until it is invoiced"),
            .text("month", "The month that it is billed in, as 2026-11"),
            .text("billing_period_start", "First instant of that month, UTC"),
            .text("billing_period_end", "The instant after its last"),
            .text("charge_period_start", "When what is charged for began, UTC"),
            .text("charge_period_end", "When it ended, excluded"),
            .text("billing_currency", "ISO 4217"),
            .integer("billed_cost", "In millionths; null when the provider says none, which is not zero"),
            .text("charge_category", "Usage, Purchase, Tax, Credit or Adjustment"),
            .text("charge_class", "Correction, for an earlier period that was already invoiced; else null"),
            .text("charge_frequency", "One-Time, Recurring or Usage-Based"),
            .text("charge_description", "The provider's own line"),
            .real("consumed_quantity", "How much of it"),
            .text("consumed_unit", "Hours, GB, Count, …"),
            .text("service_category", "Compute, Storage, Databases, …, of FOCUS's list"),
            .text("service_subcategory", "Virtual Machines, …, of FOCUS's list"),
            .text("service_name", "What the provider calls it: Droplets"),
            .text("sku_id", "Size or plan"),
            .text("region_id", "Region at the provider"),
            .text("resource_id", "As in the table of the resource"),
            .text("resource_name", "Its name"),
            .text("resource_type", "The table that has it: digitalocean_droplet"),
            .text("tags", "JSON array of its tags"),
            .text("x_line_id", "What tells the line from all others, the same each time it is read"),
            .text("x_cost_source", "invoiced, preview, estimated or declared"),
        ], key: ["x_line_id"])

    package static let invoices = Table(
        "invoices", "An invoice as its provider sums it up; totals in millionths of the currency.",
        [
            .text("provider", "The provider"),
            .text("account", "Name in the inventory"),
            .text("invoice_id", "As in charges"),
            .text("month", "The month that it is for, as 2026-11"),
            .integer("total", "In millionths; null when it is not said"),
            .text("currency", "ISO 4217"),
            .text("state", "open, issued, paid or failed"),
            .integer("has_lines", "1 when the provider gives its lines, which then add up to the total"),
        ], key: ["provider", "account", "invoice_id"])
}
