internal import Model

/// Configuration files that include others, read in the order in which their program reads them.
enum IncludedFiles {
    /// Defines `in_order FILE DEPTH` for a script, which prints `FILE` with what it includes in its place.
    ///
    /// Each file is `B⇥path`, its lines as `L⇥path⇥number⇥text`, and `E⇥path`; one that exists and cannot be read is `!denied`. The script sets
    /// `$includes` before: an awk program that prints `line:file:path`, `line:dir:path` (names as sudo takes them) or `line:glob:pattern`.
    /// No more than 20 deep, 200 includes a file and 2,000 lines a file. `bounded` ends the pipe and tells the exit status.
    static let script = #"""
        in_order() {
            [ -f "$1" ] && [ "$2" -le 20 ] || return 0
            [ -r "$1" ] || { echo '!denied'; return 0; }
            segment "$1" 0 0
            awk "$includes" "$1" | head -n 200 | {
                from=1
                while IFS=: read -r number kind path; do
                    [ "$number" -lt "$from" ] || segment "$1" "$from" "$number"
                    from=$((number + 1))
                    case $kind in
                    file) in_order "$path" "$(($2 + 1))" ;;
                    dir)
                        for name in "$path"/*; do
                            case ${name##*/} in *~ | *.*) ;; *) in_order "$name" "$(($2 + 1))" ;; esac
                        done
                        ;;
                    glob)
                        IFS=
                        # shellcheck disable=SC2086 # a pattern is meant to become names
                        for name in $path; do in_order "$name" "$(($2 + 1))"; done
                        unset IFS
                        ;;
                    esac
                done
                segment "$1" "$from" 2000
            }
            segment "$1" 1 0
        }
        # From line $2 to line $3 of file $1; none from 0 to 0 is its beginning, from 1 to 0 its end.
        segment() {
            awk -v from="$2" -v to="$3" "$escape"'
                BEGIN { if (to == 0) { print (from ? "E" : "B") "\t" escape(ARGV[1]); exit } }
                FNR > to { exit }
                FNR >= from && !/^[ \t\r]*($|#$|#[^0-9i-])/ { print "L\t" escape(ARGV[1]) "\t" FNR "\t" escape(substr($0, 1, 4000)) }' "$1"
        }
        bounded() { awk '$0 == "!denied" { missing = 1; next } NR <= 20000 { print } END { exit missing ? 13 : 0 }'; }

        """#

    /// One step through the files.
    enum Event {
        case begin(String)
        case line(String, number: Int64, text: String)
        case end(String)
    }

    /// - Throws: `Problem` naming the first line that is none of the three.
    static func events(_ lines: [String]) throws -> [Event] {
        try lines.enumerated().map { index, line in
            let fields = Output.fields(of: line)
            switch (fields.first, fields.count) {
            case ("B", 2): return .begin(fields[1])
            case ("E", 2): return .end(fields[1])
            case ("L", 4):
                if let number = Int64(fields[2]) { return .line(fields[1], number: number, text: fields[3]) }
            default: break
            }
            throw Problem(
                "line \(index + 1): neither a file nor a line of one", evidence: String(line.prefix(120)))
        }
    }
}
