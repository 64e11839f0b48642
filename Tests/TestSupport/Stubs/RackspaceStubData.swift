/// The items of the made-up account, as the services write them.
enum RackspaceData {
    static func server(_ id: String, _ name: String, _ more: String = "") -> String {
        """
        {"id":"\(id)","name":"\(name)","status":"ACTIVE","created":"2025-07-23T15:44:56Z",\
        "updated":"2026-05-28T18:49:33Z","flavor":{"id":"general1-1","links":[]},"image":{"id":"i-base"},\
        "addresses":{"public":[{"version":4,"addr":"192.0.2.7"}]},"metadata":{},"tenant_id":"123456"\(more)}
        """
    }

    static let servers = [
        """
        {"id":"s-1","name":"web-1","status":"ACTIVE","created":"2025-07-23T15:44:56Z","updated":"2026-05-28T18:49:33Z",\
        "hostId":"621cca59","flavor":{"id":"general1-2"},"image":{"id":"i-base"},"key_name":null,"config_drive":"",\
        "accessIPv4":"192.0.2.10","accessIPv6":"2001:db8::10","user_id":"346289","tenant_id":"123456",\
        "OS-EXT-STS:vm_state":"active","OS-EXT-STS:task_state":null,"OS-EXT-STS:power_state":1,"adminPass":"CANARY-ADMIN",\
        "RAX-SI:image_schedule":{"retention":3,"day_of_week":"SATURDAY"},"addresses":{"public":[{"version":6,"addr":\
        "2001:db8::10"},{"version":4,"addr":"192.0.2.10"}],"private":[{"version":4,"addr":"10.180.19.16"}],\
        "SecureNet":[{"version":4,"addr":"192.168.3.2"}]},"metadata":{"build_config":"","db_password":"CANARY-META",\
        "rax_service_level_automation":"Complete","hook":"https://u:CANARY-URL@example.com/"}}
        """,
        """
        {"id":"s-2","name":"db-1","status":"SHUTOFF","created":"2025-08-01T00:00:00Z","flavor":{"id":"memory1-15"},\
        "image":"","key_name":"laptop","config_drive":"True","accessIPv4":"","addresses":{"private":[{"version":4,\
        "addr":"10.180.19.17"}]},"metadata":{}}
        """,
        """
        {"id":"s-3","name":"broken","status":"ERROR","created":"2026-08-10T12:00:00Z","flavor":{"id":"general1-1"},\
        "image":null,"fault":{"code":404,"message":"Could not find image"},"addresses":{}}
        """,
        server("s-4", "web-2"), server("s-5", "web-3", ",\"key_name\":\"laptop\""),
    ]

    static let flavors = [
        """
        {"id":"general1-1","name":"1 GB General Purpose v1","ram":1024,"vcpus":1,"disk":20,"swap":"",\
        "OS-FLV-EXT-DATA:ephemeral":0,"OS-FLV-WITH-EXT-SPECS:extra_specs":{"class":"general1"}}
        """,
        #"{"id":2,"name":"512MB Standard Instance","ram":512,"vcpus":1,"disk":20,"swap":512}"#,
        #"{"id":"memory1-15","name":"15 GB Memory v1","ram":15360,"vcpus":2,"disk":0}"#,
    ]

    static let serverImages = [
        #"{"id":"i-base","name":"Debian 12","status":"ACTIVE","created":"2026-01-28T19:31:37Z","metadata":{}}"#,
        """
        {"id":"i-own","name":"web-1 of Sunday","status":"ACTIVE","created":"2026-02-01T19:31:37Z","server":{"id":"s-gone"},\
        "OS-EXT-IMG-SIZE:size":198846343,"metadata":{"os_type":"linux"}}
        """,
    ]

    static let keypairs = """
        {"keypairs":[{"keypair":{"name":"laptop","fingerprint":"15:b0:f8:b3:f9:48:63:71:cf:7b:5b:38:6d:44:2d:4a",\
        "public_key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g someone"}}]}
        """

    static let images = [
        """
        {"id":"i-base","name":"Debian 12 (PVHVM)","status":"active","visibility":"public","owner":"657197","size":758777106,\
        "os_distro":"debian","image_type":"base","min_disk":20,"created_at":"2026-01-28T19:31:37Z",\
        "org.openstack__1__os_version":"12"}
        """,
        """
        {"id":"i-own","name":"web-1 of Sunday","status":"active","visibility":"private","owner":"123456","size":198846343,\
        "image_type":"snapshot","instance_uuid":"s-gone","created_at":"2026-02-01T19:31:37Z"}
        """,
        #"{"id":"i-three","name":"three","status":"queued","visibility":"public"}"#,
        #"{"id":"i-four","name":"four","status":"active","visibility":"public"}"#,
        #"{"id":"i-private","name":"refuses its members","status":"active","visibility":"private"}"#,
    ]

    static let volumes = [
        """
        {"id":"v-1","display_name":"data","size":100,"volume_type":"SSD","status":"in-use","bootable":"false",\
        "attachments":[{"server_id":"s-1","device":"/dev/xvdb"}],"created_at":"2025-02-14T20:53:07Z","metadata":{}}
        """,
        """
        {"id":"v-2","name":"left over","description":"old","size":75,"volume_type":"None","status":"available",\
        "attachments":[],"created_at":"2025-02-25T06:36:28.000000"}
        """,
    ]

    static let snapshots = [
        """
        {"id":"n-1","name":"daily","volume_id":"v-gone","size":30,"status":"available",\
        "os-extended-snapshot-attributes:progress":"100%","created_at":"2025-02-25T07:30:12.000000"}
        """
    ]

    static let balancers = [
        """
        {"id":71,"name":"front","protocol":"HTTP","port":80,"algorithm":"RANDOM","status":"ACTIVE","nodeCount":2,\
        "timeout":30,"virtualIps":[{"id":1,"address":"198.51.100.1","type":"PUBLIC","ipVersion":"IPV4"},\
        {"id":2,"address":"10.1.1.9","type":"SERVICENET"}],"created":{"time":"2025-11-30T03:23:42Z"},\
        "updated":{"time":"2025-11-30T03:23:44Z"}}
        """,
        """
        {"id":166,"name":"unused","protocol":"TCP","port":5432,"status":"ACTIVE","nodeCount":0,"virtualIps":[],\
        "created":{"time":"2025-11-30T03:23:42Z"}}
        """,
    ]

    static let balancer = """
        {"loadBalancer":{"id":71,"httpsRedirect":false,"connectionLogging":{"enabled":true},"cluster":{"name":"c1.dfw1"},\
        "healthMonitor":{"type":"HTTP","bodyRegex":"x"},"sessionPersistence":{"persistenceType":"HTTP_COOKIE"},\
        "nodes":[{"id":1041,"address":"10.1.1.1","port":80,"condition":"ENABLED","status":"ONLINE","type":"PRIMARY"},\
        {"id":1411,"address":"10.1.1.2","port":80,"condition":"DISABLED","status":"OFFLINE"}]}}
        """

    /// As PEM within JSON; made for these tests, its key thrown away, its end on 3 January 2031.
    private static let certificate = """
        -----BEGIN CERTIFICATE-----\\n\
        MIIBiTCCAS+gAwIBAgIUHAWgQK3ePxyu/EWnD1aE+W3Hf0MwCgYIKoZIzj0EAwIw\\n\
        GjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMB4XDTI2MTEyNTAxMjAxNVoXDTMx\\n\
        MDEwMzAxMjAxNVowGjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMFkwEwYHKoZI\\n\
        zj0CAQYIKoZIzj0DAQcDQgAEhsPT0ELnfGk7CzwnoAZhddO/3RWgUf81sKP9YCJr\\n\
        yyw93ijmDkX+9MDeL7HaSe5sjSV1KbKAR3ahWHobp11/G6NTMFEwHQYDVR0OBBYE\\n\
        FF0sGhWvvCJ/NtnxMG1PDoYRWsWHMB8GA1UdIwQYMBaAFF0sGhWvvCJ/NtnxMG1P\\n\
        DoYRWsWHMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgZ/Zkic2T\\n\
        8xdUEIXxrr3LhxLew1SpbS5kgo/0mUB3qR4CIQC634tIKFbixMUNwaSOk+eJlQFI\\n\
        qciPo7K8UTdtR2HEpA==\\n\
        -----END CERTIFICATE-----\\n
        """

    static let tls = """
        {"sslTermination":{"enabled":true,"securePort":443,"secureTrafficOnly":false,"cipherProfile":"default",\
        "securityProtocols":[{"securityProtocolName":"TLS_10","securityProtocolStatus":"DISABLED"}],\
        "privatekey":"CANARY-PRIVATEKEY","certificate":"\(certificate)"}}
        """

    static let usage = """
        {"accountUsage":{"links":[],"accountUsageRecords":[]},"loadBalancerUsages":[{"loadBalancerId":71,\
        "loadBalancerName":"front","links":[],"loadBalancerUsageRecords":[{"outgoingTransfer":89,"incomingTransfer":710,\
        "outgoingTransferSsl":11,"incomingTransferSsl":0},{"outgoingTransfer":900,"incomingTransfer":1}]}]}
        """

    static let instances = [
        """
        {"id":"d-1","name":"shop","status":"ACTIVE","flavor":{"id":"1"},"volume":{"size":2},"datastore":{"type":"mysql",\
        "version":"5.6"},"hostname":"e09ad9.dfw.example.com","replicas":[{"id":"d-2"}]}
        """,
        """
        {"id":"d-2","name":"copy","status":"ACTIVE","flavor":{"id":"2"},"volume":{"size":2},"datastore":{"type":"mysql"},\
        "ip":["10.180.1.2"],"replica_of":{"id":"d-1"},"ha_id":"h-1"}
        """,
        #"{"id":"d-3","name":"three","status":"ODD_STATUS"}"#, #"{"id":"d-4","name":"four"}"#,
        #"{"id":"d-5","name":"five"}"#,
    ]

    static let instance = """
        {"instance":{"id":"d-1","created":"2025-01-25T21:53:09Z","updated":"2026-01-25T21:53:10Z","volume":{"size":2,\
        "used":0.16},"configuration":{"id":"conf-1"}}}
        """

    static let backups = [
        """
        {"id":"b-1","name":"nightly","instance_id":"d-1","status":"COMPLETED","created":"2026-11-24T22:26:23Z",\
        "size":0.18,"is_automated":1,"type":"InnoBackupEx","datastore":{"type":"mysql","version":"5.6"},"source":{}}
        """,
        """
        {"id":"b-2","name":"ha","instance_id":null,"source":{"type":"ha","id":"h-1"},"status":"COMPLETED",\
        "created":"2026-11-23T22:26:23Z","size":0.18,"is_automated":0,"type":"InnoBackupExIncremental"}
        """,
        #"{"id":"b-3","name":"by hand","instance_id":"d-2","status":"FAILED","created":"2026-11-01T00:00:00Z"}"#,
    ]

    static let schedules = """
        {"schedules":[{"id":"c-1","action":"backup","instance_id":"d-1","day_of_week":0,"hour":14,"minute":30,\
        "last_scheduled":null,"next_run":"2026-11-29T14:30:00","created":"2025-10-30T12:30:00"}]}
        """

    static let networks = [
        #"{"id":"00000000-0000-0000-0000-000000000000","name":"public","shared":true,"status":"ACTIVE","subnets":[]}"#,
        #"{"id":"11111111-1111-1111-1111-111111111111","name":"private","shared":true,"status":"ACTIVE","subnets":[]}"#,
        #"{"id":"net-3","name":"SecureNet","shared":false,"status":"ACTIVE","subnets":["sub-1"]}"#,
    ]

    static let subnets = [
        #"{"id":"sub-1","name":"","network_id":"net-3","cidr":"192.168.3.0/24","ip_version":4,"gateway_ip":null}"#
    ]

    static let ports = [
        """
        {"id":"p-1","device_id":"s-1","network_id":"00000000-0000-0000-0000-000000000000","status":"ACTIVE",\
        "fixed_ips":[{"ip_address":"192.0.2.10","subnet_id":"x"}],"security_groups":[]}
        """,
        #"{"id":"p-2","device_id":"","network_id":"net-3","status":"DOWN","fixed_ips":[],"security_groups":["g-1"]}"#,
        #"{"id":"p-3","device_id":"s-2","network_id":"net-3","status":"ACTIVE","fixed_ips":[],"security_groups":[]}"#,
        #"{"id":"p-4","device_id":"s-4","network_id":"net-3","status":"ACTIVE","fixed_ips":[],"security_groups":[]}"#,
        #"{"id":"p-5","device_id":"s-5","network_id":"net-3","status":"ACTIVE","fixed_ips":[],"security_groups":[]}"#,
    ]

    static let groups = [
        """
        {"id":"g-1","name":"ssh","description":"from anywhere","security_group_rules":[{"id":"r-1","direction":"ingress",\
        "ethertype":"IPv4","protocol":"TCP","port_range_min":22,"port_range_max":22,"remote_ip_prefix":null,\
        "remote_group_id":null,"security_group_id":"g-1"},{"id":"r-2","direction":"ingress","ethertype":"IPv6",\
        "protocol":null,"port_range_min":null,"port_range_max":null,"remote_ip_prefix":"2001:db8::/32"}]}
        """
    ]

    static let domains = [
        """
        {"id":"2725233","name":"example.com","accountId":"123456","emailAddress":"CANARY-MAIL@example.com",\
        "updated":"2025-06-24T01:23:15.000+0000","created":"2025-06-24T01:12:51.000+0000"}
        """,
        #"{"id":42,"name":"example.net","accountId":123456,"ttl":3600,"created":"2025-06-24T01:12:51.000+0000"}"#,
    ]

    static let records = [
        """
        {"id":"A-6817754","name":"ftp.example.com","type":"A","data":"192.0.2.8","ttl":5771,\
        "updated":"2025-05-19T13:07:08.000+0000","created":"2025-05-18T19:53:09.000+0000"}
        """,
        #"{"id":"MX-3151218","name":"example.com","type":"MX","data":"mail.example.com","ttl":3600,"priority":5}"#,
    ]

    static let containers = [
        #"{"name":"assets","count":1,"bytes":14}"#, #"{"name":"two words","count":0,"bytes":0}"#,
    ]

    static let published = [
        """
        {"name":"assets","cdn_enabled":true,"ttl":259200,"log_retention":false,"X-Cdn-Uri":"http://cdn.example.com",\
        "X-Cdn-Ssl-Uri":"https://ssl.example.com"}
        """
    ]

    static let overview = [
        """
        {"entity":{"id":"enOne","label":"web-1","agent_id":"web-1","uri":"https://dfw.servers.example.com/123456/servers/s-1",\
        "ip_addresses":{"default":"192.0.2.10","other":null},"metadata":null},"checks":[{"id":"chOne","label":"site",\
        "type":"remote.http","details":{"url":"https://u:CANARY-CHECK@www.example.com/health?token=CANARY-QUERY"},\
        "timeout":30,"period":60,"target_alias":null,"disabled":false},{"id":"chTwo","label":"disk","type":"agent.disk",\
        "timeout":10,"period":60,"target_hostname":"","disabled":true}],"alarms":[{"id":"alOne","check_id":"chOne",\
        "label":"down","criteria":"return new AlarmStatus(CRITICAL);","notification_plan_id":"npOne"},{"id":"alTwo",\
        "check_id":"chTwo","criteria":"x"}],"latest_alarm_states":[{"timestamp":1795500000,"alarm_id":"alOne",\
        "state":"CRITICAL","previous_state":"OK"}]}
        """,
        #"{"entity":{"id":"enTwo","label":"db-1","ip_addresses":{}},"checks":[],"alarms":[],"latest_alarm_states":[]}"#,
        #"{"entity":{"id":"enThree","label":"three","ip_addresses":null},"checks":[],"alarms":[]}"#,
    ]

    static let agent = """
        {"MachineAgentId":202743,"MachineName":"web-1","HostServerId":"s-1","IPAddress":"192.0.2.10",\
        "OperatingSystem":"Debian","AgentVersion":"1.10.006176","Status":"Offline","IsDisabled":false,"IsEncrypted":true,\
        "TimeOfLastSuccessfulBackup":"/Date(1795500000000)/","PublicKey":{"ModulusHex":"CANARY-MODULUS"},\
        "BackupContainer":"https://storage.example.com/CANARY-VAULT"}
        """

    static let configuration = """
        {"BackupConfigurationId":100850,"MachineAgentId":202743,"BackupConfigurationName":"nightly","IsActive":true,\
        "IsDeleted":false,"Frequency":"Daily","VersionRetention":60,"LastRunTime":"/Date(1795500000000)/",\
        "NextScheduledRunTime":null,"NotifyRecipients":"CANARY-RECIPIENT@example.com"}
        """

    static let users = [
        """
        {"id":"10d2c2d0","username":"auditor","email":"auditor@example.com","enabled":true,"rax-auth:domainId":"5830280",\
        "rax-auth:defaultRegion":"DFW","rax-auth:multiFactorEnabled":"true","rax-auth:multiFactorState":"ACTIVE",\
        "RAX-AUTH:phonePin":"CANARY-PIN","created":"2025-02-08T13:37:06.527-06:00"}
        """,
        """
        {"id":938439,"username":"lea","email":"lea@example.com","enabled":"false","RAX-AUTH:domainId":"5830280",\
        "RAX-AUTH:multiFactorEnabled":false,"OS-KSADM:password":"CANARY-PASSWORD"}
        """,
    ]

    static let roles = """
        {"RAX-AUTH:roleAssignments":{"tenantAssignments":[{"onRole":"8899","onRoleName":"observer","forTenants":["123456"],\
        "sources":[{"sourceType":"USER","sourceId":"x","assignmentType":"DOMAIN"}]}]}}
        """

    static let domain = """
        {"RAX-AUTH:domain":{"id":"5830280","enabled":true,"name":"agency","sessionInactivityTimeout":"PT15M",\
        "domainMultiFactorEnforcementLevel":"OPTIONAL"}}
        """
}
