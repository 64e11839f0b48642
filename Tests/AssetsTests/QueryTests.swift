import Facts
import Model
import Providers
import Store
import Testing

@testable import Assets

/// The queries of this module against the tables that there really are.
@Suite struct QueryTests {
    static let schema = Schema(facts: Facts.tables, providers: Providers.tables)

    @Test(
        "a promise's query reads tables that exist and returns asset, state, reason and evidence",
        arguments: Promise.all.map(\.name))
    func promise(_ name: String) throws {
        let promise = try #require(Promise.all.first { $0.name == name })
        #expect(try Reader(schema: Self.schema).statement(promise.sql).columns.count == 4)
        let known = Set(Providers.tables.map { $0.name } + ["charges"])
        #expect(promise.tables.subtracting(known).isEmpty)
        #expect(promise.providers.isSubset(of: Providers.all.map { $0.name }))
    }

    @Test(
        "a sighting's query reads the table that it is named for and returns twelve columns",
        arguments: SightingQuery.all.map(\.table))
    func sighting(_ table: String) throws {
        let query = try #require(SightingQuery.all.first { $0.table == table })
        let statement = try Reader(schema: Self.schema).statement(query.sql)
        #expect(statement.columns.count == 12)
        #expect(statement.tables.contains(table))
    }

    @Test(
        "what is observed is read from the table that it is named for, in four columns",
        arguments: ObservedQuery.all.map(\.table))
    func observed(_ table: String) throws {
        let query = try #require(ObservedQuery.all.first { $0.table == table })
        let statement = try Reader(schema: Self.schema).statement(query.sql)
        #expect(statement.columns.count == 4)
        #expect(statement.tables.contains(table))
    }

    @Test("what is declared can be read")
    func declared() throws {
        #expect(try Declared.all(Reader(schema: Self.schema)).isEmpty)
    }
}
