import ArgumentParser
import Checks
import Model
import Store

/// `constat explain`: a check's text in the terminal.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Print a check: what it looks for, why, and how to fix what it finds.")

    @OptionGroup var place: Workspace
    @Argument(help: "The check's id, as in ssh-root-login.") var check: String

    func run() async throws {
        try await reportingProblems {
            let checks = try CheckFiles.read(try place.templates(), schema: Schema.whole)
            guard let check = checks.first(where: { $0.id == self.check }) else {
                throw Problem(
                    "no such check: \(self.check)",
                    remedy: suggestion(for: self.check, among: checks.map(\.id)))
            }
            Terminal.result(
                """
                \(check.id): \(check.title)
                severity \(check.severity.rawValue), for the \(check.reader), \(check.sqlPlace.file)

                \(check.text)

                ## How it is checked

                \(check.sql)
                """)
        }
    }
}
