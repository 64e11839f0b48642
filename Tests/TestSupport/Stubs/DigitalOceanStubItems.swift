internal import Model

/// What each thing of the stub says of itself, by its number: with every member that is read, and some that must not be kept.
extension DigitalOceanStub {
    /// What a secret is in it, so that a test can look for it.
    package static let canary = "CANARY-stub"

    static func uuid(_ kind: Int, _ index: Int) -> String {
        let tail = String(index)
        return
            "\(10_000_000 + kind)-0000-4000-8000-\(String(repeating: "0", count: max(0, 12 - tail.count)))\(tail)"
    }
    static func dropletID(_ index: Int) -> Int { 3_164_444 + index }
    static func domain(_ index: Int) -> String { index == 0 ? "example.com" : "site-\(index).example.com" }
    static func client(_ index: Int) -> String { index.isMultiple(of: 2) ? "acme" : "globex" }
    /// An address of the network for measuring, RFC 2544.
    static func address(_ index: Int) -> String { "198.18.\(index / 250 % 250).\(index % 250 + 1)" }

    static let size =
        #"{"slug":"s-1vcpu-2gb","memory":2048,"vcpus":1,"disk":50,"transfer":2.0,"price_monthly":12.0,"price_hourly":0.01785999909043312,"regions":["fra1"],"available":true,"description":"Basic"}"#

    static func region(_ index: Int) -> String {
        #"{"name":"Frankfurt 1","slug":"fra1","features":["backups","ipv6","metadata"],"available":true,"sizes":["s-1vcpu-2gb"]}"#
    }

    static func droplet(_ index: Int) -> String {
        let image =
            #"{"id":63663980,"name":"12 x64","distribution":"Debian","slug":"debian-12-x64","public":true,"type":"base","status":"available","created_at":"2025-05-15T05:47:50Z","size_gigabytes":1.5}"#
        let networks =
            #"{"v4":[{"ip_address":"10.114.\#(index / 250 % 250).\#(index % 250 + 1)","netmask":"255.255.240.0","type":"private"},{"ip_address":"\#(address(index))","netmask":"255.255.240.0","gateway":"198.18.0.1","type":"public"}],"v6":[{"ip_address":"2001:db8::\#(String(index + 1, radix: 16))","netmask":64,"type":"public"}]}"#
        return
            #"{"id":\#(dropletID(index)),"name":"web-\#(index)","memory":2048,"vcpus":1,"disk":50,"locked":false,"status":"\#(index % 10 == 9 ? "off" : "active")","kernel":null,"created_at":"2026-02-01T08:00:00Z","features":["monitoring","private_networking"\#(index.isMultiple(of: 3) ? #","backups""# : "")],"backup_ids":[],"next_backup_window":null,"snapshot_ids":[],"image":\#(image),"volume_ids":\#(index == 0 ? #"["\#(uuid(1, 0))"]"# : "[]"),"size":\#(size),"size_slug":"s-1vcpu-2gb","networks":\#(networks),"region":\#(region(0)),"tags":["\#(client(index))","web"],"vpc_uuid":"\#(uuid(8, 0))"}"#
    }

    static func backupPolicy(_ index: Int) -> String {
        let id = dropletID(index)
        guard index.isMultiple(of: 3) else {
            return #""\#(id)":{"droplet_id":\#(id),"backup_enabled":false}"#
        }
        return
            #""\#(id)":{"droplet_id":\#(id),"backup_enabled":true,"backup_policy":{"plan":"weekly","weekday":"SUN","hour":20,"window_length_hours":4,"retention_period_days":28},"next_backup_window":{"start":"2026-11-29T20:00:00Z","end":"2026-11-30T00:00:00Z"}}"#
    }

    static func volume(_ index: Int) -> String {
        #"{"id":"\#(uuid(1, index))","name":"data-\#(index)","size_gigabytes":100,"droplet_ids":\#(index == 0 ? "[\(dropletID(0))]" : "[]"),"region":\#(region(0)),"created_at":"2026-02-01T08:00:00Z","filesystem_type":"ext4","filesystem_label":"data","description":"","tags":["\#(client(index))"]}"#
    }

    static func snapshot(_ index: Int) -> String {
        #"{"id":"\#(6_372_321 + index)","name":"before-upgrade-\#(index)","created_at":"2026-03-01T08:00:00Z","regions":["fra1"],"resource_id":"\#(dropletID(index))","resource_type":"droplet","min_disk_size":50,"size_gigabytes":4.5,"tags":[]}"#
    }

    static func image(_ index: Int) -> String {
        #"{"id":\#(7_555_620 + index),"name":"web-\#(index) backup","distribution":"Debian","slug":null,"public":false,"regions":["fra1"],"created_at":"2026-11-22T20:10:00Z","type":"backup","min_disk_size":50,"size_gigabytes":4.5,"description":"","tags":[],"status":"available"}"#
    }

    static func reservedIP(_ index: Int) -> String {
        #"{"ip":"203.0.113.\#(index % 250 + 1)","droplet":\#(index == 0 ? droplet(0) : "null"),"region":\#(region(0)),"locked":false,"project_id":"\#(uuid(10, 0))"}"#
    }

    static func loadBalancer(_ index: Int) -> String {
        #"{"id":"\#(uuid(2, index))","name":"lb-\#(index)","ip":"192.0.2.\#(index % 250 + 1)","size_unit":1,"size":"lb-small","algorithm":"round_robin","status":"active","type":"REGIONAL","network":"EXTERNAL","created_at":"2026-02-01T08:00:00Z","forwarding_rules":[{"entry_protocol":"https","entry_port":443,"target_protocol":"http","target_port":80,"certificate_id":"\#(uuid(7, 0))","tls_passthrough":false}],"health_check":{"protocol":"http","port":80,"path":"/"},"region":\#(region(0)),"tag":"","droplet_ids":[\#(index == 0 ? String(dropletID(0)) : "")],"redirect_http_to_https":\#(index == 0),"tls_cipher_policy":"DEFAULT","enable_proxy_protocol":false,"vpc_uuid":"\#(uuid(8, 0))","project_id":"\#(uuid(10, 0))"}"#
    }

    static func firewall(_ index: Int) -> String {
        #"{"id":"\#(uuid(3, index))","name":"firewall-\#(index)","status":"succeeded","created_at":"2026-02-01T08:00:00Z","droplet_ids":[],"tags":["\#(index == 0 ? "web" : "nothing")"],"inbound_rules":[{"protocol":"tcp","ports":"443","sources":{"addresses":["0.0.0.0/0","::/0"]}},{"protocol":"tcp","ports":"22","sources":{"addresses":["198.51.100.7/32"]}}],"outbound_rules":[{"protocol":"tcp","ports":"0","destinations":{"addresses":["0.0.0.0/0","::/0"]}}],"pending_changes":[]}"#
    }

    static func record(_ index: Int, in zone: Int) -> String {
        #"{"id":\#(28_448_429 + zone * 1_000 + index),"type":"A","name":"\#(index == 0 ? "@" : "www")","data":"\#(address(index))","priority":null,"port":null,"ttl":1800,"weight":null,"flags":null,"tag":null}"#
    }

    static func certificate(_ index: Int) -> String {
        #"{"id":"\#(uuid(7, index))","name":"cert-\#(index)","not_after":"2027-02-22T00:23:00Z","sha1_fingerprint":"dfcc9f57d86bf58e321c2c6c31c7a971be244ac7","created_at":"2026-02-08T16:02:37Z","dns_names":["\#(domain(index))"],"state":"verified","type":"\#(index == 0 ? "lets_encrypt" : "custom")"}"#
    }

    static func vpc(_ index: Int) -> String {
        #"{"id":"\#(uuid(8, index))","urn":"do:vpc:\#(uuid(8, index))","name":"default-fra1","description":"","region":"fra1","ip_range":"10.114.0.0/20","created_at":"2026-01-13T19:20:47.442049222Z","default":true}"#
    }

    static func member(_ index: Int) -> String {
        #"{"urn":"do:droplet:\#(dropletID(index))","name":"web-\#(index)","created_at":"2026-02-01T08:00:00Z"}"#
    }

    static func project(_ index: Int) -> String {
        #"{"id":"\#(uuid(10, index))","name":"\#(client(index))","description":"","purpose":"Web Application","environment":"Production","is_default":\#(index == 0),"created_at":"2026-01-13T19:20:47Z","updated_at":"2026-01-13T19:20:47Z"}"#
    }

    static func action(_ index: Int) -> String {
        #"{"id":\#(36_804_636 + index),"status":"completed","type":"create","started_at":"2026-02-01T07:59:00Z","completed_at":"2026-02-01T08:00:00Z","resource_id":\#(dropletID(index)),"resource_type":"droplet","region_slug":"fra1"}"#
    }

    static func key(_ index: Int) -> String {
        var blob: [UInt8] = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32]
        blob += [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: 32)
        return
            #"{"id":\#(289_794 + index),"fingerprint":"3b:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:4\#(index % 10)","public_key":"ssh-ed25519 \#(Base64.encode(blob)) person-\#(index)@example.com","name":"person-\#(index)"}"#
    }

    static func spacesKey(_ index: Int) -> String {
        #"{"name":"assets-\#(index)","access_key":"DO00MADEUP\#(index)","grants":[{"bucket":"\#(index == 0 ? "" : "assets")","permission":"\#(index == 0 ? "fullaccess" : "read")"}],"created_at":"2025-07-19T15:04:16Z"}"#
    }

    static func cdn(_ index: Int) -> String {
        #"{"id":"\#(uuid(9, index))","origin":"assets-\#(index).fra1.example.net","endpoint":"assets-\#(index).cdn.example.net","created_at":"2026-02-01T08:00:00Z","certificate_id":"\#(uuid(7, 0))","custom_domain":"static.example.com","ttl":3600}"#
    }

    static func uptimeCheck(_ index: Int) -> String {
        #"{"id":"\#(uuid(13, index))","name":"\#(domain(index))","type":"https","target":"https://\#(domain(index))/","regions":["eu_west"],"enabled":true}"#
    }

    static func uptimeAlert(of check: String) -> String {
        #"{"id":"alert-\#(check)","name":"down","type":"down","threshold":1,"comparison":"less_than","notifications":{"email":["ops@example.com"],"slack":[{"channel":"ops","url":"https://hooks.example.com/\#(canary)"}]},"period":"2m"}"#
    }

    static func policy(_ index: Int) -> String {
        #"{"alerts":{"email":["ops@example.com"],"slack":[{"channel":"ops","url":"https://hooks.example.com/\#(canary)"}]},"compare":"GreaterThan","description":"CPU","enabled":true,"entities":[],"tags":["web"],"type":"v1/insights/droplet/cpu","uuid":"\#(uuid(14, index))","value":80,"window":"5m"}"#
    }
}
