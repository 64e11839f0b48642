import Foundation
import Store
import TestSupport
import Testing

/// The site in a real browser: `Tests/BrowserTests/gate.py` looks at one page of each template, light and dark, wide and narrow.
@Suite(.serialized) struct BrowserTests {
    static let scripts = testsFolder.appending(path: "BrowserTests")

    @Test(
        "every template's page is accessible, whole without scripts, within its bounds, and every link leads somewhere"
    )
    func agency() async throws {
        let place = try workplace()
        try await gate(place, [])
    }

    @Test("what a host writes into its texts is never executed, asked for or markup, and can be read")
    func hostile() async throws {
        let place = try workplace()
        let filled = place.scratch.path("filled.sqlite")
        let last = place.lastRun
        let ran = try await python(place, ["hostile.py", last, filled]).wait(.seconds(60))
        #expect(ran.status == 0, "\(ran.errors)")
        try FileManager.default.removeItem(atPath: last)
        try FileManager.default.moveItem(atPath: filled, toPath: last)
        try await gate(place, ["--hostile"])
    }

    /// A workspace with the agency's two runs.
    private func workplace() throws -> Workplace {
        let agency = try Agency.shared.get()
        let place = try Workplace("hosts: [{name: here, transport: local}]\n")
        let runs = place.scratch.path("output/runs")
        try FileManager.default.createDirectory(atPath: runs, withIntermediateDirectories: true)
        for run in [agency.first, agency.second] {
            try FileManager.default.copyItem(atPath: run.path, toPath: "\(runs)/\(run.id).sqlite")
        }
        return place
    }

    private func gate(_ place: Workplace, _ options: [String]) async throws {
        let report = try await place.constat("report")
        #expect(report.status == 0, "\(report.errors)")
        let looked = try await python(place, ["gate.py", place.scratch.path("output/site")] + options)
            .wait(.seconds(600))
        #expect(looked.status == 0, "\(looked.text)\n\(looked.errors)")
    }

    /// The interpreter that `make test` sets up, with Playwright and axe.
    private func python(_ place: Workplace, _ arguments: [String]) throws -> Child {
        let interpreter = projectFolder.appending(path: ".build-venv/bin/python").path
        return try Child(
            interpreter, [Self.scripts.appending(path: arguments[0]).path] + arguments.dropFirst(),
            environment: place.variables, in: place.scratch.path)
    }
}
