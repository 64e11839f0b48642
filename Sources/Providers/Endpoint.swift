package import Model

/// One call of an API, and what of its answer is kept: only the columns that are listed, whatever else it carries.
package struct Endpoint: Sendable {
    /// As the provider's reference writes it, with `{…}` for what a parent's item fills in: `/v2/databases/{id}/firewall`.
    ///
    /// No two endpoints of a provider have the same; where the API has, `#` and a word follow, which is not sent: `/graphql#hosts`.
    package var path: String
    package var method = Request.Method.get
    package var query: [Request.Pair] = []
    package var headers: [Request.Pair] = []
    /// More of the query, for what only the moment or a parent's item tells, as a month's first day.
    package var moreQuery: (@Sendable (Call) -> [Request.Pair])?
    /// For a query language that is asked by POST.
    package var body: (@Sendable (Call) -> [UInt8])?
    package var format = Format.json
    /// Where the items are in the answer: `droplets`; empty when the answer is the list, or the one item.
    package var items: String
    /// Whether the items are the values of an object; each is then `{key: …, value: …}`.
    package var isMap = false
    /// Whether the answer is one item even where it is a list, as when only its headers count.
    package var isWhole = false
    package var paging: Paging
    package var tables: [ProviderTable]
    /// Which service of the provider's catalogue has it, for a provider with several.
    package var service: String?
    /// Items of another endpoint, each of which is asked for once.
    package var parent: Parent?
    /// What a token needs for it, in the provider's words: `droplet:read`.
    package var scope: String?
    /// Statuses that mean «there is none of this here», beside those of a parent's item that has gone.
    package var absent: Set<Int> = [404]
    /// Lines of a bill, from one item.
    package var charges: (@Sendable (Item) throws -> [Charge])?
    /// Lines of a bill, from all items of one answer together, where several items make one line.
    package var sheet: (@Sendable ([Item]) throws -> [Charge])?
    package var invoices: (@Sendable (Item) throws -> [Invoice])?
    /// Lines that a total says are missing from those read so far: from one item, and all lines of the account until now.
    package var missingCharges: (@Sendable (Item, [Charge]) throws -> [Charge])?
    /// What all items together say against themselves, though their rows are kept; for an endpoint that is another's parent.
    ///
    /// What it throws is a reason that they are of no use, and ends the account where the endpoint is essential.
    package var remark: (@Sendable ([Item], Context) throws -> Problem?)?
    /// Whether the account is of no use when this one is refused, so that nothing more is asked.
    package var isEssential = false
    /// Whether a refusal is expected of many accounts, so that it is told and costs only what needs it, and not the account's being whole.
    package var isOptional = false

    package enum Format: Sendable { case json, csv }

    /// The endpoint whose items another one is asked for by.
    package struct Parent: Sendable {
        /// The path of an endpoint before this one.
        package let path: String
        /// Which of its items are asked for; all when nothing is said.
        package let isAsked: @Sendable (Item, Context) -> Bool

        package init(
            _ path: String, where isAsked: @escaping @Sendable (Item, Context) -> Bool = { _, _ in true }
        ) {
            self.path = path
            self.isAsked = isAsked
        }
    }

    package init(
        _ path: String, items: String = "", paging: Paging = .none, scope: String? = nil,
        parent: Parent? = nil, _ tables: ProviderTable...
    ) {
        self.path = path
        self.items = items
        self.paging = paging
        self.scope = scope
        self.parent = parent
        self.tables = tables
    }

    /// What it is asked for, as outcomes name it.
    package var tableNames: [String] {
        var names: [String] = []
        // One table may take rows from several lists of an item.
        for table in tables where !names.contains(table.table.name) { names.append(table.table.name) }
        return names + (charges == nil && sheet == nil && missingCharges == nil ? [] : ["charges"])
            + (invoices == nil ? [] : ["invoices"])
    }

    /// The same with something said otherwise: `.with { $0.absent = [404, 412] }`.
    package func with(_ change: (inout Endpoint) -> Void) -> Endpoint {
        var changed = self
        change(&changed)
        return changed
    }
}

/// What a visit knows that an endpoint may need to ask with.
package struct Context: Sendable {
    package let account: Account
    /// Seconds since 1970, when the visit began.
    package let now: Int64
    /// Invoices whose lines an earlier run has, so that they are not asked for again.
    package let knownInvoices: Set<String>
    /// Whether only the first page is asked of each list, and nothing of its items: enough to learn what the token may read.
    package let isTrial: Bool

    package init(
        account: Account, now: Int64, knownInvoices: Set<String> = [], isTrial: Bool = false
    ) {
        self.account = account
        self.now = now
        self.knownInvoices = knownInvoices
        self.isTrial = isTrial
    }
}

/// One request that is about to be made.
package struct Call: Sendable {
    package let context: Context
    package let parent: Item?
    /// Where the page before ended; nothing for the first.
    package let cursor: String?
}

/// How a list goes on after its first page.
package enum Paging: Sendable {
    case none
    /// `page` counts from 1, `size` asks for `most` a page. It ends when the page is empty, or when neither the body's link to a next page
    /// (a text at `next`) nor a total that is not reached yet (a number at `total`) says that there is more.
    case numbered(
        page: String = "page", size: String = "per_page", most: Int = 200, next: [String], total: [String])
    /// Heroku's: `Range: id ..; max=1000`, answered by 206 and `Next-Range`.
    case range(String)
    /// Sentry's: the `Link` header's `rel="next"` with `results="true"`, whose `cursor` is passed back.
    case link(size: String? = "per_page", most: Int = 100)
    /// The answer links to more: at one of `next` there is an address, or a list of `{rel, href}` of which `next` counts. Its query is
    /// taken as it is, byte for byte, and nothing else of it.
    case nextQuery(size: String? = "limit", most: Int? = nil, next: [String])
    /// The last item's `key` as `marker` until a page is shorter than `most`.
    case marker(parameter: String = "marker", size: String = "limit", most: Int, key: String)
    /// The number of items so far as `offset` until a page is shorter than `most`, or `total` is reached.
    case offset(parameter: String = "offset", size: String = "limit", most: Int, total: String? = nil)
    /// A cursor in the body at `next`, given to the endpoint's `body` in its `Call`, or as the parameter. Where there is none but an
    /// address at `link`, the query of that is taken as it is.
    case cursor(parameter: String?, next: String, link: String? = nil)
}

/// A table of the run file, and where in an item each of its cells is.
package struct ProviderTable: Sendable {
    package let table: Table
    package let fields: [Field]
    /// Where in the item its rows are, for a table that has several rows an item: `inbound_rules`; nothing for one row an item.
    package let rows: String?
    /// The parts of an item that its rows are, where a path does not tell them: of several lists, or of a list in each item of a list.
    package let parts: (@Sendable (Item) throws -> [Item])?
    /// Which items have a row here; all when nothing is said.
    package let isKept: @Sendable (Item) -> Bool

    /// A table whose cells are read by `fields`, in their order; `key` names the columns that tell its rows apart.
    package init(
        _ name: String, _ summary: String, key: [String] = ["id"], each rows: String? = nil,
        parts: (@Sendable (Item) throws -> [Item])? = nil,
        where isKept: @escaping @Sendable (Item) -> Bool = { _ in true }, _ fields: [Field]
    ) {
        table = Table(name, summary, fields.map { $0.column }, key: key)
        self.fields = fields
        self.rows = rows
        self.parts = parts
        self.isKept = isKept
    }
}
