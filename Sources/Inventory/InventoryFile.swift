import Foundation
import Model

/// A file of an inventory, read within bounds.
struct InventoryFile {
    /// The most that any one file may hold.
    static let limit = 1 << 20

    /// The path as messages show it.
    let path: String
    let bytes: [UInt8]

    /// Reads `path`, which must be a plain file of at most 1 MiB.
    ///
    /// Files outside the inventory folder are often links and may be; those inside may not.
    ///
    /// - Throws: `Problem` that names the file and what keeps it from being read.
    init(_ path: String, followingLinks: Bool = false) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW))
        let place = Place(file: path)
        guard descriptor >= 0 else { throw InventoryFile.problem(errno, at: place) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(
                "not a plain file", at: place, remedy: "Put a file with text in its place, or take it away.")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= InventoryFile.limit {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw InventoryFile.problem(errno, at: place) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        guard bytes.count <= InventoryFile.limit else {
            throw Problem(
                "larger than 1 MiB", at: place,
                remedy: "Split it: every .yml file of the folder is read, each key may stand in any of them.")
        }
        self.path = path
        self.bytes = bytes
    }

    /// The names of the YAML files in `folder`, sorted; hidden files are an editor's and other files somebody's notes.
    ///
    /// - Throws: `Problem` when the folder is none or cannot be read.
    static func names(in folder: String) throws -> [String] {
        let place = Place(file: folder)
        guard let directory = opendir(folder) else {
            if errno == ENOENT {
                throw Problem(
                    "no such folder", at: place,
                    remedy: "Write an inventory with `constat init`, or name the folder that has yours.")
            }
            throw problem(errno, at: place)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let isYAML = [".yml", ".yaml"].contains { name.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) }
            if isYAML, name.utf8.first != UInt8(ascii: ".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func problem(_ code: Int32, at place: Place) -> Problem {
        switch code {
        case ELOOP:
            Problem("a symbolic link", at: place, remedy: "Put the file itself into the inventory folder.")
        case EACCES, EPERM:
            Problem(
                "may not be read", at: place,
                remedy: "Give this user the right to read it (`ls -l` shows who has).")
        case ENOENT:
            Problem("no such file", at: place, remedy: "Check the path, or take away what asks for it.")
        case ENOTDIR:
            Problem("not a folder", at: place, remedy: "Name the folder that has the inventory's files.")
        default:
            Problem(
                "cannot be read", at: place, evidence: String(cString: strerror(code)),
                remedy: "Check the disk and the file's rights.")
        }
    }
}
