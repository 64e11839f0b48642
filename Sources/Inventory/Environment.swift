/// What a host or an app is for.
enum Environment: String, CaseIterable { case production, staging, development, review }
