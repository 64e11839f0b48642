package import Model

internal import class GRDB.Database

/// What is made of the run itself while it is written, and can be made anew.
extension RunFile {
    /// Adds lines that were reckoned for an account after it was kept; `title` is the provider as people
    /// write it.
    package func keep(_ charges: [Charge], of account: Account, title: String) throws {
        try insert(charges.map { row(of: $0, account, title) }, into: AccountTables.charges)
    }

    /// Gives an asset that nobody has said whose it is to the one client that all it costs is for, and its owner with it.
    ///
    /// Called when costs are kept, and before coverage.
    package func giveAssetsToClients() throws {
        try transaction { database in
            try database.execute(
                sql: """
                    WITH payers AS (SELECT asset, MIN(client) AS client FROM costs WHERE asset IS NOT NULL
                      GROUP BY asset HAVING COUNT(DISTINCT client) = 1 AND COUNT(*) = COUNT(client))
                    UPDATE assets SET client = payers.client,
                      owner = COALESCE(owner, (SELECT owner FROM inventory_clients WHERE inventory_clients.client = payers.client))
                    FROM payers WHERE payers.asset = assets.asset AND assets.client IS NULL
                    """)
        }
    }

    /// Removes all that costs were reckoned to before, for them to be reckoned anew: the tables made of
    /// lines, the lines that are estimates or declared, the numbers whose names begin with `metric`, and the
    /// notes that begin with `note`.
    package func forgetCosts(metric: String, note: String) throws {
        try transaction { database in
            for table in [
                AssetTables.costs, AssetTables.costChanges, AssetTables.costForecasts, AssetTables.waste,
            ] {
                try database.execute(sql: "DELETE FROM \(table.name)")
            }
            try database.execute(
                sql: "DELETE FROM charges WHERE x_cost_source IN ('estimated', 'declared')")
            try database.execute(
                sql: """
                    DELETE FROM metrics WHERE run_id = (SELECT id FROM run) AND substr(name, 1, length(:metric)) = :metric
                    """, arguments: ["metric": metric])
            try database.execute(
                sql: "DELETE FROM notes WHERE substr(what, 1, length(:note)) = :note",
                arguments: ["note": note])
        }
    }
}
