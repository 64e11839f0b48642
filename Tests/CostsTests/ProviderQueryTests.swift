import Model
import Providers
import Store
import Testing

@testable import Costs

@Suite struct ProviderQueryTests {
    @Test("every question to a provider's tables is one that they can answer")
    func answered() throws {
        let schema = Schema(facts: [], providers: Providers.tables)
        let reader = try Reader(schema: schema)
        let known = Set(schema.tables.map(\.name))
        for query in ProviderQuery.all where Providers.named(query.provider) != nil {
            #expect(known.isSuperset(of: query.tables), "\(query.tables)")
            #expect(throws: Never.self, "\(query.sql)") { try reader.statement(query.sql) }
        }
    }

    @Test("a question says which tables it reads", arguments: ProviderQuery.all.map(\.sql))
    func tables(_ sql: String) throws {
        let reader = try Reader(schema: MadeRun.schema)
        let query = try #require(ProviderQuery.all.first { $0.sql == sql })
        #expect(try reader.statement(sql).tables.subtracting(["inventory_policy"]) == Set(query.tables))
        #expect(Set(query.tables).isSuperset(of: query.whole))
    }
}
