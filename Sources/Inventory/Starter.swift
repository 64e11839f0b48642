extension Inventory {
    /// The files of `templates/starter/` that `constat init` copies into the new inventory folder, under the same names.
    ///
    /// Together they are a valid inventory of one host, the machine they are on, so that a first audit needs no set-up.
    package static let starter = [
        "apps.yml", "clients.yml", "constat.yml", "hosts.yml", "people.yml", "providers.yml", "waivers.yml",
    ]
}
