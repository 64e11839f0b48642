/// What the made-up account has, as NerdGraph writes it.
enum NewRelicData {
    static let accounts = """
        {"id":123456,"name":"Agency","reportingEventTypes":["SystemSample","Transaction"]},\
        {"id":654321,"name":"Sub-account","reportingEventTypes":["Log"]}
        """

    private static func entity(_ guid: String, _ name: String, _ more: String) -> String {
        """
        {"guid":"\(guid)","name":"\(name)","accountId":123456,"reporting":true,"permalink":"https://one.example.com/\(guid)",\
        "firstIndexedAt":1700000000000,"lastReportingChangeAt":1795000000000,\(more)}
        """
    }

    static let hosts = [
        entity(
            "H1", "web-1.example.com",
            """
            "alertSeverity":"NOT_ALERTING","tags":[{"key":"agentVersion","values":["1.57.2"]},{"key":"hostname",\
            "values":["web-1"]},{"key":"client","values":["acme","globex"]}],"hostSummary":{"cpuUtilizationPercent":12.5,\
            "diskUsedPercent":71.2,"memoryUsedPercent":55,"networkReceiveRate":1024.5,"networkTransmitRate":2048,\
            "servicesCount":2}
            """),
        entity("H2", "db-1.example.com", #""alertSeverity":null,"tags":[],"hostSummary":null"#),
        entity("H3", "three.example.com", #""tags":[]"#), entity("H4", "four.example.com", #""tags":[]"#),
        """
        {"guid":"H5","name":"gone.example.com","accountId":123456,"reporting":false,"lastReportingChangeAt":1790000000000,\
        "alertSeverity":"NOT_CONFIGURED","tags":null}
        """,
    ]

    static let applications = [
        entity(
            "A1", "shop (production)",
            """
            "alertSeverity":"CRITICAL","applicationId":42,"language":"ruby","runningAgentVersions":{"minVersion":"9.2.2",\
            "maxVersion":"9.7.1"},"settings":{"apdexTarget":0.5,"serverSideConfig":false},"apmSummary":{"apdexScore":0.93,\
            "errorRate":0.4,"hostCount":2,"instanceCount":8,"responseTimeAverage":0.21,"throughput":310.5},"tags":[]
            """),
        entity(
            "A2", "idle",
            #""applicationId":43,"language":"go","runningAgentVersions":null,"apmSummary":null,"tags":[]"#),
    ]

    static let browsers = [
        entity(
            "B1", "shop in the browser",
            """
            "applicationId":77,"servingApmApplicationId":42,"agentInstallType":"PRO_SPA","runningAgentVersions":\
            {"minSemanticVersion":"1.216.0","maxSemanticVersion":"1.260.1"},"tags":[]
            """)
    ]

    static let monitors = [
        entity(
            "M1", "home page",
            """
            "monitorId":"1f3b7c1e","monitorType":"SIMPLE","monitoredUrl":"https://u:CANARY-URL@www.example.com/?k=CANARY-Q",\
            "period":10,"monitorSummary":{"status":"ENABLED","locationsRunning":3,"locationsFailing":0,"successRate":99.9},\
            "tags":[]
            """)
    ]

    /// With a warning, which is no mistake.
    static let releases = """
        {"data":{"docs":{"ruby":{"version":"9.7.1","date":"2026-02-01","eolDate":null,"security":[],"slug":"/docs/ruby"},\
        "infrastructure":{"version":"1.57.2","date":"2026-09-01","eolDate":"2027-09-01","security":["Mends a dependency"],\
        "slug":null},"go":null}},"errors":[{"message":"This field is deprecated! Use another.","path":["docs"]}]}
        """

    static let versions = """
        {"data":{"docs":{"ruby":[{"version":"9.2.2","date":"2024-02-01","eolDate":"2026-02-01","security":[]},\
        {"version":"9.7.1","date":"2026-02-01","eolDate":null,"security":[]}],"go":null}}}
        """

    static let sample = """
        {"facet":"web-1","hostname":"web-1","cores":4,"cpus":"8","memBytes":8326213632,"diskUsedPct":71.25,"uptimeS":864000,\
        "lastSeenMs":1795586000123,"os":"linux","distro":null,"kernel":"6.1.0-13-amd64","agentVersion":"1.57.2"}
        """

    static let load =
        #"{"facet":"web-1","cpu":2.5,"cpuMax":40,"mem":30.5,"memMax":38,"samples":80000,"firstMs":1794376800000}"#

    static let policies = [
        #"{"id":"3455","name":"Servers","incidentPreference":"PER_CONDITION"}"#,
        #"{"id":"3456","name":"Apps","incidentPreference":"PER_POLICY"}"#,
        #"{"id":"3457","name":"Empty","incidentPreference":"PER_POLICY"}"#,
    ]

    static let conditions = [
        """
        {"id":"1","name":"Disk is full","enabled":true,"type":"STATIC","policyId":"3455","entityGuid":"C1",\
        "runbookUrl":"https://u:CANARY-RUNBOOK@wiki.example.com","nrql":{"query":"SELECT max(diskUsedPercent) FROM SystemSample"},\
        "terms":[{"priority":"CRITICAL","operator":"ABOVE","threshold":90.0,"thresholdDuration":300,\
        "thresholdOccurrences":"ALL"},{"priority":"WARNING","operator":"ABOVE","threshold":80,"thresholdDuration":300}],\
        "expiration":{"openViolationOnExpiration":true,"expirationDuration":600},"violationTimeLimitSeconds":259200}
        """,
        #"{"id":"2","name":"Off","enabled":false,"type":"BASELINE","policyId":"3456","nrql":{"query":"x"},"terms":[],"expiration":null}"#,
    ]

    static let mutes = """
        {"id":"7","name":"For ever","enabled":true,"createdAt":"2026-10-01T00:00:00Z","updatedAt":null,"schedule":null},\
        {"id":"8","name":"Sunday","enabled":true,"schedule":{"startTime":"2026-11-29T01:00:00","endTime":\
        "2026-11-29T05:00:00","timeZone":"Europe/Paris"}}
        """

    static let destinations = [
        """
        {"id":"de-1","name":"on call","type":"WEBHOOK","active":true,"status":"AUTH_ERROR","lastSent":"2026-11-20T10:00:00Z",\
        "createdAt":"2025-11-20T10:00:00.123456Z","properties":[{"key":"url","value":"https://CANARY-HOOK.example.com"}]}
        """
    ]

    static let refusedDestinations = """
        "aiNotifications":{"destinations":{"nextCursor":null,"entities":null,"error":{"description":"it may not be read",\
        "details":null,"type":"ACCESS_DENIED"}}}
        """

    static let workflows = [
        """
        {"id":"w-1","name":"all","workflowEnabled":true,"destinationsEnabled":true,"mutingRulesHandling":\
        "DONT_NOTIFY_FULLY_MUTED_ISSUES","lastRun":"2026-11-20T10:00:00Z","destinationConfigurations":[{"channelId":"ch-1",\
        "name":"x","type":"WEBHOOK"}],"issuesFilter":{"predicates":[{"attribute":"labels.policyIds","operator":\
        "EXACTLY_MATCHES","values":["3455"]},{"attribute":"priority","operator":"EQUAL","values":["CRITICAL"]}]}}
        """,
        #"{"id":"w-2","name":"nowhere","workflowEnabled":false,"destinationConfigurations":[],"issuesFilter":{"predicates":[]}}"#,
    ]

    static let limits = """
        {"data":{"actor":{"account":{"dataManagement":{"limits":[{"name":"NRQL queries","category":"QUERY","value":3000,\
        "unit":"COUNT","timeInterval":"ONE_MINUTE","limitReachedBehaviorDescription":"They are refused."}]}}}}}
        """

    static let domains = """
        {"data":{"actor":{"organization":{"userManagement":{"authenticationDomains":{"totalCount":2,"nextCursor":null,\
        "authenticationDomains":[{"id":"dom-1","name":"Default","provisioningType":"manual"},{"id":"dom-2",\
        "name":"Staff","provisioningType":"SCIM"}]}}}}}}
        """

    static let settings = """
        {"data":{"customerAdministration":{"authenticationDomains":{"nextCursor":null,"items":[{"id":"dom-1",\
        "name":"Default","authenticationType":"PASSWORD","provisioningType":"MANUAL"}]}}}}
        """

    static let users = [
        """
        {"id":"1001","email":"lea@example.com","name":"Lea","lastActive":"2026-06-01T09:00:00Z","emailVerificationState":\
        "Verified","type":{"id":"0","displayName":"Full platform"},"groups":{"groups":[{"id":"g1","displayName":"Admin"}]}}
        """,
        """
        {"id":"1002","email":"old@example.com","name":"Old","lastActive":null,"emailVerificationState":"Pending",\
        "type":{"id":"1","displayName":"Basic"},"groups":{"groups":[]}}
        """,
        #"{"id":"1003","email":"three@example.com","name":"Three","type":{"displayName":"Core"},"groups":null}"#,
    ]

    static let keys = [
        #"{"id":"K1","name":"audit","type":"USER","createdAt":1700000000,"userId":1001,"key":"CANARY-APIKEY"}"#,
        #"{"id":"K2","name":"ingest","type":"INGEST","createdAt":1600000000,"notes":"CANARY-NOTES"}"#,
    ]

    static let consumption = """
        "ingest":{"results":[{"quantity":412.7,"billable":312.7}]},"fullUsers":{"results":[{"billable":3}]},\
        "coreUsers":{"results":[{"billable":null}]},"fullUsersOldModel":{"results":[]},"compute":{"results":[{"quantity":0}]},\
        "checks":{"results":[{"free":500,"billable":12}]},"bySource":{"results":[{"facet":"LoggingBytes","usageMetric":\
        "LoggingBytes","quantity":300.25},{"facet":"MetricsBytes","quantity":112.45}]},"byAccount":{"results":[{"facet":\
        "123456","quantity":412.7}]},"byDay":{"results":[{"beginTimeSeconds":1795478400,"endTimeSeconds":1795564800,\
        "quantity":13.75},{"beginTimeSeconds":1795564800,"quantity":null}]}
        """
}
