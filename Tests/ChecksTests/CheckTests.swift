import Checks
import Facts
import Foundation
import Model
import Providers
import Store
import TestSupport
import Testing

@Suite struct CheckTests {
    static let schema = Schema(facts: Facts.tables, providers: Providers.tables)
    static let checks = Result {
        try CheckFiles.read([projectFolder.appending(path: "templates").path], schema: schema)
    }

    @Test("the rows of a run become the findings beside them", arguments: CheckCase.all)
    func judged(_ example: CheckCase) throws {
        let check = try #require(try Self.checks.get().first { $0.id == example.check })
        #expect(try example.result(of: check, schema: Self.schema) == example.parts().expected)
    }

    @Test("every check has a case that passes, one that fails and one that cannot know")
    func complete() throws {
        for check in try Self.checks.get() {
            let cases = CheckCase.all.filter { $0.check == check.id }
            for word in ["pass", "fail", "unknown"] {
                let found = try cases.contains { try $0.parts().expected.contains("\t\(word)\t") }
                #expect(found, "\(check.id) has no case with \(word)")
            }
        }
    }

    @Test("every case belongs to a check")
    func noOrphans() throws {
        #expect(Set(CheckCase.all.map(\.check)).subtracting(try Self.checks.get().map(\.id)).isEmpty)
    }
}
