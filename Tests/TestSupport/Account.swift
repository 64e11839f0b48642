internal import Foundation
internal import Model

/// Makes an account of this machine for the time of `body`, and says what sudo lets it do without a password.
package func withAccount<T>(
    _ name: String, sudo rule: String? = nil, _ body: (String) async throws -> T
) async throws -> T {
    let sudoers = "/etc/sudoers.d/\(name)"
    // `*` is no password, where `!` would be a locked account, which sshd refuses.
    let made = await ran("useradd", ["-M", "-d", "/", "-s", "/bin/sh", "-p", "*", name])
    guard made.status == 0 else { throw Problem("no account \(name)", evidence: made.errors) }
    let result: Result<T, any Error>
    do {
        if let rule {
            try Data("\(name) ALL=(root) NOPASSWD: \(rule)\n".utf8).write(to: URL(filePath: sudoers))
            try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: sudoers)
        }
        result = .success(try await body(name))
    } catch {
        result = .failure(error)
    }
    try? FileManager.default.removeItem(atPath: sudoers)
    _ = await ran("userdel", [name])
    return try result.get()
}
