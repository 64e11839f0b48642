package import Model

/// The images that the host's Docker daemon keeps, at most 1,000, without those that are only layers of others.
///
/// Source: Docker Engine API, *Inspect an image*.
package struct DockerImages: Fact {
    package static let table = Table(
        "docker_images", "An image of Docker's.",
        [
            .text("id", "Image ID"),
            .integer("created", "When it was built, by its builder's clock; null where builds leave it out"),
            .integer("size_bytes", "Size with the layers it shares with others"),
            .text("tags", "Names it has here, comma-separated; null for a dangling image"),
            .text("user", "User its containers run as unless told otherwise; empty is root"),
            .integer("healthcheck", "Whether it brings a health check"),
        ], key: ["id"])
    package static let privilege = Privilege.rootForMore

    package static let script =
        Docker.script + #"""
            every image 'image ls --quiet --no-trunc' '{"id":{{json (index . "Id")}},"created":{{json (index . "Created")}},"size":{{json (index . "Size")}},"tags":{{json (index . "RepoTags")}},{{with index . "Config"}}"user":{{json (index . "User")}},"healthcheck":{{with index . "Healthcheck"}}{{json (index . "Test")}}{{else}}null{{end}},{{end}}"end":true}'
            """#

    private struct Image: Decodable {
        var id: String
        var created: String?
        var size: Int64?
        var tags: [String]?
        var user: String?
        var healthcheck: [String]?
    }

    package static func rows(from output: Output) throws -> [Row] {
        try Docker.decoded(Image.self, from: output).map { image in
            let check = image.healthcheck ?? []
            return [
                .text(image.id), .optional(image.created.flatMap(secondsSince1970)), .optional(image.size),
                (image.tags ?? []).listed, .text(image.user ?? ""),
                .bool(!check.isEmpty && check != ["NONE"]),
            ]
        }
    }
}
