/// Where monitoring, logging and error tracking list what they see.
///
/// Each query gives account, id, name, and a JSON array of all by which the thing may be known.
struct ObservedQuery {
    let kinds: Set<String>
    let table: String
    let sql: String

    static let all = [
        ObservedQuery(
            kinds: ["server"], table: "newrelic_host",
            sql: """
                SELECT account, guid, name, json_array(name, hostname, full_hostname, instance_id) FROM newrelic_host
                ORDER BY account, guid
                """),
        ObservedQuery(
            kinds: ["app"], table: "newrelic_application",
            sql:
                "SELECT account, guid, name, json_array(name) FROM newrelic_application ORDER BY account, guid"
        ),
        ObservedQuery(
            kinds: ["server", "app"], table: "papertrail_system",
            sql: """
                SELECT account, id, name, json_array(name, hostname, ip_address) FROM papertrail_system ORDER BY account, id
                """),
        ObservedQuery(
            kinds: ["app", "server"], table: "sentry_project",
            sql: "SELECT account, id, slug, json_array(slug, name) FROM sentry_project ORDER BY account, id"),
        ObservedQuery(
            kinds: ["server"], table: "rackspace_monitoring_entity",
            sql: """
                SELECT account, id, label, (SELECT json_group_array(value) FROM (SELECT label AS value UNION ALL SELECT server_id
                  UNION ALL SELECT value FROM json_each(COALESCE(item.addresses, '[]'))))
                FROM rackspace_monitoring_entity AS item ORDER BY account, id
                """),
        ObservedQuery(
            kinds: ["server"], table: "rackspace_backup_agent",
            sql: """
                SELECT account, id, name, json_array(name, server_id, address) FROM rackspace_backup_agent ORDER BY account, id
                """),
    ]
}
