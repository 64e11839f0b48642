internal import Glibc

extension Problem {
    /// What the system just said of `path`, in its own words.
    package static func disk(_ path: String) -> Problem {
        let code = errno
        return Problem(
            String(cString: strerror(code)).lowercased(), at: Place(file: path),
            remedy: code == ENOSPC ? "Free some room; the last good run and site are untouched." : nil)
    }
}
