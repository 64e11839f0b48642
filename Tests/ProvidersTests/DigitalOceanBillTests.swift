import Model
import Providers
import TestSupport
import Testing

@Suite struct DigitalOceanBillTests {
    private static let october = "22737513-0ea7-4206-8ceb-98a575af7681"
    private static let september = "fdabb512-6faf-443c-ba2e-665452332a9e"
    private static let list = "/v2/customers/my/invoices"

    private func visited(_ change: (inout Replayed) -> Void = { _ in }) async throws -> Visited {
        try await Replayed(DigitalOcean.self).with(change).visited()
    }

    /// An account whose only invoice, of October, has these lines and this total and summary; each amount in dollars.
    private func bill(
        _ items: [String], total: String, overages: String = "0.00", taxes: String = "0.00",
        credits: String = "0.00"
    ) async throws -> [Charge] {
        let bodies = [
            DigitalOceanBillTests.list:
                #"{"invoices": [{"invoice_uuid": "u-1", "amount": "\#(total)", "invoice_period": "2026-10"}]}"#,
            "\(DigitalOceanBillTests.list)/u-1": #"{"invoice_items": [\#(items.joined(separator: ","))]}"#,
            "\(DigitalOceanBillTests.list)/u-1/summary":
                #"{"overages": {"amount": "\#(overages)"}, "taxes": {"amount": "\#(taxes)"}, "credits_and_adjustments": {"amount": "\#(credits)"}}"#,
        ]
        return try await visited {
            $0.answer = { request in bodies[request.path].map { Answer(status: 200, body: Array($0.utf8)) } }
        }.outcome.charges
    }

    private func item(_ product: String, _ amount: String, _ more: String = "") -> String {
        #"{"product": "\#(product)", "amount": "\#(amount)", "description": "d"\#(more)}"#
    }

    @Test("the lines of an invoice, in pages, add up to its total", arguments: [october, september])
    func sums(_ invoice: String) async throws {
        let outcome = try await visited().outcome
        let sum = outcome.charges.filter { $0.invoiceID == invoice }.reduce(0) { $0 + ($1.billedCost ?? 0) }
        #expect(outcome.invoices.first { $0.id == invoice }?.total == sum)
    }

    @Test("invoices whose lines are known, or that are older than 13 months, are not asked for their lines")
    func known() async throws {
        let visited = try await visited { $0.knownInvoices = [DigitalOceanBillTests.october] }
        let asked = visited.lines.filter { $0.contains("\(DigitalOceanBillTests.list)/") }
        #expect(
            asked == [
                "GET \(DigitalOceanBillTests.list)/\(DigitalOceanBillTests.september)?page=1&per_page=200",
                "GET \(DigitalOceanBillTests.list)/preview?page=1&per_page=200",
                "GET \(DigitalOceanBillTests.list)/\(DigitalOceanBillTests.october)/summary",
                "GET \(DigitalOceanBillTests.list)/\(DigitalOceanBillTests.september)/summary",
            ])
        #expect(!visited.outcome.charges.contains { $0.invoiceID == DigitalOceanBillTests.october })
        #expect(visited.outcome.invoices.map(\.month) == ["2026-11", "2026-10", "2026-09"])
    }

    @Test("the month so far is a preview without an invoice, and its invoice is open")
    func preview() async throws {
        let outcome = try await visited().outcome
        let lines = outcome.charges.filter { $0.source == .preview }
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.invoiceID == nil && $0.month == "2026-11" })
        #expect(outcome.invoices.first { $0.state == "open" }?.month == "2026-11")
    }

    @Test("a line keeps its name from day to day, though its quantity and amount grow")
    func stable() async throws {
        let line = { (amount: String, end: String) async throws -> String? in
            let body =
                #"{"invoice_items": [{"product": "Droplets", "resource_id": "1", "description": "web (s)", "amount": "\#(amount)", "duration": "\#(amount)", "start_time": "2026-11-01T00:00:00Z", "end_time": "\#(end)"}]}"#
            return try await self.visited {
                $0.answer = {
                    $0.path == "\(DigitalOceanBillTests.list)/preview"
                        ? Answer(status: 200, body: Array(body.utf8)) : nil
                }
            }.outcome.charges.first { $0.source == .preview }?.line
        }
        let first = try await line("1.00", "2026-11-02T00:00:00Z")
        #expect(first != nil)
        #expect(try await line("2.00", "2026-11-03T00:00:00Z") == first)
    }

    @Test("lines that are the same are told apart by a number")
    func duplicates() async throws {
        let lines = try await visited().outcome.charges.filter { $0.serviceName == "Backups" }.map(\.line)
        #expect(lines.count == 2)
        #expect(lines[1] == "\(lines[0]) #2")
    }

    @Test("an amount that is not said is unknown, not zero")
    func unknownAmount() async throws {
        let line = try await visited().outcome.charges.first { $0.serviceName == "Credits" }
        #expect(line != nil)
        #expect(line?.billedCost == nil)
    }

    @Test("where the items have the taxes, the summary adds none")
    func complete() async throws {
        let charges = try await bill(
            [item("Droplets", "10.00"), item("Taxes", "2.00")], total: "12.00", taxes: "2.00")
        #expect(charges.filter { $0.source == .invoiced }.map(\.billedCost) == [10_000_000, 2_000_000])
    }

    @Test("what closes the gap between items and total is added, and nothing else")
    func missing() async throws {
        let charges = try await bill(
            [item("Droplets", "10.00"), item("Bandwidth", "1.50")], total: "8.50", overages: "1.50",
            taxes: "2.00",
            credits: "-5.00"
        ).filter { $0.invoiceID == "u-1" }
        #expect(charges.map(\.billedCost) == [10_000_000, 1_500_000, 2_000_000, -5_000_000])
        #expect(charges.map(\.category) == [.usage, .usage, .tax, .credit])
        #expect(charges.reduce(0) { $0 + ($1.billedCost ?? 0) } == 8_500_000)
        #expect(Set(charges.map(\.line)).count == 4)
    }

    @Test("where the summary does not close the gap, or an amount is unknown, nothing is made up")
    func unexplained() async throws {
        let gap = try await bill([item("Droplets", "10.00")], total: "12.50", taxes: "2.00")
        #expect(gap.filter { $0.invoiceID == "u-1" }.count == 1)
        let unknown = try await bill([item("Droplets", "")], total: "2.00", taxes: "2.00")
        #expect(unknown.filter { $0.invoiceID == "u-1" }.map(\.billedCost) == [nil])
    }

    @Test("amounts larger than any bill's are no lines, and nothing is made up for them")
    func overflow() async throws {
        let huge = "9000000000000.00"
        let charges = try await bill([item("A", huge), item("B", huge)], total: "1.00", taxes: "1.00")
        #expect(charges.filter { $0.invoiceID == "u-1" } == [])
    }

    /// A product, a description, and what becomes of them.
    struct Product: Sendable {
        let name: String
        var description = "d"
        let service: Service
        let table: String?
        var category = Charge.Category.usage
        var id: String?
    }

    @Test(
        "a product is FOCUS's service, the table of its resources and a category",
        arguments: [
            Product(name: "Droplets", service: .virtualMachines, table: "digitalocean_droplet", id: "7"),
            Product(name: "GPU Droplets", service: .virtualMachines, table: "digitalocean_droplet", id: "7"),
            Product(name: "Droplet Backups", service: .backupStorage, table: "digitalocean_droplet", id: "7"),
            Product(name: "Snapshots", service: .backupStorage, table: "digitalocean_snapshot", id: "7"),
            Product(name: "Volumes", service: .blockStorage, table: "digitalocean_volume", id: "u"),
            Product(
                name: "Load Balancers", service: .applicationNetworking, table: "digitalocean_load_balancer",
                id: "u"),
            Product(
                name: "Kubernetes Clusters", service: .containers, table: "digitalocean_kubernetes_cluster",
                id: "u"),
            Product(
                name: "Database Clusters", service: .relationalDatabases, table: "digitalocean_database",
                id: "u"),
            Product(
                name: "Database Clusters", description: "Valkey 1 GB", service: .caching,
                table: "digitalocean_database",
                id: "u"),
            Product(
                name: "Floating IPs", description: "Unused Floating IP - 203.0.113.9",
                service: .networkConnectivity,
                table: "digitalocean_reserved_ip", id: "203.0.113.9"),
            Product(name: "App Platform", service: .applicationPlatforms, table: "digitalocean_app", id: "u"),
            Product(
                name: "Functions", service: .serverless, table: "digitalocean_function_namespace", id: "u"),
            Product(
                name: "Spaces Subscription", service: .objectStorage, table: nil, category: .purchase, id: "u"
            ),
            Product(name: "Bandwidth Overages", service: .networkConnectivity, table: nil, id: "u"),
            Product(name: "Premium Support", service: .support, table: nil, category: .purchase, id: "u"),
            Product(name: "Taxes", service: .other, table: nil, category: .tax, id: "u"),
            Product(name: "Promo Credit", service: .other, table: nil, category: .credit, id: "u"),
            Product(name: "Quantum Teapots", service: .other, table: nil, id: "u"),
            Product(name: "Taxidermy", service: .other, table: nil, id: "u"),
        ])
    func product(_ product: Product) async throws {
        let item =
            #"{"product": "\#(product.name)", "amount": "1.00", "description": "\#(product.description)", "resource_id": "7", "resource_uuid": "u"}"#
        let charge = try #require(try await bill([item], total: "1.00").first { $0.invoiceID == "u-1" })
        #expect(charge.service == product.service)
        #expect(charge.resourceType == product.table)
        #expect(charge.category == product.category)
        #expect(charge.resourceID == product.id)
    }

    @Test("of a droplet's line the name and the size are told apart")
    func size() async throws {
        let charge = try await visited().outcome.charges.first { $0.resourceID == "3164459" }
        #expect(charge?.resourceName == "assets.example.com")
        #expect(charge?.skuID == "s-1vcpu-1gb")
    }

    @Test("an account that was never billed has no history at all")
    func neverBilled() async throws {
        let visited = try await visited {
            $0.answer = {
                $0.path == "/v2/customers/my/billing_history"
                    ? Answer(status: 200, body: Array(#"{"links": {}}"#.utf8)) : nil
            }
        }
        #expect(visited.outcome.status == .complete)
        #expect(visited.rows(of: "digitalocean_billing_history").isEmpty)
    }

    @Test("a token that may not read bills says so of all that they fill")
    func noRight() async throws {
        let visited = try await visited {
            $0.answer = { request in
                request.path.hasPrefix("/v2/customers/")
                    ? Answer(status: 403, body: Array(#"{"message": "no"}"#.utf8)) : nil
            }
        }
        #expect(visited.outcome.charges.isEmpty)
        let short = visited.outcome.endpoints.filter { $0.endpoint.hasPrefix("/v2/customers/") }
        #expect(short.allSatisfy { $0.coverage == .unknown && $0.remedy == "Give the token `billing:read`." })
        #expect(short.contains { $0.tables.contains("charges") })
    }
}
