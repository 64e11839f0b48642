package import Model

/// Every fact there is, in the order of their tables' names.
package enum Facts {
    package static let all: [any Fact.Type] = [
        DebPackages.self
    ]

    /// The tables of all facts.
    package static let tables = all.map { $0.table }
}
