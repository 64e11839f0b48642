internal import Glibc
package import Model

/// Reads an account's token from where the inventory says that it is kept.
///
/// Nothing of what was read is ever in a message.
package struct TokenReader: Sendable {
    private let environment: [String: String]
    private let run: @Sendable (Session.Command) async -> Session
    private let patience: Duration

    /// A token is one line of at most this.
    package static let mostBytes = 64 << 10
    /// All that a program which prints a token is given of our environment, for no other token is among it.
    private static let variables = [
        "PATH", "HOME", "USER", "LOGNAME", "GNUPGHOME", "PASSWORD_STORE_DIR", "XDG_RUNTIME_DIR",
        "XDG_CONFIG_HOME", "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS",
    ]

    /// `environment` is that of this process; a program may take as long as `patience` to print a token.
    package init(
        environment: [String: String], patience: Duration = .seconds(30),
        run: @escaping @Sendable (Session.Command) async -> Session = { await Session.run($0) }
    ) {
        self.environment = environment
        self.patience = patience
        self.run = run
    }

    /// - Throws: `Problem` saying why there is no token, and what to do.
    package func token(of account: Account) async throws -> Secret {
        let bytes: [UInt8]
        switch account.token {
        case nil:
            throw Problem(
                "there is no token for it", at: account.place,
                remedy:
                    "Say in the inventory where it is: `token: {env: NAME}`, `{file: …}` or `{command: …}`.")
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw Problem(
                    "\(name) is not set", at: account.place,
                    remedy: "Put the token into the environment that constat is started with.")
            }
            bytes = Array(value.utf8)
        case .file(let path): bytes = try PrivateFile.bytes(of: whole(path), most: TokenReader.mostBytes)
        case .command(let words): bytes = try await output(of: words)
        }
        return try secret(bytes)
    }

    private func whole(_ path: String) -> String {
        guard path.utf8.starts(with: "~/".utf8), let home = environment["HOME"] else { return path }
        return home + path.dropFirst()
    }

    private func secret(_ bytes: [UInt8]) throws -> Secret {
        var line = bytes[...]
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
            line.removeLast()
        }
        guard !line.isEmpty else { throw Problem("the token is empty", remedy: "Look at where it is kept.") }
        guard !line.contains(UInt8(ascii: "\n")) else {
            throw Problem(
                "there is more than one line where the token is kept", remedy: "Keep it alone there.")
        }
        guard line.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                "the token has a blank or another character that no token has",
                remedy: "Keep the token there and nothing else.")
        }
        return Secret(String(decoding: line, as: UTF8.self))
    }

    private func output(of words: [String]) async throws -> [UInt8] {
        guard let program = words.first.map(whole) else {
            throw Problem("the command that prints the token has no word")
        }
        var variables = ["LANG": "C"]
        for name in TokenReader.variables { variables[name] = environment[name] }
        let session = await run(
            Session.Command(
                program: program, arguments: Array(words.dropFirst()), environment: variables, input: [],
                outputLimit: TokenReader.mostBytes, errorLimit: 64 << 10, deadline: .now + patience))
        let what = "\(printable(program.utf8, most: 80)), which prints the token,"
        let remedy =
            "Run it by hand as the user that constat runs as; it must print the token and ask nothing."
        switch session.ending {
        case .exited(0): return session.output
        case .exited(let status):
            throw Problem("\(what) ended with status \(status)", evidence: said(by: session), remedy: remedy)
        case .signalled(let signal): throw Problem("\(what) was ended by signal \(signal)", remedy: remedy)
        case .late: throw Problem("\(what) took longer than \(patience.components.seconds) s", remedy: remedy)
        case .tooMuch: throw Problem("\(what) printed more than 64 KiB", remedy: remedy)
        case .cancelled: throw CancellationError()
        case .notStarted(let why): throw Problem("\(what) could not be started: \(why)", remedy: remedy)
        }
    }

    /// The last line that it wrote of its error, unless that may hold what it should have printed.
    private func said(by session: Session) -> String? {
        let lines = session.errors.split(separator: UInt8(ascii: "\n"))
        guard session.output.isEmpty, let last = lines.last else { return nil }
        return printable(last, most: 120)
    }
}

/// A file that only its owner, who is the user of this process, may read.
enum PrivateFile {
    /// - Throws: `Problem` when it is anything else: a link, not a file, somebody else's, or open to others.
    static func bytes(of path: String, most: Int) throws -> [UInt8] {
        let place = Place(file: path)
        // Not to wait for the other end of a pipe, nor to be led elsewhere by a link.
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else {
            let code = errno
            if code == ELOOP {
                throw Problem(
                    "a link, where a token must be a file", at: place,
                    remedy: "Name the file that it leads to.")
            }
            throw Problem(
                "the token cannot be read", at: place, evidence: String(cString: strerror(code)),
                remedy: "Put the token there, readable for its owner only.")
        }
        defer { close(file) }
        // All questions are asked of what is open, which nobody can put another thing in the place of.
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Problem("not a file", at: place)
        }
        guard status.st_uid == geteuid() else {
            throw Problem(
                "the token's file is owned by another user", at: place,
                remedy: "Make it your own: `chown`, and think of who has read it.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Problem(
                "the token's file can be read or written by others", at: place,
                remedy: "`chmod 600` it, and think of who has read it: a new token is safer.")
        }
        return try contents(of: file, most: most, place)
    }

    private static func contents(of file: Int32, most: Int, _ place: Place) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Problem(
                    "the token cannot be read", at: place, evidence: String(cString: strerror(errno)))
            }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
            guard bytes.count <= most else {
                throw Problem("larger than \(most >> 10) KiB, which no token is", at: place)
            }
        }
    }
}
