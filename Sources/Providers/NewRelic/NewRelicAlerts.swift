import Model

/// Who is woken when: policies, their conditions, mutes, and the ways on which alerts leave.
///
/// Conditions are those of NRQL; older kinds are not in this API, so that «no condition» is no proof, and an entity's `alert_severity`
/// says more. Where a destination leads is never asked for.
enum NewRelicAlerts {
    static let endpoints: [Endpoint] = [policies, conditions, mutes, destinations, workflows]

    private static let account = Field.text("account_id", "The account", from: "^.id")

    private static func alerts(_ name: String, _ arguments: String, _ field: String) -> Document {
        Document(
            name, "query ($acc: Int!\(arguments)) { actor { account(id: $acc) { \(field) } } }")
    }

    private static let policies = alerts(
        "alert-policies", ", $cursor: String",
        """
        alerts { policiesSearch(cursor: $cursor) { nextCursor totalCount policies \
        { id name incidentPreference } } }
        """
    ).perAccount(
        items: "data.actor.account.alerts.policiesSearch.policies",
        cursor: "data.actor.account.alerts.policiesSearch.nextCursor",
        ProviderTable(
            "newrelic_alert_policy", "A set of conditions.",
            [
                .id("id", "Number of the policy"), account,
                .text("name", "Its name"),
                .text(
                    "incident_preference", "PER_POLICY, PER_CONDITION or PER_CONDITION_AND_TARGET",
                    from: "incidentPreference"),
            ]))

    private static let conditions = alerts(
        "alert-conditions", ", $cursor: String",
        """
        alerts { nrqlConditionsSearch(cursor: $cursor) { nextCursor totalCount nrqlConditions { id name \
        enabled type policyId entityGuid runbookUrl nrql { query } terms { priority operator threshold \
        thresholdDuration thresholdOccurrences } expiration { closeViolationsOnExpiration \
        expirationDuration openViolationOnExpiration } violationTimeLimitSeconds } } }
        """
    ).perAccount(
        items: "data.actor.account.alerts.nrqlConditionsSearch.nrqlConditions",
        cursor: "data.actor.account.alerts.nrqlConditionsSearch.nextCursor",
        ProviderTable(
            "newrelic_alert_condition", "A condition of NRQL that opens an incident.",
            [
                .id("id", "Number of the condition"), account,
                .text("name", "Its name"),
                .flag("enabled", "1 when it is on"),
                .text("type", "STATIC, BASELINE or OUTLIER"),
                .text("policy_id", "The policy", from: "policyId"),
                .text("entity_guid", "Its own id as an entity", from: "entityGuid"),
                .text("query", "What it looks at", from: "nrql.query"),
                Field(.integer("has_runbook", "1 when it says what to do")) { item in
                    .bool(!(try item.text("runbookUrl") ?? "").isEmpty)
                },
                .flag(
                    "opens_on_signal_loss", "1 when missing data opens an incident",
                    from: "expiration.openViolationOnExpiration"),
                .integer(
                    "signal_loss_seconds", "After which data count as missing",
                    from: "expiration.expirationDuration"),
                .integer(
                    "time_limit_seconds", "After which an incident is closed by itself",
                    from: "violationTimeLimitSeconds"),
            ]),
        ProviderTable(
            "newrelic_alert_term", "A threshold of a condition.",
            key: ["condition_id", "priority", "operator", "threshold"], each: "terms",
            [
                .id("condition_id", "The condition", from: "^.id"),
                .text("account_id", "The account", from: "^.^.id"),
                .text("priority", "CRITICAL or WARNING"),
                .text("operator", "ABOVE, BELOW, …"),
                .real("threshold", "The number"),
                .integer("duration_seconds", "For how long", from: "thresholdDuration"),
                .text("occurrences", "ALL or AT_LEAST_ONCE", from: "thresholdOccurrences"),
            ]))

    private static let mutes = alerts(
        "muting-rules", "",
        """
        alerts { mutingRules { id name enabled createdAt updatedAt schedule { startTime endTime timeZone } } }
        """
    ).perAccount(
        items: "data.actor.account.alerts.mutingRules",
        ProviderTable(
            "newrelic_muting_rule", "A rule that keeps alerts quiet.",
            [
                .id("id", "Number of the rule"), account,
                .text("name", "Its name"),
                .flag("enabled", "1 when it is on"),
                .time("created_at", "When it was made", from: "createdAt"),
                .time("updated_at", "When it was last changed", from: "updatedAt"),
                .time("start_at", "When it begins, by the clock of its zone", from: "schedule.startTime"),
                .time(
                    "end_at", "When it ends, by the clock of its zone; null for never",
                    from: "schedule.endTime"),
                .text("time_zone", "As Europe/Paris", from: "schedule.timeZone"),
            ]))

    private static let destinations = alerts(
        "destinations", ", $cursor: String",
        """
        aiNotifications { destinations(cursor: $cursor) { nextCursor totalCount entities { id name type \
        active status lastSent createdAt updatedAt } error { description details type } } }
        """
    ).perAccount(
        items: "data.actor.account.aiNotifications.destinations.entities",
        cursor: "data.actor.account.aiNotifications.destinations.nextCursor",
        ProviderTable(
            "newrelic_destination", "Where alerts are sent; the address is not kept.",
            [
                .id("id", "Id of the destination"), account,
                .text("name", "Its name"),
                .text("type", "EMAIL, SLACK, WEBHOOK, PAGERDUTY_…, …"),
                .flag("active", "1 when it is on"),
                .text("status", "DEFAULT, TESTED, or what went wrong: AUTH_ERROR, THROTTLED, …"),
                .time("last_sent_at", "When something was last sent", from: "lastSent"),
                .time("created_at", "When it was made", from: "createdAt"),
                .time("updated_at", "When it was last changed", from: "updatedAt"),
            ]))

    private static let workflows = alerts(
        "workflows", ", $cursor: String",
        """
        aiWorkflows { workflows(cursor: $cursor) { nextCursor totalCount entities { id name \
        workflowEnabled destinationsEnabled mutingRulesHandling lastRun destinationConfigurations \
        { channelId name type } issuesFilter { predicates { attribute operator values } } } } }
        """
    ).perAccount(
        items: "data.actor.account.aiWorkflows.workflows.entities",
        cursor: "data.actor.account.aiWorkflows.workflows.nextCursor",
        ProviderTable(
            "newrelic_workflow", "Which incidents are sent where.",
            [
                .id("id", "Id of the workflow"), account,
                .text("name", "Its name"),
                .flag("enabled", "1 when it is on", from: "workflowEnabled"),
                .flag("destinations_enabled", "1 when it sends", from: "destinationsEnabled"),
                .text(
                    "muting_rules_handling", "What becomes of muted incidents", from: "mutingRulesHandling"),
                .count("destination_count", "To how many places", from: "destinationConfigurations"),
                .list(
                    "destination_types", "JSON array, as EMAIL", from: "destinationConfigurations",
                    each: "type"),
                Field(
                    .text(
                        "policy_ids", "JSON array of the policies it is for; empty when it is not by policy")
                ) { item in
                    let ids = try item.items("issuesFilter.predicates").flatMap { predicate -> [String] in
                        guard predicate["attribute"] == .text("labels.policyIds"),
                            case .list(let values)? = predicate["values"]
                        else { return [] }
                        return values.compactMap(\.words)
                    }
                    return .list(ids)
                },
                .time("last_run_at", "When it last sent", from: "lastRun"),
            ]))
}
