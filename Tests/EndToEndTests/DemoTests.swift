import Foundation
import TestSupport
import Testing

/// `constat audit --demo`: the made-up agency's site, as anyone gets it.
@Suite(.serialized) struct DemoTests {
    private static let made = Task { () -> Workplace in
        let place = try Workplace("hosts: [{name: here, transport: local}]\n")
        let ran = try await place.constat("audit", "--demo", within: .seconds(240))
        #expect(ran.status == 3, "\(ran.errors)")
        return place
    }

    private static let site = "output/demo/site"

    private func rows(_ place: Workplace, _ sql: String) async throws -> [[String]] {
        try await Workplace.rows(sql, of: place.scratch.path("output/demo/runs/2026-11-24T060000Z.sqlite"))
    }

    /// Every file of the site below `folder`, with its text.
    private func files(_ place: Workplace, _ folder: String) throws -> [(path: String, text: String)] {
        let root = place.scratch.path("\(Self.site)/\(folder)")
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.sorted().filter { $0.contains(".") && !$0.hasPrefix("assets/") }
            .map { ($0, place.scratch.read("\(Self.site)/\(folder)/\($0)")) }
    }

    @Test("the agency has what it is made up of, and every account says all but what one may not read")
    func whole() async throws {
        let place = try await Self.made.value
        #expect(try await rows(place, "SELECT COUNT(*) FROM digitalocean_droplet") == [["12"]])
        #expect(try await rows(place, "SELECT COUNT(*) FROM rackspace_server") == [["4"]])
        #expect(try await rows(place, "SELECT COUNT(*) FROM heroku_app") == [["8"]])
        #expect(try await rows(place, "SELECT COUNT(*) FROM inventory_clients") == [["7"]])
        #expect(try await rows(place, "SELECT COUNT(DISTINCT month) FROM costs") == [["14"]])
        #expect(
            try await rows(place, "SELECT provider FROM accounts WHERE status <> 'complete'") == [["sentry"]])
        #expect(try await rows(place, "SELECT check_id, error FROM checks WHERE error IS NOT NULL") == [])
    }

    @Test("the lines of every invoice that has lines add up to it, to the last digit")
    func invoices() async throws {
        let place = try await Self.made.value
        let sums = try await rows(
            place,
            """
            SELECT provider, invoice_id, total, SUM(billed_cost) FROM invoices JOIN charges USING (provider, account, invoice_id)
            WHERE has_lines = 1 GROUP BY provider, account, invoice_id
            """)
        #expect(sums.count >= 26)
        #expect(sums.filter { $0[2] != $0[3] } == [])
        let parts = try await rows(
            place,
            """
            SELECT x_line_id FROM charges JOIN costs USING (x_line_id) GROUP BY x_line_id, billed_cost
            HAVING SUM(cost) IS NOT billed_cost
            """)
        #expect(parts == [])
    }

    @Test("what changed is explained by reasons that add up to the difference")
    func changes() async throws {
        let place = try await Self.made.value
        let differences = try await rows(
            place,
            """
            SELECT (SELECT SUM(change) FROM cost_changes WHERE scope = 'all' AND month = '2026-10'),
              (SELECT SUM(report_cost) FROM costs WHERE month = '2026-10') - (SELECT SUM(report_cost) FROM costs WHERE month = '2026-09')
            """)
        #expect(differences.first.map { $0[0] == $0[1] } == true, "\(differences)")
        let page = place.scratch.read("\(Self.site)/direction/costs/index.html")
        #expect(page.contains("acme-pg") && page.contains("12 oct. 2026"))
    }

    @Test("every page says that the data are made up")
    func madeUp() async throws {
        let place = try await Self.made.value
        for (edition, words) in [
            ("devops", "These data are made up"), ("direction", "Ces données sont inventées"),
        ] {
            let pages = try files(place, edition).filter {
                $0.path.hasSuffix(".html") || $0.path.hasSuffix(".md")
            }
            #expect(pages.count > 20)
            #expect(pages.filter { !$0.text.contains(words) }.map(\.path) == [])
        }
    }

    @Test(
        "a client's page, in any of its forms, has no name of another client, of what is theirs, or of what they pay"
    )
    func clients() async throws {
        let place = try await Self.made.value
        let owned = try await rows(
            place,
            """
            SELECT client, title FROM inventory_clients UNION SELECT client, asset FROM assets WHERE client IS NOT NULL
            UNION SELECT client, resource_id FROM assets WHERE client IS NOT NULL AND resource_id IS NOT NULL
            UNION SELECT client, resource_name FROM costs WHERE client IS NOT NULL AND resource_name IS NOT NULL
            UNION SELECT client, address FROM assets WHERE client IS NOT NULL AND address IS NOT NULL
            """)
        let owners = Dictionary(grouping: owned) { $0[1] }.mapValues { Set($0.map { $0[0] }) }
        let clients = Set(owned.map { $0[0] })
        // On the pages of all clients, as the agency whose site it is.
        let organisation = "Agence Exemple"
        #expect(clients.count == 7)
        for edition in ["devops", "direction"] {
            let all = try files(place, "\(edition)/clients")
            for client in clients {
                let own = all.filter { $0.path.hasPrefix("\(client).") }
                #expect(own.count >= 4, "\(edition) \(client)")
                for (name, of) in owners
                where !of.contains(client) && name.utf8.count > 3 && name != organisation {
                    let found = own.filter { contains($0.text, name) }.map(\.path)
                    #expect(found == [], "\(edition): \(name) of \(of.sorted())")
                }
            }
        }
    }

    /// Whether a name stands in a text by itself, and not as a part of another.
    private func contains(_ text: String, _ name: String) -> Bool {
        let edges = { (character: Character?) in
            character.map { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? true
        }
        for range in text.ranges(of: name) {
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : nil
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : nil
            if edges(before), edges(after) { return true }
        }
        return false
    }

    @Test(
        "the management edition has costs, clients, coverage and an overview in French, and no finding's detail"
    )
    func management() async throws {
        let place = try await Self.made.value
        let pages = try files(place, "direction")
        for name in ["index.html", "costs/index.html", "clients/index.html", "coverage/index.html"] {
            #expect(pages.contains { $0.path == name && $0.text.contains("<html lang=\"fr\">") }, "\(name)")
        }
        #expect(
            pages.filter { $0.path.hasPrefix("findings/") || $0.path.hasPrefix("inventory/") }.map(\.path)
                == [])
        let details = try await rows(
            place,
            """
            SELECT DISTINCT reason FROM findings JOIN checks USING (check_id)
            WHERE status = 'fail' AND LENGTH(reason) > 25 AND category NOT IN ('coverage', 'costs')
            UNION SELECT title FROM checks
            """)
        #expect(details.count > 200)
        let text = pages.map(\.text).joined(separator: "\n")
        let waste = try await Set(
            rows(place, "SELECT reason FROM waste UNION SELECT reason FROM asset_coverage").flatMap { $0 })
        #expect(details.map { $0[0] }.filter { !waste.contains($0) && text.contains($0) } == [])
    }

    @Test("a second time the same bytes come of it")
    func same() async throws {
        let place = try await Self.made.value
        let before = try files(place, "")
        let run = try await place.constat("report", "--demo", within: .seconds(120))
        #expect(run.status == 0, "\(run.errors)")
        let after = try files(place, "")
        #expect(before.map(\.path) == after.map(\.path))
        #expect(zip(before, after).filter { $0.text != $1.text }.map { $0.0.path } == [])
    }

    @Test(
        "its French pages are accessible, whole without scripts, within their bounds, and every link leads somewhere"
    )
    func gate() async throws {
        let place = try await Self.made.value
        let python = projectFolder.appending(path: ".build-venv/bin/python").path
        let looked = try await Child(
            python,
            [
                BrowserTests.scripts.appending(path: "gate.py").path,
                place.scratch.path("\(Self.site)/direction"),
            ],
            environment: place.variables, in: place.scratch.path
        ).wait(.seconds(600))
        #expect(looked.status == 0, "\(looked.text)\n\(looked.errors)")
    }
}
