import Model

/// Cloud Servers and Cloud Images: servers, their sizes, images and keys.
enum RackspaceCompute {
    static let service = "cloudServersOpenStack"

    static let endpoints: [Endpoint] = compute.map { $0.with { $0.service = service } } + images

    private static let compute: [Endpoint] = [
        Endpoint(
            "/servers/detail", items: "servers", paging: .nextQuery(most: 1_000, next: ["servers_links"]),
            scope: "nova:observer",
            ProviderTable(
                "rackspace_server", "A server; one that is shut off is billed like the others.",
                [
                    .id("id", "Id of the server"),
                    .text("name", "Its name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("status", "ACTIVE, SHUTOFF, ERROR, RESCUE, …"),
                    .text("vm_state", "As Nova has it: active, stopped, …", from: "OS-EXT-STS:vm_state"),
                    .text("task_state", "What is being done to it", from: "OS-EXT-STS:task_state"),
                    .integer("power_state", "1 running, 4 shut down", from: "OS-EXT-STS:power_state"),
                    .text("flavor_id", "Its size, as general1-1", from: "flavor.id"),
                    .text(
                        "image_id", "Image that it was built from; null when it boots from a volume",
                        from: "image.id"),
                    address("public_ipv4", "First public address of IPv4", in: "public", 4),
                    address("public_ipv6", "First public address of IPv6", in: "public", 6),
                    address("private_ipv4", "First address in the ServiceNet", in: "private", 4),
                    Field(.text("addresses", "JSON array of all its addresses")) { item in
                        .list(try networks(of: item).flatMap { $0.addresses.map(\.text) })
                    },
                    Field(.text("networks", "JSON array of the networks it is in, by name")) { item in
                        .list(try networks(of: item).map(\.label))
                    },
                    .text("access_ipv4", "Address that its owner names to reach it by", from: "accessIPv4"),
                    .text("key_name", "Key pair that it was built with; null for none", from: "key_name"),
                    .flag("config_drive", "1 when it has one"),
                    .integer(
                        "image_schedule_retention",
                        "Scheduled images that are kept; null when none are made",
                        from: "RAX-SI:image_schedule.retention"),
                    .text(
                        "image_schedule_day", "Day of the week for weekly ones",
                        from: "RAX-SI:image_schedule.day_of_week"),
                    .text("fault_message", "What went wrong, for status ERROR", from: "fault.message"),
                    .text("user_id", "User who made it"),
                    .text("tenant_id", "Number of the cloud account"),
                    .text("host_id", "Which host of Rackspace it is on, as an opaque text", from: "hostId"),
                    .time("created_at", "When it was made", from: "created"),
                    .time("updated_at", "When it was last changed", from: "updated"),
                ]),
            ProviderTable(
                "rackspace_server_metadata",
                "A name in a server's metadata; values are looked at and never kept.",
                key: ["server_id", "name"], each: "metadata.*",
                [
                    .id("server_id", "The server", from: "^.id"),
                    .text("name", "Name of the entry", from: "key"),
                    Field(.integer("looks_secret", "1 when its name or its value looks like a secret")) {
                        item in
                        .bool(
                            RackspaceSecrets.isLikely(
                                name: try item.text("key") ?? "", value: item["value"]?.words ?? ""))
                    },
                ])),
        Endpoint(
            "/flavors/detail", items: "flavors", paging: .nextQuery(most: 1_000, next: ["flavors_links"]),
            scope: "nova:observer",
            ProviderTable(
                "rackspace_flavor", "A size that a server can be built in; retired ones are not in the list.",
                key: ["id", "region"],
                [
                    .id("id", "As general1-1"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "As 1 GB General Purpose v1"),
                    .text("class", "As general1", from: "OS-FLV-WITH-EXT-SPECS:extra_specs.class"),
                    .integer("vcpus", "Virtual processors"),
                    .integer("ram_megabytes", "Memory", from: "ram"),
                    .integer("disk_gigabytes", "System disk", from: "disk"),
                    .integer("ephemeral_gigabytes", "Data disks", from: "OS-FLV-EXT-DATA:ephemeral"),
                ])),
        Endpoint(
            "/images/detail", items: "images", paging: .nextQuery(most: 1_000, next: ["images_links"]),
            scope: "nova:observer",
            ProviderTable(
                "rackspace_server_image", "An image that was made of a server.", key: ["id", "region"],
                where: { $0["server.id"] != nil },
                [
                    .id("id", "Id of the image"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "Its name"),
                    .text("status", "ACTIVE, SAVING, …"),
                    .text("server_id", "Server that it was made of, which may be gone", from: "server.id"),
                    .integer("size_bytes", "Its size", from: "OS-EXT-IMG-SIZE:size"),
                    .time("created_at", "When it was made", from: "created"),
                ])),
        Endpoint(
            "/os-keypairs", items: "keypairs", scope: "nova:observer",
            ProviderTable(
                "rackspace_keypair", "A public key of this user, for new servers.", key: ["name", "region"],
                [
                    .id("name", "Its name", from: "keypair.name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("fingerprint_md5", "As Rackspace says it", from: "keypair.fingerprint"),
                    Field(.text("fingerprint", "SHA256: and the digest, as ssh-keygen prints it")) { item in
                        .optional(try item.text("keypair.public_key").flatMap(RackspaceKeys.fingerprint))
                    },
                ])),
        Endpoint(
            "/limits", items: "limits.absolute", scope: "nova:observer",
            ProviderTable(
                "rackspace_compute_limit", "A limit of Cloud Servers, or what is used of one.",
                key: ["name", "region"],
                [
                    .id("name", "As maxTotalRAMSize or totalRAMUsed", from: "key"),
                    .text("region", "As DFW", from: "@region"),
                    .integer("value", "Megabytes for memory, else a number of things; -1 for no limit"),
                ])
        ).with { $0.isMap = true },
    ]

    private static let images: [Endpoint] = [
        Endpoint(
            "/images", items: "images", paging: .nextQuery(most: 100, next: ["next"]),
            scope: "images:observer",
            ProviderTable(
                "rackspace_image", "An image that servers can be built from: Rackspace's and one's own.",
                key: ["id", "region"],
                [
                    .id("id", "Id of the image"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "Its name"),
                    .text("status", "active, queued, …"),
                    .text("visibility", "public, private or shared"),
                    .text("owner", "Number of the account that has it"),
                    .text("image_type", "base or snapshot"),
                    .text("server_id", "Server that it was made of, where it is said", from: "instance_uuid"),
                    .text("os_distro", "As debian"),
                    Field(.text("os_version", "As 12")) { item in
                        // Its name has dots, which a path takes for steps.
                        guard case .object(let members) = item.json else { return .null }
                        return .optional(members["org.openstack__1__os_version"]?.words)
                    },
                    .integer("size_bytes", "Its size", from: "size"),
                    .integer("min_disk_gigabytes", "Least disk of a server", from: "min_disk"),
                    .time("created_at", "When it was made"),
                    .time("updated_at", "When it was last changed"),
                ])),
        Endpoint(
            "/images/{id}/members", items: "members", scope: "images:observer",
            parent: .init("/images") { item, _ in
                ["private", "shared"].contains(item["visibility"]?.words)
            },
            ProviderTable(
                "rackspace_image_member", "Another account that an image is shared with.",
                key: ["image_id", "member_id", "region"],
                [
                    .id("image_id", "The image", from: "^.id"),
                    .id("member_id", "Number of the account"),
                    .text("region", "As DFW", from: "@region"),
                    .text("status", "pending, accepted or rejected"),
                    .time("created_at", "When it was shared"),
                ])
        ),
    ].map { $0.with { $0.service = "cloudImages" } }

    // MARK: - Addresses

    private struct Network {
        let label: String
        let addresses: [(version: Int64?, text: String)]
    }

    private static func networks(of server: Item) throws -> [Network] {
        try server.items("addresses.*").enumerated().map { index, json in
            let network = server.part(json, "addresses", index)
            return Network(
                label: try network.required("key"),
                addresses: try network.items("value").enumerated().compactMap { index, json in
                    let address = network.part(json, "value", index)
                    return try address.text("addr").map { (try address.integer("version"), $0) }
                })
        }
    }

    private static func address(
        _ name: String, _ meaning: String, in label: String, _ version: Int64
    ) -> Field {
        Field(.text(name, meaning)) { item in
            let found = try networks(of: item).filter { $0.label == label }
                .flatMap(\.addresses).first { $0.version == version }
            return .optional(found?.text)
        }
    }
}
