import ArgumentParser

/// What the command tells the shell, the numbers from 64 on as `sysexits.h` has them.
enum ExitStatus {
    static let failed = ExitCode(1)
    /// Done, and a finding reaches `--fail-on`.
    static let findings = ExitCode(2)
    /// Done and published, but something could not be read or checked; wins over `findings`.
    static let partial = ExitCode(3)
    /// Another run holds the output folder.
    static let busy = ExitCode(75)
    /// The inventory, a check or a page is wrong; nothing ran.
    static let invalid = ExitCode(78)
    static let interrupted = ExitCode(130)
}
