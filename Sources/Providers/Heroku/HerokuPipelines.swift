import Model

extension Heroku {
    /// Which app is production, which staging, which a review app.
    static let pipelines: [Endpoint] = [
        Endpoint(
            "/pipelines", paging: range, scope: "read",
            ProviderTable(
                "heroku_pipeline", "Apps of one code base, in stages.",
                [
                    .id("id", "Number at Heroku"), .text("name", "Its name"),
                    .text("owner_id", "Team or user that has it", from: "owner.id"),
                    .text("owner_type", "team or user", from: "owner.type"), generation(),
                    .time("created_at", "When it was made"), .time("updated_at", "When it last changed"),
                ])),
        Endpoint(
            "/pipeline-couplings", paging: range, scope: "read",
            ProviderTable(
                "heroku_pipeline_coupling", "The stage of an app in its pipeline.",
                [
                    .id("id", "Number at Heroku"), .text("app_id", "The app", from: "app.id"),
                    .text("pipeline_id", "The pipeline", from: "pipeline.id"),
                    .text("stage", "test, review, development, staging or production"),
                    .time("created_at", "When it was put there"),
                    .time("updated_at", "When it last changed"),
                ])),
        Endpoint(
            "/pipelines/{id}/review-app-config", scope: "read", parent: .init("/pipelines"),
            ProviderTable(
                "heroku_review_app_config", "How a pipeline makes review apps.",
                [
                    .id("id", "The pipeline", from: "^.id"),
                    .text("pipeline_name", "Name of the pipeline", from: "^.name"),
                    .flag("automatic_review_apps", "Whether each pull request gets one"),
                    .flag("destroy_stale_apps", "Whether they end by themselves"),
                    .integer("stale_days", "Days without a change after which they end"),
                    .flag("wait_for_ci", "Whether tests come first"),
                    .text("base_name", "How their names begin"),
                ])),
    ]
}
