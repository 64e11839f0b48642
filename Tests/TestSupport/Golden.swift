package import Foundation
import Model

/// The folder `Tests/` of this checkout.
package let testsFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

/// The folder of this checkout.
package let projectFolder = testsFolder.deletingLastPathComponent()

/// Whether this run records what it gets instead of comparing it.
package let isRecording = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

/// Compares a whole output with the file `name` in the folder `Golden` beside the test; a run with `UPDATE_GOLDEN=1` writes that
/// file instead, and fails so that nobody takes it for a test.
///
/// - Throws: `Problem` with the first line that differs.
package func expectGolden(_ output: some Sequence<UInt8>, _ name: String, file: String = #filePath) throws {
    let path = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name)")
    let output = Array(output)
    if isRecording {
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(output).write(to: path)
        throw Problem("recorded", at: Place(file: path.path))
    }
    guard let data = FileManager.default.contents(atPath: path.path) else {
        throw Problem(
            "there is no such golden", at: Place(file: path.path), remedy: "`make golden` records it.")
    }
    let expected = [UInt8](data)
    guard expected != output else { return }
    let lines = (was: Output(expected).lines, is: Output(output).lines)
    let line = zip(lines.was, lines.is).enumerated().first { $1.0 != $1.1 }?.offset
    let index = line ?? min(lines.was.count, lines.is.count)
    let shown = { (lines: [String]) in index < lines.count ? "«\(lines[index])»" : "the end" }
    throw Problem(
        "\(shown(lines.is)) where \(shown(lines.was)) is expected",
        at: Place(file: path.path, line: index + 1),
        remedy: "`make golden` records it; read the diff like code.")
}
