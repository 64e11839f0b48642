/// Promises about what is seen of an asset from outside it: monitoring, alerts, logs, errors, probes, backups.
extension Promise {
    static let observations = [monitored, alerted, logged, tracked, probed, backedUp]

    private static let monitored = Promise(
        name: "monitored", providers: ["newrelic", "rackspace"],
        tables: ["newrelic_host", "newrelic_application"],
        sql: """
            WITH seen AS (
              SELECT asset, 'New Relic: ' || newrelic_host.name AS evidence, COALESCE(reporting, 1) AS is_alive, last_reporting_change_at AS since
              FROM asset_names JOIN newrelic_host ON newrelic_host.account = asset_names.account AND guid = id
              WHERE table_name = 'newrelic_host'
              UNION ALL
              SELECT asset, 'New Relic: ' || newrelic_application.name, COALESCE(reporting, 1), last_reporting_change_at
              FROM asset_names JOIN newrelic_application ON newrelic_application.account = asset_names.account AND guid = id
              WHERE table_name = 'newrelic_application'
              UNION ALL
              SELECT asset, 'Rackspace Monitoring: ' || label, check_count > 0, NULL
              FROM asset_names JOIN rackspace_monitoring_entity AS entity ON entity.account = asset_names.account AND entity.id = asset_names.id
              WHERE table_name = 'rackspace_monitoring_entity'),
            best AS (SELECT asset, MAX(is_alive) AS is_alive, MAX(evidence) FILTER (WHERE is_alive = 1) AS alive,
              MAX(evidence) AS any_evidence, MAX(since) AS since FROM seen GROUP BY asset)
            SELECT assets.asset, CASE WHEN is_alive = 1 THEN 'kept' ELSE 'hole' END,
              CASE WHEN is_alive = 1 THEN NULL WHEN best.asset IS NOT NULL
                THEN any_evidence || ' no longer reports' || COALESCE(', since ' || date(since, 'unixepoch'), '')
                ELSE 'nothing in monitoring is it' END, COALESCE(alive, any_evidence)
            FROM assets LEFT JOIN best USING (asset) WHERE kind IN ('server', 'app')
            """)

    private static let alerted = Promise(
        name: "alerted", providers: ["newrelic", "rackspace", "digitalocean"],
        tables: ["newrelic_host", "newrelic_application", "digitalocean_alert_policy"],
        sql: """
            WITH alerts AS (
              SELECT asset, 'New Relic: ' || newrelic_host.name AS evidence FROM asset_names JOIN newrelic_host
                ON newrelic_host.account = asset_names.account AND guid = id
              WHERE table_name = 'newrelic_host' AND alert_severity IN ('CRITICAL', 'WARNING', 'NOT_ALERTING')
              UNION ALL
              SELECT asset, 'New Relic: ' || newrelic_application.name FROM asset_names JOIN newrelic_application
                ON newrelic_application.account = asset_names.account AND guid = id
              WHERE table_name = 'newrelic_application' AND alert_severity IN ('CRITICAL', 'WARNING', 'NOT_ALERTING')
              UNION ALL
              SELECT asset, 'Rackspace Monitoring: ' || COALESCE(alarm.label, alarm.id) FROM asset_names JOIN rackspace_monitoring_alarm AS alarm
                ON alarm.account = asset_names.account AND alarm.entity_id = asset_names.id
              WHERE table_name = 'rackspace_monitoring_entity' AND COALESCE(disabled, 0) = 0 AND notification_plan_id IS NOT NULL
              UNION ALL
              SELECT asset, 'DigitalOcean: ' || COALESCE(policy.description, policy.type) FROM assets
              JOIN digitalocean_alert_policy AS policy ON policy.account = assets.account
              WHERE assets.provider = 'digitalocean' AND enabled = 1 AND email_count + slack_count > 0
                AND policy.type LIKE CASE kind WHEN 'server' THEN '%/droplet/%' WHEN 'database' THEN '%/dbaas/%' ELSE '%/lbaas/%' END
                AND (EXISTS (SELECT 1 FROM json_each(COALESCE(entities, '[]')) WHERE CAST(value AS TEXT) = assets.resource_id)
                  OR EXISTS (SELECT 1 FROM json_each(COALESCE(policy.tags, '[]')) AS wanted JOIN json_each(assets.tags) AS has ON has.value = wanted.value)
                  OR (COALESCE(json_array_length(entities), 0) = 0 AND COALESCE(json_array_length(policy.tags), 0) = 0))),
            best AS (SELECT asset, MIN(evidence) AS evidence FROM alerts GROUP BY asset)
            SELECT assets.asset, CASE WHEN evidence IS NULL THEN 'hole' ELSE 'kept' END,
              CASE WHEN evidence IS NULL THEN 'no condition that somebody hears of is about it' END, evidence
            FROM assets LEFT JOIN best USING (asset) WHERE kind IN ('server', 'app', 'database')
            """)

    private static let logged = Promise(
        name: "logged", providers: ["papertrail", "heroku"],
        tables: ["papertrail_system", "heroku_log_drain", "heroku_addon"],
        sql: """
            WITH senders AS (
              SELECT asset, 'Papertrail: ' || system.name AS evidence, last_event_at AS at FROM asset_names JOIN papertrail_system AS system
                ON system.account = asset_names.account AND system.id = asset_names.id WHERE table_name = 'papertrail_system'
              UNION ALL
              SELECT asset, 'log drain to ' || COALESCE(drain.host, drain.addon_name, 'somewhere'), now() FROM assets JOIN heroku_log_drain AS drain
                ON drain.account = assets.account AND drain.app_id = assets.resource_id WHERE resource_type = 'heroku_app'
              UNION ALL
              SELECT asset, 'add-on ' || addon.name, now() FROM assets JOIN heroku_addon AS addon
                ON addon.account = assets.account AND addon.app_id = assets.resource_id
              WHERE resource_type = 'heroku_app'
                AND addon.addon_service IN ('papertrail', 'logdna', 'coralogix', 'logentries', 'timber', 'sumologic', 'logtail', 'solarwinds')
              UNION ALL
              SELECT asset, 'log destination ' || destination.name, now() FROM assets JOIN digitalocean_app_log_destination AS destination
                ON destination.account = assets.account AND destination.app_id = assets.resource_id WHERE resource_type = 'digitalocean_app'),
            best AS (SELECT asset, MAX(at) AS at, MAX(evidence) AS evidence, COUNT(*) AS senders FROM senders GROUP BY asset)
            SELECT assets.asset, CASE WHEN at > now() - 86400 THEN 'kept' ELSE 'hole' END,
              CASE WHEN at > now() - 86400 THEN NULL WHEN senders IS NULL THEN 'nothing that sends logs is it'
                WHEN at IS NULL THEN evidence || ' has never sent anything'
                ELSE evidence || ' last sent something on ' || date(at, 'unixepoch') END, evidence
            FROM assets LEFT JOIN best USING (asset) WHERE kind IN ('server', 'app')
            """)

    private static let tracked = Promise(
        name: "tracked", providers: ["sentry"], tables: ["sentry_project"],
        sql: """
            WITH projects AS (
              SELECT asset, MIN(slug) AS slug, MIN(first_event) AS first_event FROM asset_names JOIN sentry_project AS project
                ON project.account = asset_names.account AND project.id = asset_names.id WHERE table_name = 'sentry_project' GROUP BY asset)
            SELECT assets.asset, CASE WHEN first_event IS NULL THEN 'hole' ELSE 'kept' END,
              CASE WHEN slug IS NULL THEN 'no project of errors is it' WHEN first_event IS NULL THEN 'the project ' || slug || ' never got an event' END, slug
            FROM assets LEFT JOIN projects USING (asset) WHERE kind = 'app'
            """)

    private static let probed = Promise(
        name: "probed", providers: ["digitalocean", "newrelic", "rackspace"],
        tables: ["digitalocean_uptime_check", "newrelic_monitor", "rackspace_monitoring_check"],
        sql: """
            WITH probes(host, evidence) AS (
              SELECT LOWER(target_host), 'DigitalOcean: ' || name FROM digitalocean_uptime_check WHERE COALESCE(enabled, 1) = 1
              UNION ALL SELECT LOWER(host), 'New Relic: ' || name FROM newrelic_monitor WHERE COALESCE(status, 'ENABLED') = 'ENABLED'
              UNION ALL SELECT LOWER(target_host), 'Rackspace Monitoring: ' || COALESCE(label, id) FROM rackspace_monitoring_check
                WHERE COALESCE(disabled, 0) = 0 AND type LIKE 'remote.%'),
            names AS (
              SELECT app AS asset, domain, (SELECT MIN(evidence) FROM probes WHERE host = LOWER(domain)) AS evidence FROM inventory_domains),
            best AS (
              SELECT asset, COUNT(*) AS names, MIN(domain) FILTER (WHERE evidence IS NULL) AS unprobed, MIN(evidence) AS evidence FROM names GROUP BY asset)
            SELECT assets.asset, CASE WHEN best.asset IS NULL THEN 'unknown' WHEN unprobed IS NULL THEN 'kept' ELSE 'hole' END,
              CASE WHEN best.asset IS NULL THEN 'the inventory names no public name of it' WHEN unprobed IS NOT NULL
                THEN 'nothing asks ' || unprobed || ' from outside' END, evidence
            FROM assets LEFT JOIN best USING (asset) WHERE kind = 'app'
            """)

    private static let backedUp = Promise(
        name: "backed_up", providers: ["digitalocean", "rackspace"],
        tables: [
            "digitalocean_droplet", "digitalocean_image", "digitalocean_database_backup", "rackspace_server",
            "rackspace_backup_agent", "rackspace_database_backup",
        ],
        sql: """
            WITH backups AS (
              SELECT asset, MAX(image.created_at) AS at, 'DigitalOcean backups' AS evidence FROM assets
              JOIN digitalocean_droplet AS droplet ON droplet.account = assets.account AND droplet.id = assets.resource_id
              JOIN json_each(COALESCE(droplet.backup_ids, '[]')) AS backup
              JOIN digitalocean_image AS image ON image.account = assets.account AND image.id = CAST(backup.value AS TEXT)
              WHERE resource_type = 'digitalocean_droplet' GROUP BY asset
              UNION ALL
              SELECT asset, MAX(backup.created_at), 'DigitalOcean database backups' FROM assets JOIN digitalocean_database_backup AS backup
                ON backup.account = assets.account AND backup.database_id = assets.resource_id
              WHERE resource_type = 'digitalocean_database' GROUP BY asset
              UNION ALL
              SELECT asset, MAX(last_success_at), 'Rackspace Cloud Backup' FROM asset_names JOIN rackspace_backup_agent AS agent
                ON agent.account = asset_names.account AND agent.id = asset_names.id
              WHERE table_name = 'rackspace_backup_agent' GROUP BY asset
              UNION ALL
              SELECT asset, MAX(image.created_at), 'Rackspace images' FROM assets JOIN rackspace_server_image AS image
                ON image.account = assets.account AND image.server_id = assets.resource_id
              WHERE resource_type = 'rackspace_server' GROUP BY asset
              UNION ALL
              SELECT asset, MAX(backup.created_at), 'Rackspace database backups' FROM assets JOIN rackspace_database_backup AS backup
                ON backup.account = assets.account AND backup.instance_id = assets.resource_id
              WHERE resource_type = 'rackspace_database_instance' GROUP BY asset),
            best AS (SELECT asset, MAX(at) AS at, MAX(evidence) AS evidence FROM backups GROUP BY asset)
            SELECT assets.asset, CASE WHEN at > now() - 8 * 86400 THEN 'kept' ELSE 'hole' END,
              CASE WHEN at > now() - 8 * 86400 THEN NULL WHEN at IS NULL THEN 'no backup of it is known'
                ELSE 'its last backup is of ' || date(at, 'unixepoch') END,
              evidence || COALESCE(' of ' || date(at, 'unixepoch'), '')
            FROM assets LEFT JOIN best USING (asset) WHERE kind IN ('server', 'database')
            """)
}
