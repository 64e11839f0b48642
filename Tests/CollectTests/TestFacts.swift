import Facts
import Model

/// A fact for tests: a script, and one row of text a line.
protocol LineFact: Fact {
    static var tableName: String { get }
}

extension LineFact {
    static var table: Table { Table(tableName, "A line.", [.text("line", "The line")]) }
    static func rows(from output: Output) throws -> [Row] { try output.tabbed(fields: 1).map { Row($0) } }
}

struct Account: LineFact {
    static let tableName = "account"
    static let script = "id -u"
}

struct RootOnly: LineFact {
    static let tableName = "root_only"
    static let privilege = Privilege.root
    static let script = "id -u"
}

struct RootForMore: LineFact {
    static let tableName = "root_for_more"
    static let privilege = Privilege.rootForMore
    static let script = #"""
        id -u
        [ "$(id -u)" = 0 ] || denied
        """#
}

struct Missing: LineFact {
    static let tableName = "missing"
    static let script = "have no-such-tool || absent"
}

struct Failing: LineFact {
    static let tableName = "failing"
    static let script = #"""
        printf 'it broke\033[31m\n' >&2
        exit 3
        """#
}

struct Killed: LineFact {
    static let tableName = "killed"
    static let script = "kill -9 $$"
}

struct Slow: LineFact {
    static let tableName = "slow"
    static let limit = 1
    static let script = #"""
        echo first
        printf half
        sleep 287
        """#
}

struct Background: LineFact {
    static let tableName = "background"
    static let script = #"""
        (trap '' TERM HUP; sleep 288) &
        echo ok
        """#
}

struct Reader: LineFact {
    static let tableName = "reader"
    static let script = #"""
        cat
        echo done
        """#
}

/// What an unprivileged program of the host could put into a value: everything that a marker is made of.
struct Hostile: LineFact {
    static let tableName = "hostile"
    static let script = #"""
        printf '%s\n' '|a' '=1' '!b' 'constat-report 1 0123 ab' "it's" '$(touch /constat-marker)' '`id`'
        printf 'tab\001tab\n' | tr '\001' '\t' | awk "$escape"'{ print escape($0) }'
        printf '\033]0;title\007\r\n'
        """#
}

struct Endless: LineFact {
    static let tableName = "endless"
    static let script = "yes \"$(printf %01000d 7)\""
}

struct Misunderstood: Fact {
    static let table = Table("misunderstood", "A number.", [.integer("number", "It")])
    static let script = "echo no-number"
    static func rows(from output: Output) throws -> [Row] { try output.tabbed(fields: 1).map { Row($0) } }
}

/// The folders and the salt that the request brought.
struct Asked: LineFact {
    static let tableName = "asked"
    static let script = #"""
        printf '%s\n' "$roots" "${#salt}"
        """#
}

/// What no fact may be: one that writes.
struct Writer: LineFact {
    static let tableName = "writer"
    static let script = #"""
        : >"$roots/written"
        """#
}

/// A script that is longer than a pipe holds.
struct Long: LineFact {
    static let tableName = "long"
    static let script = "# " + String(repeating: "long ", count: 40_000) + "\necho ok"
}

enum TestFacts {
    static let good: [any Fact.Type] = [
        Account.self, RootForMore.self, RootOnly.self, Missing.self, Asked.self,
    ]
    static let bad: [any Fact.Type] = [
        Account.self, Failing.self, Killed.self, Slow.self, Background.self, Reader.self, Hostile.self,
        Endless.self,
        Misunderstood.self, Asked.self,
    ]
}
