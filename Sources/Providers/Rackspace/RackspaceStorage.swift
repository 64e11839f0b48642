import Model

/// Cloud Block Storage: volumes, snapshots and their kinds.
///
/// The service answers with the names of its first version or of its second, and now and then with both.
enum RackspaceStorage {
    private static let paging = Paging.offset(most: 1_000)

    static let endpoints: [Endpoint] = [
        Endpoint(
            "/volumes/detail", items: "volumes", paging: paging, scope: "cbs:observer",
            ProviderTable(
                "rackspace_volume", "A disk; one that is attached to nothing is billed like the others.",
                [
                    .id("id", "Id of the volume"),
                    .text("name", "Its name", from: "display_name|name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("status", "available when it is attached to nothing, in-use, error, …"),
                    .integer("size_gigabytes", "Its size", from: "size"),
                    Field(.text("volume_type", "SATA or SSD; null when it is not said")) { item in
                        let type = try item.text("volume_type")
                        return .optional(type == "None" ? nil : type)
                    },
                    .flag("bootable", "1 when a server can start from it"),
                    .list(
                        "server_ids", "JSON array of the servers that have it", from: "attachments",
                        each: "server_id|serverId"),
                    .count("attachment_count", "How many servers have it", from: "attachments"),
                    .text("snapshot_id", "Snapshot that it was made of"),
                    .text("availability_zone", "As nova"),
                    .time("created_at", "When it was made"),
                ])),
        Endpoint(
            "/snapshots/detail", items: "snapshots", paging: paging, scope: "cbs:observer",
            ProviderTable(
                "rackspace_snapshot", "A copy of a volume.",
                [
                    .id("id", "Id of the snapshot"),
                    .text("name", "Its name", from: "display_name|name"),
                    .text("region", "As DFW", from: "@region"),
                    .text("status", "available, creating, error, …"),
                    .text("volume_id", "Volume that it is of, which may be gone"),
                    .integer("size_gigabytes", "Size of that volume", from: "size"),
                    .text(
                        "progress", "As 100%", from: "os-extended-snapshot-attributes:progress"),
                    .time("created_at", "When it was made"),
                ])),
        Endpoint(
            "/types", items: "volume_types", scope: "cbs:observer",
            ProviderTable(
                "rackspace_volume_type", "A kind of volume that can be had.", key: ["id", "region"],
                [
                    .id("id", "Number of the kind"),
                    .text("region", "As DFW", from: "@region"),
                    .text("name", "SATA or SSD"),
                ])),
    ].map { $0.with { $0.service = "cloudBlockStorage" } }
}
