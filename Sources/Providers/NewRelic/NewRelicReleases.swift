import Model

/// The agents that New Relic has released: the current ones, and when support of each ends.
enum NewRelicReleases {
    private static let agents = [
        "BROWSER", "DOTNET", "ELIXIR", "GO", "INFRASTRUCTURE", "JAVA", "NODEJS", "PHP", "PYTHON", "RUBY",
    ]

    static let endpoints: [Endpoint] = [
        Document("agent-releases", document("currentAgentRelease")).endpoint(
            items: "data.docs",
            ProviderTable(
                "newrelic_agent_release", "The current release of an agent.", key: ["agent"],
                where: { $0["value"] != nil },
                [
                    .id("agent", "As ruby, which is the language of applications", from: "key"),
                    .id("version", "As 9.7.1", from: "value.version"),
                    .time("released_at", "When it came out", from: "value.date"),
                    .time(
                        "support_ends_at", "When its support ends; null when it is not said",
                        from: "value.eolDate"),
                    .list("security", "JSON array of what it mends", from: "value.security"),
                    .text("slug", "Its page under docs.newrelic.com", from: "value.slug"),
                ])
        ).with { $0.isMap = true },
        Document("agent-versions", document("agentReleases")).endpoint(
            items: "data.docs",
            ProviderTable(
                "newrelic_agent_version", "A release of an agent, old ones too.", key: ["agent", "version"],
                each: "value",
                [
                    .id("agent", "As ruby", from: "^.key"),
                    .id("version", "As 9.2.2"),
                    .time("released_at", "When it came out", from: "date"),
                    .time(
                        "support_ends_at", "When its support ends; null when it is not said", from: "eolDate"),
                    .list("security", "JSON array of what it mends"),
                ])
        ).with {
            $0.isMap = true
            $0.isOptional = true
        },
    ]

    private static func document(_ field: String) -> String {
        let parts = agents.map { agent in
            "\(agent.lowercased()): \(field)(agentName: \(agent)) { version date eolDate security slug }"
        }
        return "query { docs { \(parts.joined(separator: " ")) } }"
    }
}
