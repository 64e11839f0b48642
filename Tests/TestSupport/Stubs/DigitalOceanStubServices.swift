internal import Model

/// Databases, clusters, apps and bills of the stub, and what it has one of.
extension DigitalOceanStub {
    static func database(_ index: Int) -> String {
        let secret =
            #"{"uri":"postgres://doadmin:\#(canary)@db-\#(index).example.net:25060/defaultdb?sslmode=require","database":"defaultdb","host":"db-\#(index).example.net","port":25060,"user":"doadmin","password":"\#(canary)","ssl":true}"#
        return
            #"{"id":"\#(uuid(4, index))","name":"db-\#(index)","engine":"\#(index % 3 == 2 ? "valkey" : "pg")","version":"16","semantic_version":"16.4","connection":\#(secret),"private_connection":\#(secret),"users":[{"name":"doadmin","role":"primary","password":"\#(canary)"}],"db_names":["defaultdb"],"num_nodes":1,"region":"fra1","status":"online","created_at":"2026-02-01T08:00:00Z","maintenance_window":{"day":"sunday","hour":"03:00:00","pending":false,"description":null},"size":"db-s-1vcpu-1gb","tags":["\#(client(index))"],"private_network_uuid":"\#(uuid(8, 0))","project_id":"\#(uuid(10, 0))","version_end_of_life":"2028-11-09T00:00:00Z","version_end_of_availability":"2028-05-09T00:00:00Z","storage_size_mib":10240}"#
    }

    static func databaseRule(of database: String) -> String {
        #"{"uuid":"rule-\#(database)","cluster_uuid":"\#(database)","type":"tag","value":"web","created_at":"2026-02-01T08:00:00Z"}"#
    }

    static let databaseUser = #"{"name":"doadmin","role":"primary","password":"\#(canary)"}"#
    static let databaseBackup =
        #"{"created_at":"2026-11-24T18:42:27Z","size_gigabytes":0.5,"incremental":false}"#

    static func cluster(_ index: Int) -> String {
        #"{"id":"\#(uuid(5, index))","name":"cluster-\#(index)","region":"fra1","version":"1.33.1-do.0","vpc_uuid":"\#(uuid(8, 0))","ipv4":"","endpoint":"https://\#(uuid(5, index)).k8s.example.net","tags":["\#(client(index))"],"node_pools":[{"id":"\#(uuid(16, index))","name":"workers","size":"s-1vcpu-2gb","count":1,"tags":["k8s"],"labels":null,"auto_scale":false,"min_nodes":0,"max_nodes":0,"nodes":[{"id":"\#(uuid(17, index))","name":"workers-a","status":{"state":"running"},"droplet_id":"\#(dropletID(0))","created_at":"2026-02-01T08:00:00Z"}]}],"maintenance_policy":{"start_time":"03:00","duration":"4h0m0s","day":"sunday"},"auto_upgrade":true,"surge_upgrade":true,"ha":true,"registry_enabled":true,"control_plane_firewall":null,"status":{"state":"running"},"created_at":"2026-02-01T08:00:00Z","updated_at":"2026-11-01T08:00:00Z"}"#
    }

    static func registry(_ index: Int) -> String {
        #"{"name":"registry","created_at":"2026-02-01T08:00:00Z","region":"fra1","storage_usage_bytes":29393920,"storage_usage_bytes_updated_at":"2026-11-24T21:39:49.530562231Z","subscription":{"tier":\#(tier)}}"#
    }

    static let tier =
        #"{"name":"Basic","slug":"basic","included_storage_bytes":5368709120,"monthly_price_in_cents":500,"storage_overage_price_in_cents":2}"#

    static func repository(_ index: Int) -> String {
        #"{"registry_name":"registry","name":"app-\#(index)","tag_count":5,"manifest_count":6,"latest_manifest":{"updated_at":"2026-11-20T08:00:00Z","size_bytes":2816445,"compressed_size_bytes":1972332}}"#
    }

    static func app(_ index: Int) -> String {
        let id = uuid(6, index)
        let variables =
            #"[{"key":"SECRET_KEY","value":"EV[1:\#(canary)]","type":"SECRET","scope":"RUN_TIME"},{"key":"MODE","value":"\#(canary)","type":"GENERAL"}]"#
        return
            #"{"id":"\#(id)","spec":{"name":"app-\#(index)","envs":\#(variables),"services":[{"name":"web","github":{"repo":"example/app-\#(index)","branch":"main","deploy_on_push":true},"run_command":"\#(canary)","instance_size_slug":"apps-s-1vcpu-1gb","instance_count":2,"http_port":8080,"envs":\#(variables),"log_destinations":[{"name":"logs","papertrail":{"endpoint":"logs1.example.net:12345"}}]}],"domains":[{"domain":"\#(domain(index))","type":"PRIMARY"}]},"default_ingress":"https://app-\#(index).example.app","live_url":"https://\#(domain(index))","live_domain":"\#(domain(index))","created_at":"2026-02-01T08:00:00Z","updated_at":"2026-11-20T08:00:00Z","last_deployment_created_at":"2026-11-20T08:00:00Z","active_deployment":{"id":"deployment-\#(id)","phase":"ACTIVE","created_at":"2026-11-20T08:00:00Z"},"region":{"slug":"fra"},"tier_slug":"basic","domains":[{"id":"domain-\#(id)","phase":"ACTIVE","spec":{"domain":"\#(domain(index))","type":"PRIMARY","minimum_tls_version":"1.3"},"certificate_expires_at":"2027-01-29T23:59:59Z"}],"project_id":"\#(uuid(10, 0))"}"#
    }

    static func deployment(of app: String) -> String {
        #"{"id":"deployment-\#(app)","phase":"ACTIVE","cause":"commit 9a4df0b","created_at":"2026-11-20T08:00:00Z","updated_at":"2026-11-20T08:05:00Z","phase_last_updated_at":"0001-01-01T00:00:00Z"}"#
    }

    static func appAlert(of app: String) -> String {
        #"{"id":"alert-\#(app)","spec":{"rule":"DEPLOYMENT_FAILED"},"emails":["ops@example.com"],"slack_webhooks":[{"channel":"ops","url":"https://hooks.example.com/\#(canary)"}],"phase":"ACTIVE"}"#
    }

    static let instanceSize =
        #"{"name":"Shared 1VCPU 1GB","slug":"apps-s-1vcpu-1gb","cpu_type":"SHARED","cpus":"1","memory_bytes":"1073741824","usd_per_month":"12.00","usd_per_second":"0.000004960317","tier_slug":"professional","bandwidth_allowance_gib":"150"}"#

    // MARK: - What there is one of

    /// The answer at a path that has no list.
    func object(at path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        switch path {
        case "/v2/account":
            return
                #"{"account":{"droplet_limit":100,"floating_ip_limit":5,"email":"ops@example.com","name":"Ops","uuid":"b6fc48dbf6d9906cace5f3c78dc9851e757381ef","email_verified":true,"status":"active","status_message":" ","team":{"uuid":"5df3e3004a17e242b7c20ca6c9fc25b701a47ece","name":"Agency"}}}"#
        case "/v2/databases/options":
            return
                #"{"options":{},"version_availability":{"pg":[{"end_of_life":"2028-11-09T00:00:00Z","end_of_availability":null,"version":"16","default":true}]}}"#
        case "/v2/kubernetes/options":
            return #"{"options":{"versions":[{"slug":"1.33.1-do.0","kubernetes_version":"1.33.1"}]}}"#
        case "/v2/registries/subscription":
            return
                #"{"subscription":{"tier":\#(Self.tier),"created_at":"2026-02-01T08:00:00Z","updated_at":"2026-02-01T08:00:00Z"}}"#
        case "/v2/security/scans/latest":
            return
                #"{"scan":{"id":"\#(Self.uuid(18, 0))","status":"COMPLETED","created_at":"2026-11-24T00:00:00Z","findings":[]}}"#
        case "/v2/security/settings": return #"{"settings":{"suppressions":{"resources":[]}}}"#
        case "/v2/customers/my/balance":
            return
                #"{"month_to_date_balance":"23.44","account_balance":"12.23","month_to_date_usage":"11.21","generated_at":"2026-11-25T05:01:12Z"}"#
        default: break
        }
        guard parts.count == 5 || parts.count == 6 else {
            return parts.count == 4 && parts[1] == "databases" && parts[3] == "eviction_policy"
                ? #"{"eviction_policy":"allkeys_lru"}"# : nil
        }
        switch (parts[1], parts[parts.count - 1]) {
        case ("uptime", "state"):
            return
                #"{"state":{"regions":{"eu_west":{"status":"UP","status_changed_at":"2026-03-17T22:28:51Z","thirty_day_uptime_percentage":99.98}},"previous_outage":{"region":"eu_west","started_at":"2026-03-17T22:20:51Z","ended_at":"2026-03-17T22:28:51Z","duration_seconds":480}}}"#
        case ("customers", "summary"): return summary(of: parts[4])
        default: return nil
        }
    }

    // MARK: - Bills

    /// `2026-10` for 1, seen from 2026-11.
    func month(_ back: Int) -> String {
        var start = Moment.bounds(ofMonth: Moment.month(now))?.start ?? now
        for _ in 0..<back { start = Moment.bounds(ofMonth: Moment.month(start - 1))?.start ?? start }
        return Moment.month(start)
    }

    /// Cents of a line.
    private static func cents(_ index: Int) -> Int { index % 97 * 13 + 1 }

    private static func dollars(_ cents: Int) -> String { "\(cents / 100).\(cents / 10 % 10)\(cents % 10)" }

    private var total: String { Self.dollars((0..<lines).reduce(0) { $0 + Self.cents($1) }) }

    func invoice(_ id: String, _ month: String) -> String {
        #"{"invoice_uuid":"\#(id)","invoice_id":"90001","amount":"\#(total)","invoice_period":"\#(month)"}"#
    }

    /// One hour of one droplet.
    static func line(_ index: Int, _ month: String, _ droplets: Int) -> String {
        let droplet = index % droplets
        let hour = index / droplets
        let start = Moment.iso((Moment.bounds(ofMonth: month)?.start ?? 0) + Int64(hour) * 3_600)
        let end = Moment.iso((Moment.bounds(ofMonth: month)?.start ?? 0) + Int64(hour + 1) * 3_600)
        return
            #"{"product":"Droplets","resource_id":"\#(dropletID(droplet))","group_description":"","description":"web-\#(droplet) (s-1vcpu-2gb)","amount":"\#(dollars(cents(index)))","duration":"1","duration_unit":"Hours","start_time":"\#(start)","end_time":"\#(end)","project_name":"\#(client(droplet))","category":"iaas"}"#
    }

    private func summary(of id: String) -> String? {
        guard id != "preview", let month = invoicedMonth(id) else { return nil }
        return
            #"{"invoice_uuid":"\#(id)","invoice_id":"90001","billing_period":"\#(month)","amount":"\#(total)","user_name":"\#(Self.canary)","user_billing_address":{"address_line1":"\#(Self.canary)"},"user_email":"ops@example.com","product_charges":{"name":"Product usage charges","amount":"\#(total)","items":[]},"overages":{"name":"Overages","amount":"0.00"},"taxes":{"name":"Taxes","amount":"0.00"},"credits_and_adjustments":{"name":"Credits & adjustments","amount":"0.00"}}"#
    }
}
