/// Shell shared by the facts that look into people's folders.
///
/// `homes` prints the folders of the accounts in `/etc/passwd` that exist and are no part of the system, one a line;
/// `hidden` is true when this user may not look into one of them.
enum AccountFolders {
    static let script = #"""
        homes() {
            awk -F: '$6 ~ /^\/[^[:cntrl:]]*$/ && $6 !~ /^\/(bin|sbin|usr|dev|proc|sys|run|etc|var\/run|nonexistent)?(\/|$)/ && !seen[$6]++ { print $6 }' /etc/passwd | while IFS= read -r home; do
                [ -d "$home" ] && printf '%s\n' "$home"
            done
        }
        hidden() {
            homes | { while IFS= read -r home; do [ -x "$home" ] || exit 0; done; exit 1; }
        }

        """#
}
