internal import CLinux
internal import Foundation
internal import Model

/// A site that is being written beside the published one, and takes its place in one step.
///
/// The folder is new, private and has a random name, so that nothing in it can be a link that somebody laid; a reader sees the
/// whole old site or the whole new one.
package struct StagedSite: Sendable {
    /// The folder of the finished site.
    package let destination: String
    private let staging: String

    /// Opens a place to write in below `output`, which must exist.
    ///
    /// - Throws: `Problem` when the folder cannot be made, or something that is not our site stands in its place.
    package init(output: String) throws {
        destination = "\(output)/site"
        var status = stat()
        if lstat(destination, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
            throw Problem(
                "not a folder", at: Place(file: destination),
                remedy: "Remove the link or file of that name, then run again.")
        }
        staging = "\(output)/.site-\(UInt64.random(in: .min ... .max))"
        guard mkdir(staging, 0o700) == 0 else { throw Problem.disk(staging) }
    }

    /// Writes one file of the site at `path` below its folder, which may be called side by side.
    ///
    /// - Throws: `Problem` when the disk is full, or the path is written twice.
    package func write(_ bytes: [UInt8], to path: String) throws {
        let file = "\(staging)/\(path)"
        var descriptor = create(file)
        if descriptor < 0, errno == ENOENT {
            try makeFolders(of: path)
            descriptor = create(file)
        }
        guard descriptor >= 0 else { throw Problem.disk(file) }
        defer { close(descriptor) }
        // The umask of whoever runs this is not what readers get.
        guard fchmod(descriptor, 0o640) == 0 else { throw Problem.disk(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            guard count > 0 else { throw Problem.disk(file) }
            written += count
        }
    }

    private func create(_ file: String) -> Int32 {
        open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
    }

    private func makeFolders(of path: String) throws {
        var folder = staging
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            if mkdir(folder, 0o750) != 0 {
                guard errno == EEXIST else { throw Problem.disk(folder) }
            } else if chmod(folder, 0o750) != 0 {
                throw Problem.disk(folder)
            }
        }
    }

    /// Makes what was written the site: synced, swapped with the old one in one step, and the old one removed.
    package func publish() throws {
        guard chmod(staging, 0o750) == 0 else { throw Problem.disk(staging) }
        try syncFileSystem()
        if rename(staging, destination) != 0 {
            guard errno == ENOTEMPTY || errno == EEXIST else { throw Problem.disk(destination) }
            try exchange()
        }
        discard()
    }

    /// Changes places with the published site; a file system that cannot do that gets two renames, a moment apart.
    private func exchange() throws {
        if exchange_paths(staging, destination) == 0 { return }
        guard [EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) else { throw Problem.disk(destination) }
        let old = staging + StagedSite.oldEnding
        guard rename(destination, old) == 0 else { throw Problem.disk(destination) }
        guard rename(staging, destination) == 0 else {
            let problem = Problem.disk(destination)
            _ = rename(old, destination)
            throw problem
        }
        guard rename(old, staging) == 0 else { throw Problem.disk(old) }
    }

    private static let oldEnding = "-old"

    private func syncFileSystem() throws {
        let descriptor = open(staging, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Problem.disk(staging) }
        defer { close(descriptor) }
        guard sync_file_system(descriptor) == 0 else { throw Problem.disk(staging) }
    }

    /// Removes what is in the staging folder: the old site after `publish`, or what was written so far.
    package func discard() { try? FileManager.default.removeItem(atPath: staging) }

    /// Removes what killed runs left in `output`, and puts back a site that one of them had moved away; only for the holder of
    /// its lock.
    package static func removeLeftovers(in output: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []
        if !names.contains("site"),
            let old = names.first(where: { $0.hasPrefix(".site-") && $0.hasSuffix(oldEnding) })
        {
            _ = rename("\(output)/\(old)", "\(output)/site")
        }
        for name in names where name.hasPrefix(".site-") {
            try? FileManager.default.removeItem(atPath: "\(output)/\(name)")
        }
    }
}
