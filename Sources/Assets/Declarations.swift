/// Promises about what the inventory says and what hosts and bills show.
extension Promise {
    static let declarations = [
        Promise(
            name: "declared", providers: [], tables: [],
            sql: """
                SELECT asset, CASE is_declared WHEN 1 THEN 'kept' ELSE 'hole' END,
                  CASE is_declared WHEN 1 THEN NULL ELSE provider || ' lists it, and the inventory does not' END,
                  COALESCE((SELECT declared_at FROM inventory_hosts WHERE inventory_hosts.host = assets.host),
                    (SELECT declared_at FROM inventory_apps WHERE app = asset)) FROM assets
                """),
        Promise(
            name: "billed", providers: [], tables: ["charges"],
            sql: """
                WITH lines AS (SELECT asset, SUM(cost) AS cost, MAX(source) AS source FROM costs
                  WHERE month >= strftime('%Y-%m', now(), 'unixepoch', '-32 days') AND asset IS NOT NULL GROUP BY asset)
                SELECT assets.asset, CASE WHEN lines.asset IS NOT NULL THEN 'kept' WHEN provider IS NULL THEN 'unknown' ELSE 'hole' END,
                  CASE WHEN lines.asset IS NOT NULL THEN NULL WHEN provider IS NULL THEN 'no provider account lists it'
                    ELSE provider || ' lists it, and no line of a bill is for it' END, lines.source
                FROM assets LEFT JOIN lines USING (asset)
                """),
        Promise(
            name: "reachable", providers: [], tables: [],
            sql: """
                SELECT asset, CASE WHEN status IN ('complete', 'partial') THEN 'kept' ELSE 'hole' END,
                  CASE WHEN status IN ('complete', 'partial') THEN NULL
                    ELSE COALESCE(targets.reason, status, 'it is not in the inventory, so it was not visited') END, targets.address
                FROM assets LEFT JOIN targets USING (host) WHERE kind = 'server'
                """),
        Promise(
            name: "fresh", providers: [], tables: [],
            sql: """
                SELECT asset, CASE WHEN last_read_at > now() - 8 * 86400 THEN 'kept' ELSE 'hole' END,
                  CASE WHEN last_read_at > now() - 8 * 86400 THEN NULL WHEN last_read_at IS NULL THEN 'its facts were never read'
                    ELSE 'its facts are of ' || date(last_read_at, 'unixepoch') END, date(last_read_at, 'unixepoch')
                FROM assets LEFT JOIN targets USING (host) WHERE kind = 'server'
                """),
        Promise(
            name: "owned", providers: [], tables: [],
            sql: """
                SELECT asset, CASE WHEN client IS NULL OR owner IS NULL OR environment IS NULL THEN 'hole' ELSE 'kept' END,
                  NULLIF('no ' || TRIM(CASE WHEN client IS NULL THEN 'client, ' ELSE '' END
                    || CASE WHEN owner IS NULL THEN 'owner, ' ELSE '' END
                    || CASE WHEN environment IS NULL THEN 'environment' ELSE '' END, ', '), 'no '),
                  client || COALESCE(', ' || owner, '') FROM assets
                """),
        Promise(
            name: "windowed", providers: [], tables: [],
            sql: """
                WITH windows AS (SELECT asset, COALESCE(
                    (SELECT "window" FROM inventory_hosts WHERE inventory_hosts.host = assets.host),
                    (SELECT "window" FROM inventory_clients WHERE inventory_clients.client = assets.client),
                    (SELECT value FROM inventory_policy WHERE name = 'window')) AS hours
                  FROM assets WHERE kind IN ('server', 'database'))
                SELECT asset, CASE WHEN hours IS NULL THEN 'hole' ELSE 'kept' END,
                  CASE WHEN hours IS NULL THEN 'nobody has said when it may be worked on' END, hours FROM windows
                """),
        Promise(
            name: "budgeted", providers: [], tables: [],
            sql: """
                SELECT asset, CASE WHEN budget IS NULL THEN 'hole' ELSE 'kept' END,
                  CASE WHEN budget IS NOT NULL THEN NULL WHEN assets.client IS NULL THEN 'it is no client''s, so no budget is for it'
                    ELSE 'no budget is declared for ' || assets.client END, assets.client
                FROM assets LEFT JOIN inventory_clients USING (client)
                """),
    ]
}
