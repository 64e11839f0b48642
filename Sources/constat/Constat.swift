import ArgumentParser

/// The command: one stage or one question a subcommand, a file each.
@main
struct Constat: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "constat",
        abstract: "Audits servers over SSH, checks them, and writes a site that people read.",
        usage: """
            constat init agency        a commented inventory to start from
            constat doctor             what works from here, what does not, and the remedy
            constat audit              collect, check and report: the site is output/site/index.html
            constat query "SELECT host, port, process FROM listening_ports"
            """,
        discussion: """
            Results go to standard output, everything else to standard error.
            Exit status: 0 done, 1 failed, 2 a finding reaches --fail-on, 3 done but partial, 64 usage, 75 another run
            is at work, 78 the inventory, a check or a page is wrong, 130 interrupted.
            """,
        version: version,
        subcommands: [
            InitCommand.self, DoctorCommand.self, AuditCommand.self, CollectCommand.self, CheckCommand.self,
            ReportCommand.self, QueryCommand.self, TablesCommand.self,
            ExplainCommand.self, ProbeCommand.self,
        ])
}
