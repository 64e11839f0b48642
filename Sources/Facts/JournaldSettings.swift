package import Model

/// The settings of the journal that some file makes, and whether the journal outlives a restart.
///
/// Only what is set is listed, and `Storage`, whose default is auto. The row `persistent` is ours: 1 when storage is persistent, or auto and
/// the folder /var/log/journal exists.
///
/// Source: `journald.conf(5)`.
package struct JournaldSettings: Fact {
    package static let table = Table(
        "journald_settings", "A setting of the journal.",
        [
            .text("name", "Name, as `SystemMaxUse`; `persistent` is ours"),
            .text("value", "Value in force"),
            .text("source", "File that sets it; default, or computed for `persistent`"),
        ], key: ["name"])

    package static let script = #"""
        [ -e /lib/systemd/systemd-journald ] || [ -e /usr/lib/systemd/systemd-journald ] || absent
        """# + "\n" + ConfigurationFiles.script + #"""
            [ ! -d /var/log/journal ] || printf 'folder\t/var/log/journal\n'
            for folder in /etc /run /usr/local/lib /usr/lib /lib; do
                # Where /lib is a link, /usr/lib was it.
                [ "$folder" != /lib ] || [ ! -h /lib ] || continue
                show "$folder"/systemd/journald.conf "$folder"/systemd/journald.conf.d/*.conf
            done
            [ -z "$unread" ] || denied
            """#

    package static func rows(from output: Output) throws -> [Row] {
        let lines = output.lines.enumerated().map { (number: $0 + 1, fields: Output.fields(of: $1)) }
        let hasFolder = lines.contains { $0.fields == ["folder", "/var/log/journal"] }
        let files = try ConfigurationFiles(lines.filter { $0.fields.first != "folder" })
        var settings = ["Storage": (value: "auto", source: "default")]
        for file in [files.main("journald.conf")].compactMap(\.self) + files.dropIns(below: "journald.conf.d")
        {
            for (name, value) in file.assignments(in: "Journal") {
                settings[name] = (value, file.path)
            }
        }
        let storage = settings["Storage"]?.value.lowercased()
        let isPersistent = storage == "persistent" || ((storage == "auto" || storage == "") && hasFolder)
        settings["persistent"] = (isPersistent ? "1" : "0", "computed")
        return settings.sorted { $0.key < $1.key }.map {
            [.text($0.key), .text($0.value.value), .text($0.value.source)]
        }
    }
}
