import Checks
import Facts
import Foundation
import Markdown
import Model
import Store
import TestSupport
import Testing

/// Tables, checks and the README, as their readers rely on them.
@Suite struct DeclarationTests {
    static let tables = Agency.schema.tables

    @Test("every table says what a row is, and every column what it holds", arguments: tables.map(\.name))
    func meanings(_ name: String) throws {
        let table = try #require(Self.tables.first { $0.name == name })
        #expect(table.summary.hasSuffix(".") && table.summary.utf8.count > 5)
        for column in table.columns {
            #expect(column.meaning.utf8.count > 2, "\(name).\(column.name)")
            #expect(column.meaning != column.name, "\(name).\(column.name)")
        }
    }

    @Test("tables and columns have names in snake_case, each once, and keys of their own columns")
    func names() {
        #expect(Set(Self.tables.map(\.name)).count == Self.tables.count)
        for table in Self.tables {
            let columns = table.columns.map(\.name)
            #expect(Set(columns).count == columns.count, "\(table.name)")
            for name in columns + [table.name] {
                let isSnake = name.utf8.allSatisfy {
                    $0 == UInt8(ascii: "_") || $0.isAlphanumeric && $0 & 0x60 != 0x40
                }
                #expect(isSnake && !name.hasPrefix("_") && !name.isEmpty, "\(table.name).\(name)")
            }
            #expect(Set(table.key).isSubset(of: Set(columns)), "\(table.name)")
        }
    }

    static let checks = Result { try CheckFiles.read([Agency.templates], schema: Agency.schema) }

    @Test("a check is called as its file, names the failing state, and says why and how to fix it")
    func checks() throws {
        let checks = try Self.checks.get()
        #expect(checks.count > 100)
        for check in checks {
            #expect(check.file.hasSuffix("/\(check.id).md"))
            #expect(
                check.id.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.isAlphanumeric && $0 & 0x60 != 0x40 }
            )
            #expect(
                !check.title.hasPrefix("No ") && check.title != check.passTitle, "\(check.id): \(check.title)"
            )
            for title in [check.title, check.passTitle] {
                #expect(!title.hasSuffix(".") && title.first?.isLowercase == false, "\(check.id): \(title)")
            }
            let lines = Output(check.text).lines
            let fix = lines.firstIndex(of: "## Fix")
            #expect(fix != nil, "\(check.id)")
            // Why it matters stands before, how to fix it behind.
            #expect(lines.prefix(fix ?? 0).joined().utf8.count > 40, "\(check.id)")
            #expect(lines.dropFirst((fix ?? 0) + 1).joined().utf8.count > 10, "\(check.id)")
            #expect(check.refs.allSatisfy { $0.split(separator: " ").count > 1 }, "\(check.id)")
        }
    }

    @Test("titles and passing titles of checks are there once")
    func titles() throws {
        let titles = try Self.checks.get().flatMap { [$0.title, $0.passTitle] }
        let doubled = Dictionary(grouping: titles) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
        #expect(doubled == [])
    }

    @Test("the README names every subcommand, and every flag and option of each")
    func readme() throws {
        guard let readme = ProjectFile.all.first(where: { $0.path == "README.md" }) else { return }
        let commands = try Command.all()
        #expect(commands.count >= 10)
        for command in commands {
            #expect(readme.text.contains("constat \(command.name)"), "constat \(command.name)")
            for flag in command.flags {
                #expect(readme.text.contains(flag), "\(flag) of constat \(command.name)")
            }
        }
    }

    @Test("the built command says of itself which subcommands and flags it has")
    func commands() throws {
        let commands = try Command.all()
        #expect(Set(["audit", "check", "query", "tables"]).isSubset(of: Set(commands.map(\.name))))
        #expect(commands.first { $0.name == "audit" }?.flags.contains("--fail-on") == true)
    }
}

/// A subcommand as the built command describes it.
private struct Command {
    let name: String
    let flags: [String]

    /// - Throws: `Problem` when the built command is not beside the tests.
    static func all() throws -> [Command] {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
            .appending(path: "constat")
        process.arguments = ["--experimental-dump-help"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let tool = try JSONDecoder().decode(Tool.self, from: data)
        return (tool.command.subcommands ?? []).filter { $0.commandName != "help" }.map { command in
            let flags = (command.arguments ?? []).filter { $0.shouldDisplay }.flatMap { $0.names ?? [] }
                .filter { $0.kind == "long" && !["help", "version"].contains($0.name) }
            return Command(name: command.commandName, flags: flags.map { "--\($0.name)" })
        }
    }

    private struct Tool: Decodable {
        let command: Described
    }
    private struct Described: Decodable {
        let commandName: String
        let subcommands: [Described]?
        let arguments: [Argument]?
    }
    private struct Argument: Decodable {
        let names: [Name]?
        let shouldDisplay: Bool
    }
    private struct Name: Decodable {
        let kind: String
        let name: String
    }
}
