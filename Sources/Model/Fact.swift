/// One question to a host: a POSIX-sh script that prints exact output, and a pure function from that output to rows.
///
/// The script reads and never writes. It runs with `LC_ALL=C`, a PATH that has sbin, no standard input and a time limit, after
/// `Prelude`. It exits 0 when its output is the whole answer, `absent` (77) when the host has no such thing, and
/// `denied` (13) when what it printed, if anything, lacks what this user may not read.
package protocol Fact: SendableMetatype {
    static var table: Table { get }
    static var privilege: Privilege { get }
    /// Seconds after which the host gives up on the script.
    static var limit: Int { get }
    static var script: String { get }

    /// The rows of one host's output.
    ///
    /// - Throws: `Problem` for output that the script cannot have printed, naming its line.
    static func rows(from output: Output) throws -> [Row]
}

extension Fact {
    package static var privilege: Privilege { .user }
    package static var limit: Int { 20 }
    package static var name: String { table.name }
}

/// What a fact needs of the account that asks.
package enum Privilege: Sendable {
    /// Any account reads all of it; never run as root.
    case user
    /// Any account reads a useful part, root reads all.
    case rootForMore
    /// Nothing of it can be read without root.
    case root
}
