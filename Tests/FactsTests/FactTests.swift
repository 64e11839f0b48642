import Facts
import Foundation
import Model
import TestSupport
import Testing

@Suite struct FactTests {
    @Test("a recorded output becomes the rows beside it", arguments: FactCase.all)
    func recorded(_ example: FactCase) throws {
        let (comment, output, expected) = try example.parts()
        let result = try example.result(of: output)
        if isRecording {
            try Data(Array(comment.utf8) + output.bytes + Array("----------\n\(result)".utf8)).write(
                to: example.file)
            Issue.record("recorded")
        } else {
            #expect(result == expected)
        }
    }

    @Test("every fact has a recording", arguments: Facts.all.map { $0.name })
    func hasCases(_ table: String) {
        #expect(FactCase.all.contains { $0.table == table })
    }

    @Test("facts are listed by the name of their table, each once")
    func listed() {
        let names = Facts.all.map { $0.name }
        #expect(names == Set(names).sorted())
    }

    @Test("every file of the folder that declares a fact is in the list")
    func complete() throws {
        let folder = testsFolder.deletingLastPathComponent().appending(path: "Sources/Facts")
            .resolvingSymlinksInPath()
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let declared = try files.filter { $0.pathExtension == "swift" }
            .filter { try String(contentsOf: $0, encoding: .utf8).contains(": Fact {") }
            .map { $0.deletingPathExtension().lastPathComponent }
        #expect(Set(declared) == Set(Facts.all.map { String(describing: $0) }))
    }
}
