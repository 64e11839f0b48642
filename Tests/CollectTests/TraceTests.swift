import Collect
import Facts
import Foundation
import Model
import TestSupport
import Testing

/// The system calls of one whole probe run that could change something, one a line of strace.
private func traced(_ facts: [any Fact.Type], root: String = "/srv") async throws -> [String] {
    let folder = try Scratch()
    let sent = Mailbox()
    _ = await collector(facts) { command in
        await sent.keep(command.input)
        return Session(ending: .exited(0))
    }.visit(here(roots: [root]))
    let calls =
        "openat,open,creat,mkdir,mkdirat,rmdir,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,chmod,"
        + "fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,mknod,mknodat,utimensat,setxattr,mount,umount2,connect,"
        + "bind,sendto,reboot,sethostname,init_module,finit_module,settimeofday,clock_settime"
    let log = folder.path + "/log"
    let run = await ran(
        "strace", ["-f", "--seccomp-bpf", "-qq", "-e", "trace=" + calls, "-o", log, "sh", "-s"],
        input: await sent.bytes)
    #expect(run.status == 0, "\(run.errors)")
    return folder.read("log").split(separator: "\n").map(String.init)
}

@Suite(
    .timeLimit(.minutes(3)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"), "no strace"))
struct TraceTests {
    @Test("a probe run writes nothing but its pipes, and speaks to no other machine")
    func readsOnly() async throws {
        let found = changes(in: try await traced(Facts.all + TestFacts.good))
        #expect(found.isEmpty, "\(found.prefix(20).joined(separator: "\n"))")
    }

    @Test("a script that tried to write would be seen")
    func seesWrites() async throws {
        let folder = try Scratch()
        #expect(
            changes(in: try await traced([Writer.self], root: folder.path)).contains {
                $0.contains("written")
            })
    }

    /// The calls that changed something, or tried to.
    private func changes(in lines: [String]) -> [String] {
        lines.filter { line in
            if line.contains("+++") || line.contains("---") || line.contains(" resumed>") { return false }
            if line.contains("openat(") || line.contains(" open(") {
                let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"].contains {
                    line.contains($0)
                }
                // /dev/null takes anything; /dev/tty is bash looking for a terminal.
                // A file without a name (apt makes them for its cache) is gone with the process that has it.
                return writes
                    && !["\"/dev/null\"", "\"/dev/tty\"", "O_TMPFILE"].contains { line.contains($0) }
            }
            if line.contains("connect(") || line.contains("bind(") || line.contains("sendto(") {
                // Local sockets are nscd and system daemons; netlink is the kernel; loopback is a daemon of the host itself,
                // and so is the address of nobody, by which the resolver sorts what sshd listens on.
                return ![
                    "AF_UNIX", "AF_NETLINK", "AF_UNSPEC", "127.0.0.1", "\"::1\"", "0.0.0.0", "\"::\"",
                    "NLM_F_",
                ].contains {
                    line.contains($0)
                }
            }
            return true
        }
    }

    @Test(
        "a release file with a command in it is data",
        .enabled(if: Facts.all.contains { $0.name == "os_version" }))
    func releaseIsData() async throws {
        let fact = try #require(Facts.all.first { $0.name == "os_version" })
        #expect(!fact.script.contains(". /etc/os-release") && !fact.script.contains("eval"))
        let folder = try Scratch()
        let release = try folder.write(
            "ID=debian\nNAME=\"$(touch \(folder.path)/marker)`touch \(folder.path)/marker`\"\nVERSION_ID=\"12\"; touch \(folder.path)/marker\n",
            to: "os-release")
        let script = fact.script.replacingOccurrences(of: "/etc/os-release", with: release)
        _ = await ran("sh", ["-s"], input: Array("roots='' salt=0\n\(Prelude.script)\n\(script)\n".utf8))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/marker"))
    }
}
