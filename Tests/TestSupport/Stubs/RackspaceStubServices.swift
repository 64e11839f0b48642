/// What the made-up account has, service by service.
extension RackspaceCall {
    /// Nothing for an address that there is not.
    func reply() -> RackspaceStub.Reply? {
        let parts = path.split(separator: "/").map(String.init)
        guard let service = parts.first else { return nil }
        let hasRegion = !["dns", "monitoring", "v2.0", "billing"].contains(service)
        let region = hasRegion && parts.count > 1 ? parts[1] : ""
        // Service, region, version and number of the account are in front.
        let front = ["images": 3, "net": 3, "dns": 3, "monitoring": 3, "v2.0": 1, "billing": 2][service] ?? 4
        let rest = "/" + parts.dropFirst(front).joined(separator: "/")
        return switch service {
        case "compute": compute(rest, region)
        case "images": imaging(rest)
        case "cbs": storage(rest)
        case "lb": balancing(rest)
        case "db": databases(rest)
        case "net": networks(rest)
        case "dns": names(rest)
        case "files", "cdn": files(rest, service, region)
        case "monitoring": monitoring(rest)
        case "backup": backup(rest)
        case "v2.0": identity(rest)
        case "billing": billing(rest)
        default: nil
        }
    }

    private func compute(_ path: String, _ region: String) -> RackspaceStub.Reply? {
        let isFirst = region == "dfw"
        let address = "http://\(region).servers.example.com/v2/123456\(path)"
        switch path {
        case "/servers/detail":
            return linked(
                "servers", isFirst ? RackspaceData.servers : [RackspaceData.server("s-9", "iad-1")],
                to: address)
        case "/flavors/detail":
            return linked("flavors", RackspaceData.flavors, to: address)
        case "/images/detail":
            return linked("images", isFirst ? RackspaceData.serverImages : [], to: address)
        case "/os-keypairs":
            return json(isFirst ? RackspaceData.keypairs : #"{"keypairs":[]}"#)
        case "/limits":
            return json(#"{"limits":{"rate":[],"absolute":{"maxTotalRAMSize":51200,"totalRAMUsed":1024}}}"#)
        default: return nil
        }
    }

    private func imaging(_ path: String) -> RackspaceStub.Reply? {
        switch path {
        case "/images": images(RackspaceData.images)
        case "/images/i-private/members":
            (403, [], Array("<html>403 Forbidden</html>".utf8))
        case "/images/i-own/members":
            json(
                """
                {"members":[{"member_id":987654,"image_id":"i-own","status":"accepted",\
                "created_at":"2026-10-07T17:58:03Z"}]}
                """)
        default: nil
        }
    }

    private func storage(_ path: String) -> RackspaceStub.Reply? {
        switch path {
        case "/volumes/detail":
            counted(
                "volumes",
                RackspaceData.volumes
                    + (0..<bulk).map { #"{"id":"v-bulk-\#($0)","size":1,"attachments":[]}"# })
        case "/snapshots/detail": counted("snapshots", RackspaceData.snapshots)
        case "/types": json(#"{"volume_types":[{"id":1,"name":"SATA"},{"id":2,"name":"SSD"}]}"#)
        default: nil
        }
    }

    private func balancing(_ path: String) -> RackspaceStub.Reply? {
        switch path {
        case "/loadbalancers":
            return counted(
                "loadBalancers",
                RackspaceData.balancers
                    + (0..<bulk).map { #"{"id":\#(1_000 + $0),"name":"bulk","virtualIps":[]}"# })
        case "/loadbalancers/71": return json(RackspaceData.balancer)
        case "/loadbalancers/166":
            return json(#"{"loadBalancer":{"id":166,"nodes":[],"httpsRedirect":true}}"#)
        case "/loadbalancers/71/ssltermination": return json(RackspaceData.tls)
        case "/loadbalancers/71/ssltermination/certificatemappings":
            return json(
                #"{"certificateMappings":[{"certificateMapping":{"id":123,"hostName":"www.example.com"}}]}"#)
        case "/loadbalancers/71/ssltermination/certificatemappings/123":
            return json(
                #"{"certificateMapping":{"id":123,"hostName":"www.example.com","certificate":"no certificate","privateKey":"CANARY-PRIVATE"}}"#
            )
        case "/loadbalancers/71/accesslist":
            return json(#"{"accessList":[{"id":23,"address":"203.0.113.0/24","type":"DENY"}]}"#)
        case "/loadbalancers/166/accesslist": return json(#"{"accessList":[]}"#)
        case "/loadbalancers/usage":
            guard value("startTime") != nil, value("endTime") != nil else { return nil }
            return json(RackspaceData.usage)
        default: return nil
        }
    }

    private func databases(_ path: String) -> RackspaceStub.Reply? {
        switch path {
        case "/instances": encoded("instances", RackspaceData.instances)
        case "/instances/d-1": json(RackspaceData.instance)
        case "/instances/d-1/root": json(#"{"rootEnabled":true}"#)
        case "/instances/d-2/root", "/instances/d-3/root", "/instances/d-4/root", "/instances/d-5/root":
            json(#"{"rootEnabled":"false"}"#)
        case "/backups": encoded("backups", RackspaceData.backups)
        case "/schedules": json(RackspaceData.schedules)
        case "/ha":
            json(
                #"{"ha_instances":[{"id":"h-1","name":"ha","state":"ACTIVE","datastore":{"type":"mysql","version":"5.6"}}]}"#
            )
        case "/ha/h-1/acls": json(#"{"acls":[{"type":"ALLOW","address":"0.0.0.0/0"}]}"#)
        default: nil
        }
    }

    private func networks(_ path: String) -> RackspaceStub.Reply? {
        let address = "http://localhost:9696/v2.0\(path).json"
        let items: [String]
        switch path {
        case "/networks": items = RackspaceData.networks
        case "/subnets": items = RackspaceData.subnets
        case "/ports": items = RackspaceData.ports
        case "/security-groups": items = RackspaceData.groups
        default: return nil
        }
        let name = path.dropFirst().split(separator: "-").joined(separator: "_")
        return linked(name, items, to: address, amp: "&amp;")
    }

    private func names(_ path: String) -> RackspaceStub.Reply? {
        switch path {
        case "/domains": counted("domains", RackspaceData.domains, total: true)
        case "/domains/2725233/records":
            counted(
                "records",
                RackspaceData.records
                    + (0..<bulk).map {
                        #"{"id":"A-\#($0)","name":"\#($0).example.com","type":"A","data":"192.0.2.1"}"#
                    },
                total: true)
        case "/domains/42/records": json(#"{"records":[],"totalEntries":0}"#)
        default: nil
        }
    }

    private func files(_ path: String, _ service: String, _ region: String) -> RackspaceStub.Reply? {
        if service == "cdn" { return named(RackspaceData.published) }
        if path == "/", method == "HEAD" {
            return (
                204,
                [
                    ("X-Account-Bytes-Used", region == "dfw" ? "14" : "0"),
                    ("X-Account-Container-Count", region == "dfw" ? "2" : "0"),
                    ("X-Account-Object-Count", "1"), ("X-Account-Meta-Temp-Url-Key", "CANARY-TEMP"),
                    ("X-Account-Meta-Temp-Url-Key-2", "CANARY-TEMP-2"),
                ], []
            )
        }
        if path == "/" {
            guard region == "dfw" else { return named([]) }
            return named(
                RackspaceData.containers
                    + (0..<bulk * 10).map { #"{"name":"bulk-\#($0)","count":0,"bytes":0}"# })
        }
        let read = ["/assets": ".r:*,.rlistings", "/two%20words": "auditor, other"][path]
        return (204, read.map { [("X-Container-Read", $0)] } ?? [], [])
    }

    private func monitoring(_ path: String) -> RackspaceStub.Reply? {
        switch path {
        case "/views/overview": values(RackspaceData.overview, href: true)
        case "/notification_plans":
            values([
                #"{"id":"npOne","label":"Plan","critical_state":["ntA"],"warning_state":null,"ok_state":[]}"#
            ])
        case "/notifications":
            values([
                #"{"id":"ntA","label":"CANARY-LABEL","type":"webhook","details":{"url":"https://hooks.example.com/CANARY-HOOK"}}"#
            ])
        case "/agents":
            values([
                #"{"id":"web-1","last_connected":1795586000}"#, #"{"id":"db-1","last_connected":1795580000}"#,
                #"{"id":"old-1","last_connected":1334685407}"#,
            ])
        case "/agents/web-1/connections":
            values([
                #"{"id":"cn1","agent_id":"web-1","process_version":"2.6.21","bundle_version":"2.6.21-7","agent_ip":"198.51.100.7"}"#
            ])
        case "/agents/db-1/connections", "/agents/old-1/connections": values([])
        default: nil
        }
    }

    private func backup(_ path: String) -> RackspaceStub.Reply? {
        switch path {
        case "/user/agents": json("[\(RackspaceData.agent)]")
        case "/backup-configuration": json("[\(RackspaceData.configuration)]")
        default: nil
        }
    }

    private func identity(_ path: String) -> RackspaceStub.Reply? {
        let refused = (
            status: 403, headers: [(name: String, value: String)](),
            body: Array(#"{"forbidden":{"code":403,"message":"Not Authorized"}}"#.utf8)
        )
        switch path {
        case "/users":
            return json(
                "{\"users\":[\((isPrivileged ? RackspaceData.users : [RackspaceData.users[0]]).joined(separator: ","))]}"
            )
        case "/users/10d2c2d0/RAX-AUTH/roles", "/users/938439/RAX-AUTH/roles":
            return json(RackspaceData.roles)
        case "/users/10d2c2d0/RAX-AUTH/multi-factor/otp-devices":
            return json(#"{"RAX-AUTH:otpDevices":[{"id":"otp1","verified":true,"name":"CANARY-PHONE"}]}"#)
        case "/users/938439/RAX-AUTH/multi-factor/otp-devices": return json(#"{"RAX-AUTH:otpDevices":[]}"#)
        case "/RAX-AUTH/domains/5830280": return isPrivileged ? json(RackspaceData.domain) : refused
        case "/RAX-AUTH/domains/5830280/password-policy":
            return isPrivileged
                ? json(
                    #"{"passwordPolicy":{"passwordDuration":"P90DT6H30M5S","passwordHistoryRestriction":"10"}}"#
                )
                : refused
        default: return nil
        }
    }

    private func billing(_ path: String) -> RackspaceStub.Reply? {
        guard isPrivileged else {
            return (404, [], Array(#"{"notFound":{"message":"Resource not found"}}"#.utf8))
        }
        switch path {
        case "/accounts/020-123456": return json(RackspaceData.account)
        case "/accounts/020-123456/balance":
            return json(
                #"{"balance":{"amountDue":"1500.25","currentBalance":"1510.75","pastDue":"10.5","currency":"USD","unbilledCharges":692.5}}"#
            )
        case "/accounts/020-123456/estimated_charges": return json(RackspaceData.estimate)
        case "/accounts/020-123456/billing-summary": return json(RackspaceData.summary)
        case "/accounts/020-123456/invoices/inv-1": return json(RackspaceData.invoice)
        case "/accounts/020-123456/invoices/inv-1/detail":
            guard headers.contains(where: { $0.name == "accept" && $0.value == "text/csv" }) else {
                return (406, [], [])
            }
            return (200, [("Content-Type", "text/csv")], Array(RackspaceData.lines.utf8))
        default: return nil
        }
    }
}
