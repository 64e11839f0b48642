internal import Foundation
internal import Model

/// The right to write in an output folder, held by one process at a time and released by its death.
///
/// Source: `flock(2)`. The file stays when the lock is gone: removing it would let two processes hold one each.
package final class Lock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or says at once that another has it.
    ///
    /// - Throws: `LockHeld` when another process holds it; `Problem` when the file cannot be opened.
    package init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            guard errno == ELOOP else { throw Problem.disk(path) }
            throw Problem(
                "a link, which is not followed", at: Place(file: path),
                remedy: "Remove it, then run again.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw LockHeld()
        }
    }

    deinit { close(descriptor) }
}

/// Another run holds the output folder.
package struct LockHeld: Error {}
