import Testing

/// The built command in the hands of a user: one test at a time, for each keeps the machine's cores busy by itself.
@Suite(.serialized) enum EndToEnd {}
