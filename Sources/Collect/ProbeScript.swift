/// The parts of the probe that are the same whatever is asked: reading the request, running one script, framing what it prints.
///
/// Every line of a script's output gets one byte in front, so that no content can look like a marker: `|` a line of it, `=` the number of
/// its lines, `!` the first line of its stderr. Markers begin with the nonce, which is in no argument and in no child's environment.
/// Nothing here uses a here-document: older bash writes those to a file.
enum ProbeScript {
    /// Bytes of output that one script may print; past them it loses its reader.
    static let most = 4 << 20

    /// The exit status by which the part that ran as root tells that from sudo's own refusal, which is 1.
    static let ranAsRoot = 42

    static let preface = #"""
        # Constat asks this host what it is. It changes nothing: no file is written, nothing is installed, no other machine is spoken to.
        # What needs no root runs as the account itself, or as nobody where the account is root.

        """#

    static let start = #"""
        umask 077
        cd / || exit 70
        LC_ALL=C
        export LC_ALL
        unset IFS ENV BASH_ENV CDPATH SSH_ORIGINAL_COMMAND nonce salt roots
        case $part in
        root) PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ;;
        *) PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin" ;;
        esac
        export PATH
        newline='
        '

        refuse() {
            printf 'constat-probe: %s\n' "$1" >&2
            exit 64
        }

        # What is asked: six words, of which none can mean anything to a shell.
        understand() {
            { [ $# -eq 6 ] && [ "$1" = 1 ]; } || refuse 'the request is of another version'
            nonce=$2 salt=$3 seconds=$4 become=$5 folders=$6
            case $nonce$salt in *[!0-9a-f]*) refuse 'nonce and salt are hexadecimal' ;; esac
            { [ ${#nonce} -eq 32 ] && [ ${#salt} -eq 32 ]; } || refuse 'nonce and salt have 32 digits'
            case $seconds in '' | 0* | *[!0-9]* | ?????*) refuse 'the time is no number of seconds' ;; esac
            case $become in none | sudo) ;; *) refuse 'become is none or sudo' ;; esac
            roots=
            [ "$folders" != - ] || return 0
            case $folders in *[!A-Za-z0-9._/@+,:=~-]*) refuse 'a root is no plain path' ;; esac
            IFS=:
            for root in $folders; do
                case $root/ in
                *//* | */./* | */../*) refuse 'a root is no plain path' ;;
                /*) roots=$roots${roots:+$newline}$root ;;
                *) refuse 'a root is no absolute path' ;;
                esac
            done
            unset IFS
        }

        # Milliseconds since the host was started, in $ms: exact to 10, and 0 where /proc is not.
        now() {
            ms=0
            { read -r up _ </proc/uptime && ms=$((${up%.*} * 1000 + (1${up#*.} - 100) * 10)); } 2>/dev/null
        }

        have() { command -v "$1" >/dev/null 2>&1; }

        # limited SECONDS SCRIPT: runs it in a session of its own; $status is 124 when it had to be killed.
        # What it leaves behind in the background is killed too, so that nothing holds the pipe open.
        limited() {
            $apart sh -c "$prelude$2" sh </dev/null 4>&- 5>&- &
            script=$!
            (
                # KILL, because a TERM that arrives between fork and exec is lost in the shell's own handler.
                trap '[ "$!" = "$script" ] || kill -s KILL "$!"; wait; exit 1' TERM
                exec >/dev/null 2>&1 4>&- 5>&-
                sleep "$1" &
                wait "$!"
                kill -s KILL -- "-$script" || kill -s KILL "$script"
            ) &
            watch=$!
            { wait "$script"; } 2>/dev/null
            status=$?
            {
                kill "$watch"
                ! wait "$watch" || status=124
            } 2>/dev/null
            kill -s KILL -- "-$script" 2>/dev/null
        }

        # fact NAME DIGEST SECONDS PRIVILEGE SCRIPT
        fact() {
            printf '%s + %s %s\n' "$nonce" "$1" "$2"
            now
            began=$ms left=$(((ends - ms) / 1000)) limit=$3
            [ "$limit" -lt "$left" ] || limit=$left
            if [ "$4" = root ] && [ "$privileged" = no ]; then
                printf '=0\n!%.300s\n' "$why"
                status=13
            elif [ "$limit" -lt 1 ]; then
                printf '=0\n!no time was left for it\n'
                status=124
            else
                # 3 is the report, 4 the exit status, 5 the script's stderr. awk keeps 5 open, so that stderr ends after the lines.
                status=$(
                    {
                        {
                            {
                                limited "$limit" "$5" 2>&5 3>&-
                                echo "$status" >&4
                            } | head -c "$most" 3>&- 4>&- 5>&- | awk '{ print "|" $0 } END { print "=" NR }' >&3 4>&-
                        } 5>&1 | {
                            IFS= read -r said
                            cat >/dev/null
                            [ -z "$said" ] || printf '!%.300s\n' "$said" >&3
                        } 4>&-
                    } 4>&1
                )
            fi
            now
            printf '%s - %s %s %s\n' "$nonce" "$1" "${status:-70}" "$((ms - began))"
        }

        # hand_over PART COMMAND…: runs a part of the probe as somebody else, who is told what is left of the time.
        hand_over() {
            as=$1
            shift
            now
            left=$(((ends - ms) / 1000))
            [ "$left" -gt 0 ] || left=1
            again="1 $nonce $salt $left none $folders"
            if [ -n "$installed" ]; then
                printf '# constat-probe %s\n' "$again" | "$@" "$installed" "--$as"
            else
                printf '%s\n' "installed= part=$as request='$again'" "probe=" "$probe" | "$@" sh -s
            fi
        }

        """#

    static let finish = #"""
        set -f
        # shellcheck disable=SC2086
        understand $request
        set +f
        export roots salt
        now
        ends=$((ms + seconds * 1000))
        most=\#(most)
        privileged=no
        why='needs root'
        apart=
        if have setsid; then apart=setsid; elif have timeout; then apart='timeout 3600'; fi
        exec 3>&1

        case $part in
        anyone)
            anyone
            exit 0
            ;;
        root)
            privileged=yes
            root_or_less
            exit 42
            ;;
        esac

        renice -n 10 -p $$ >/dev/null 2>&1
        ionice -c 3 -p $$ >/dev/null 2>&1
        printf 'constat-report 1 %s %s\n' "$nonce" "$digest"
        if [ "$(id -u)" = 0 ]; then
            # What needs no root is not asked as root.
            nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
            # shellcheck disable=SC2086
            if $nobody true 2>/dev/null; then hand_over anyone $nobody; else anyone; fi
            privileged=yes
            root_or_less
        else
            anyone
            code=1
            if [ "$become" = sudo ]; then
                why='sudo is not installed'
                if have sudo; then
                    why=$(
                        hand_over root sudo -n 2>&1 >&3
                        printf '%s%s' "$newline" "$?"
                    )
                    code=${why##*"$newline"}
                    why=${why%%"$newline"*}
                fi
            fi
            # 1 is sudo's own refusal; after anything else the part has begun, and its facts are not asked twice.
            [ "$code" != 1 ] || root_or_less
        fi
        printf '%s . %s\n' "$nonce" "$count"
        exit 0
        """#
}

extension ProbeScript {
    /// What stands before the text when a host keeps it: how to install it, and where its request comes from.
    static func installed(at path: String) -> String {
        #"""
        #!/bin/sh
        # The probe of Constat as a forced command: whoever holds the audit key can run this and nothing else.
        #
        # Install it as \#(path), owned by root, and the folders above it too:
        #     install -D -o root -g root -m 0755 probe \#(path)
        # In the audit account's ~/.ssh/authorized_keys, before the key:
        #     restrict,command="\#(path)" ssh-ed25519 AAAA… constat
        # For the facts that need root, in /etc/sudoers.d/constat (check it by visudo -c), where constat is the account:
        #     constat ALL=(root) NOPASSWD: \#(path) --root
        # What a client asks to run is ignored. Of what it sends, only the first line is read: six words, each of them checked.
        unset request part installed probe
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        export PATH
        installed=\#(path) probe=''
        case $#:${1-} in
        0:) part=all ;;
        1:--root) part=root ;;
        1:--anyone) part=anyone ;;
        *)
            echo 'constat-probe: no such part' >&2
            exit 64
            ;;
        esac
        request=$(head -c 4096 | head -n 1)
        case $request in
        '# constat-probe '*) request=${request#'# constat-probe '} ;;
        *) request='' ;;
        esac

        """#
    }
}
