package import Model

/// The language runtimes that are installed: what the system has, what version managers have, what is unpacked by hand.
///
/// Version managers (rbenv, RVM, ruby-install, nvm, asdf, mise, pyenv, SDKMAN) are read by the names of their folders, Go, Erlang,
/// Elixir and Java by a file that says the version. What is on PATH is asked `--version`; as root only where none but root may have
/// changed it. What only folders hold that this user may not enter is missing.
///
/// Source: each manager's documentation of its layout.
package struct Runtimes: Fact {
    package static let table = Table(
        "runtimes", "A version of a language's runtime.",
        [
            .text("kind", "ruby, node, go, erlang, elixir, python, java or php"),
            .text("version", "As in 3.2.2; for erlang the release, as in 25.2.3"),
            .text("path", "Program or folder"),
            .text("source", "PATH, or the version manager, or `folder`"),
        ], key: ["kind", "version", "path"])
    package static let privilege = Privilege.rootForMore

    package static let script =
        AccountFolders.script + #"""
            row() { printf '%s\n%s\n%s\n%s\n' "$1" "$2" "$3" "$4" | awk "$escape"'NR < 5 { line = line (NR > 1 ? "\t" : "") escape($0) } END { print line }'; }
            me=$(id -u)
            # PATH: one file by several names counts once.
            asked=' '
            on_path() {
                kind=$1 argument=$2 pattern=$3
                shift 3
                for program in "/usr/local/bin/$kind" "/usr/bin/$kind" "$@"; do
                    [ -f "$program" ] || continue
                    [ -x "$program" ] || continue
                    file=$(readlink -f "$program")
                    case $asked in *" $file "*) continue ;; esac
                    asked="$asked$file "
                    [ "$me" != 0 ] || [ -n "$(find "$file" -maxdepth 0 -user 0 ! -perm -020 ! -perm -002)" ] || continue
                    version=$(timeout 5 "$program" "$argument" 2>&1 | head -n 3 | sed -n "s/$pattern.*/\1/p" | head -n 1)
                    [ -z "$version" ] || row "$kind" "$version" "$program" PATH
                done
            }
            number='\([0-9][0-9]*\(\.[0-9A-Za-z+~-]*\)*\)'
            on_path ruby --version "^ruby $number" /usr/bin/ruby[0-9]*
            on_path node --version "^v$number" /usr/bin/nodejs
            on_path python --version "^Python $number" /usr/bin/python3 /usr/bin/python3.[0-9]* /usr/local/bin/python3 /usr/local/bin/python3.[0-9]*
            on_path php --version "^PHP $number" /usr/bin/php[0-9]*
            folders() {
                kind=$1 source=$2 prefix=$3
                shift 3
                for folder; do
                    [ -d "$folder" ] || continue
                    [ ! -L "$folder" ] || continue
                    version=${folder##*/}
                    version=${version#"$prefix"}
                    case $version in [0-9]*) row "$kind" "$version" "$folder" "$source" ;; esac
                done
            }
            managed() {
                folders ruby rbenv '' "$1"/.rbenv/versions/*
                folders ruby RVM ruby- "$1"/.rvm/rubies/*
                folders ruby ruby-install ruby- "$1"/.rubies/*
                folders node nvm v "$1"/.nvm/versions/node/*
                folders python pyenv '' "$1"/.pyenv/versions/*
                folders java SDKMAN '' "$1"/.sdkman/candidates/java/*
                for manager in asdf mise; do
                    case $manager in asdf) installs=$1/.asdf/installs ;; *) installs=$1/.local/share/mise/installs ;; esac
                    [ -d "$installs" ] || continue
                    folders ruby "$manager" '' "$installs"/ruby/*
                    folders node "$manager" '' "$installs"/nodejs/* "$installs"/node/*
                    folders go "$manager" '' "$installs"/golang/* "$installs"/go/*
                    folders erlang "$manager" '' "$installs"/erlang/*
                    folders elixir "$manager" '' "$installs"/elixir/*
                    folders python "$manager" '' "$installs"/python/*
                    folders java "$manager" '' "$installs"/java/*
                    folders php "$manager" '' "$installs"/php/*
                done
            }
            homes | while IFS= read -r home; do managed "$home"; done
            folders ruby rbenv '' /usr/local/rbenv/versions/* /opt/rbenv/versions/*
            folders ruby RVM ruby- /usr/local/rvm/rubies/*
            folders ruby ruby-install ruby- /opt/rubies/*
            folders node nvm v /usr/local/nvm/versions/node/*
            folders python pyenv '' /opt/pyenv/versions/*
            # A file that says the version.
            for file in /usr/local/go/VERSION /usr/lib/go/VERSION /usr/lib/go-*/VERSION /usr/lib/golang/VERSION /opt/go/VERSION; do
                [ ! -r "$file" ] || row go "$(sed -n '1s/^go//p' "$file")" "${file%/VERSION}" folder
            done
            for file in /usr/lib/erlang/releases/*/OTP_VERSION /usr/lib64/erlang/releases/*/OTP_VERSION /usr/local/lib/erlang/releases/*/OTP_VERSION /opt/erlang/*/releases/*/OTP_VERSION; do
                [ ! -r "$file" ] || row erlang "$(head -n 1 "$file")" "${file%/releases/*}" folder
            done
            for file in /usr/lib/elixir/lib/elixir/ebin/elixir.app /usr/local/lib/elixir/lib/elixir/ebin/elixir.app /opt/elixir*/lib/elixir/ebin/elixir.app; do
                [ ! -r "$file" ] || row elixir "$(sed -n 's/.*{vsn, *"\([^"]*\)".*/\1/p' "$file" | head -n 1)" "${file%/lib/elixir/ebin/elixir.app}" folder
            done
            for file in /usr/lib/jvm/*/release /opt/java/*/release /opt/jdk*/release; do
                [ ! -r "$file" ] || [ -L "${file%/release}" ] || row java "$(sed -n 's/^JAVA_VERSION="\(.*\)".*/\1/p' "$file" | head -n 1)" "${file%/release}" folder
            done
            if hidden; then
                echo "some folders of accounts may be read by root only" >&2
                denied
            fi
            exit 0
            """#

    package static func rows(from output: Output) throws -> [Row] {
        try output.tabbed(fields: 4).compactMap { $0[1].isEmpty ? nil : Row($0) }
    }
}
