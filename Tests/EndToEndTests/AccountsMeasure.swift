import Foundation
import TestSupport
import Testing

/// The command to measure.
private let measuredProgram = ProcessInfo.processInfo.environment["CONSTAT_MEASURE"]

extension EndToEnd {
    /// How long a big account takes, printed and never asserted.
    ///
    /// `CONSTAT_MEASURE` is the command to measure, as `.build/release/constat`; without it nothing is.
    @Suite(
        .timeLimit(.minutes(15)), .enabled(if: measuredProgram != nil, "CONSTAT_MEASURE is not set"))
    struct AccountsMeasure {
        /// Runs a command and prints its seconds, those of its processor, and the most memory that it had.
        private static let timed = """
            import resource, subprocess, sys, time
            start = time.time()
            status = subprocess.run(sys.argv[1:]).returncode
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f'{time.time() - start:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss >> 10} MiB')
            sys.exit(status)
            """

        @Test("an account of 2,000 droplets and 50,000 lines of bills", arguments: ["collect", "audit"])
        func droplets(_ command: String) async throws {
            let program = try #require(measuredProgram)
            let stub = AccountStub.digitalOcean {
                $0.droplets = 2_000
                $0.lines = 12_500
                $0.invoices = 3
            }
            try await AccountStub.running([stub]) { servers in
                let place = try AccountsPlace([stub], at: servers.mapValues(\.url)).place
                let ran = try await Child(
                    "/usr/bin/python3", ["-c", Self.timed, program, command], environment: place.variables,
                    in: place.scratch.path
                ).wait(.seconds(600))
                let size = contents(place.scratch.path("output/runs")).values.reduce(0) { $0 + $1.count }
                let asking = try await place.rows(
                    "SELECT status, requests, finished_at - started_at, (SELECT COUNT(*) FROM charges) FROM accounts"
                )
                print("measured: \(command): \(ran.text)account: \(asking), run file: \(size >> 20) MiB")
                if command == "audit" {
                    let broken = try await place.rows(
                        "SELECT check_id, error FROM checks WHERE error IS NOT NULL")
                    #expect(broken == [])
                }
                #expect(ran.status == 0, "\(ran.errors)\(ran.text)")
                #expect(stub.statuses.allSatisfy { $0 == 200 || $0 == 404 })
            }
        }
    }
}
