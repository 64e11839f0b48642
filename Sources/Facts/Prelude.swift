/// What every script of the probe can rely on: the words `absent` and `denied`, and how to print a field.
///
/// Two variables come from the inventory and the run: `$roots`, the folders of applications, one a line, and `$salt`, for
/// fingerprints that may only be compared within one run.
package enum Prelude {
    package static let script = #"""
        export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"
        umask 077
        absent() { exit 77; }
        denied() { exit 13; }
        have() { command -v "$1" >/dev/null 2>&1; }
        escape='function escape(s) { gsub(/\\/, "&&", s); gsub(/\t/, "\\t", s); gsub(/\n/, "\\n", s); gsub(/\r/, "\\r", s); return s }'

        """#
}
