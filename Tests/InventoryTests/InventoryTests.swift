import Foundation
import Inventory
import Model
import TestSupport
import Testing

@Suite struct InventoryTests {
    @Test("an inventory is read whole, or every mistake in it is named", arguments: InventoryCase.all)
    func cases(_ example: InventoryCase) throws {
        let (given, expected) = try example.parts()
        let outcome = try Scratch.with(InventoryCase.files(in: given)) { $0.outcome() }
        if isRecording {
            try Data("\(given)----------\n\(outcome)".utf8).write(to: example.file)
            Issue.record("recorded")
        } else {
            #expect(outcome == expected)
        }
    }

    @Test("what constat init writes is an inventory of this machine alone")
    func starter() throws {
        let folder = testsFolder.deletingLastPathComponent().appending(path: "templates/starter")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.sorted() == Inventory.starter)
        let inventory = try Inventory.read(folder.path, home: "/home/audit")
        #expect(inventory.hosts.map { $0.name } == ["here"])
        #expect(inventory.hosts.map { $0.transport } == [.local])
        #expect(inventory.waivers.isEmpty)
        #expect(inventory.accounts.isEmpty)
        #expect(inventory.policy == Policy())
    }

    @Test("what the starter has in comments is valid too")
    func starterComments() throws {
        let folder = testsFolder.deletingLastPathComponent().appending(path: "templates/starter")
        var files = ["inventory/hosts.yml": "", "ops/hosts.ini": "db-1\n", "home/.ssh/config": "Host gate\n"]
        for name in Inventory.starter {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            files["inventory/\(name)"] = uncommented(text)
        }
        // The example of a waiver names a server that the example of the hosts has not got.
        files["inventory/more.yml"] = "hosts: [{name: cache-1}]\n"
        let inventory = try Scratch.with(files) { scratch in
            #expect(scratch.outcome().hasPrefix("organisation: "), "\(scratch.outcome())")
            return try scratch.read()
        }
        #expect(inventory.hosts.map { $0.name } == ["here", "web-1", "cache-1", "db-1", "gate"])
        #expect(inventory.hosts[1].jump == "audit@gate.example.com")
        #expect(inventory.waivers.count == 1)
        #expect(Set(inventory.accounts.map { $0.provider }) == Set(Inventory.providers.map { $0.name }))
        #expect(Set(inventory.clients[0].matches.map { $0.kind }).count == 7)
        #expect(inventory.apps.map { $0.domains } == [["www.acme.example"]])
        #expect(inventory.people.map { $0.left } == [nil, "2026-03-31"])
        #expect(inventory.discoveries.map { $0.template.tags } == [["production"]])
        #expect(inventory.editions.map { $0.language } == [.en, .fr])
        #expect(inventory.window == "Tue 22:00-24:00")
        // What the comments call the defaults are those.
        var policy = inventory.policy
        policy.emailDomains = []
        #expect(policy == Policy())
    }

    /// The text with each comment that is YAML once its `# ` is gone; the real keys of those that it repeats left out.
    private func uncommented(_ text: String) -> String {
        let keys = [
            "limits:", "maintenance:", "editions:", "policy:", "defaults:", "groups:", "discover:", "import:",
            "waivers:", "- name:", "- provider:", "- client:", "- app:", "- person:",
        ]
        var lines: [String] = []
        var isExample = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let start = line.drop { $0 == " " }
            let indent = line.prefix { $0 == " " }
            guard start.hasPrefix("#") else {
                isExample = false
                if line != "waivers: []" { lines.append(line) }
                continue
            }
            let rest = start.dropFirst(2)
            if keys.contains(where: rest.hasPrefix) { isExample = true }
            if isExample { lines.append("\(indent)\(rest)") }
        }
        return lines.joined(separator: "\n")
    }

    @Test("the repository's own inventory audits the machine that it is on")
    func own() throws {
        let folder = testsFolder.deletingLastPathComponent().appending(path: "inventory")
        let inventory = try Inventory.read(folder.path, home: "/home/audit")
        #expect(inventory.organisation == "Constat")
        #expect(inventory.hosts.contains { $0.transport == .local })
    }

    @Test("the digest follows names and bytes, and not where the folder is")
    func digest() throws {
        let hosts = "hosts: [{name: web-1}]\n"
        func digest(_ files: [String: String]) throws -> String {
            try Scratch.with(files) { try $0.read().digest }
        }
        let first = try digest(["inventory/hosts.yml": hosts])
        #expect(first.utf8.count == 64)
        #expect(try digest(["inventory/hosts.yml": hosts]) == first)
        #expect(try digest(["inventory/host.yml": hosts]) != first)
        #expect(try digest(["inventory/hosts.yml": hosts + "\n"]) != first)
        #expect(try digest(["inventory/hosts.yml": hosts, "inventory/notes.txt": "x"]) == first)
        let importing = "hosts: [{name: web-1}]\nimport: [{ansible: hosts.ini}]\n"
        let imported = try digest(["inventory/hosts.yml": importing, "inventory/hosts.ini": "a\n"])
        #expect(try digest(["inventory/hosts.yml": importing, "inventory/hosts.ini": "b\n"]) != imported)
    }

    @Test("the home folder is this user's when nobody names another")
    func home() throws {
        let inventory = try Scratch.with(["inventory/a.yml": "hosts: [{name: a, identity_file: ~/.ssh/id}]"])
        { scratch in
            try Inventory.read(scratch.folder.path + "/inventory/")
        }
        #expect(inventory.hosts[0].identityFile?.hasSuffix("/.ssh/id") == true)
        #expect(inventory.hosts[0].identityFile?.hasPrefix("/") == true)
    }
}
