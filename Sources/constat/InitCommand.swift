import ArgumentParser
import Foundation
import Inventory
import Model

/// `constat init`: a commented inventory to start from.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented inventory that audits this machine, to start from.")

    @Argument(help: "The folder to make; nothing in it is overwritten.") var folder: String

    func run() async throws {
        try await reportingProblems {
            let starter = URL(filePath: try Workspace.installedTemplates()).appending(path: "starter")
            let inventory = URL(filePath: folder).appending(path: "inventory")
            let targets = Inventory.starter.map { inventory.appending(path: $0) }
            if let there = targets.first(where: { FileManager.default.fileExists(atPath: $0.path) }) {
                throw Problem("is there already; nothing was changed", at: Place(file: there.relativePath))
            }
            try FileManager.default.createDirectory(at: inventory, withIntermediateDirectories: true)
            for (name, target) in zip(Inventory.starter, targets) {
                try FileManager.default.copyItem(at: starter.appending(path: name), to: target)
            }
            Terminal.result("Created \(folder)/inventory: \(Inventory.starter.joined(separator: ", "))")
            Terminal.result("Next:  constat audit -C \(folder)     audits this machine")
            Terminal.result("       constat doctor -C \(folder)    checks access, changes nothing")
        }
    }
}
