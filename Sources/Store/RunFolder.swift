internal import Foundation
package import Model

internal import struct GRDB.Configuration
internal import struct GRDB.DatabaseError
internal import class GRDB.DatabaseQueue

/// The folder of run files, `output/runs`: one a run, never changed once it has its name.
///
/// Runs are ordered by their number, not by the clock, which can go back.
package struct RunFolder: Sendable {
    package let folder: String

    /// A run that stands in the folder.
    package struct Entry: Sendable, Hashable {
        package let id: String
        package let number: Int64
        package let path: String
        /// The run that its `previous.` means.
        package let previousID: String?
        /// Whether checks ran over it, so that it has findings to compare with.
        package let isChecked: Bool

        /// What is wrong inside the file, which a look at its first page does not show; nothing when it is whole.
        package func damage() -> Problem? {
            let problem = { (why: String) in
                Problem(
                    "not a readable run file: \(why)", at: Place(file: path),
                    remedy: "Remove it, or bring it back from a backup; the other runs are not touched by it."
                )
            }
            var configuration = Configuration()
            configuration.readonly = true
            do {
                let verdict = try DatabaseQueue(path: path, configuration: configuration).read { database in
                    try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
                }
                return verdict == "ok" ? nil : problem("database disk image is malformed")
            } catch {
                return problem((error as? DatabaseError)?.message ?? "\(error)")
            }
        }
    }

    /// Opens the folder; for writing it is made, for its owner alone, where it is missing.
    ///
    /// - Throws: `Problem` when the folder cannot be made, or a link stands in its place.
    package init(_ folder: String, forWriting: Bool = true) throws {
        self.folder = folder
        if forWriting, mkdir(folder, 0o700) != 0, errno != EEXIST { throw Problem.disk(folder) }
        var status = stat()
        guard lstat(folder, &status) == 0 else {
            if !forWriting, errno == ENOENT || errno == ENOTDIR { return }
            throw Problem.disk(folder)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw Problem(
                "not a folder", at: Place(file: folder),
                remedy: "Remove the link or file of that name, then run again.")
        }
    }

    package func path(of id: String) -> String { "\(folder)/\(id).sqlite" }
    func temporaryPath(of id: String) -> String { "\(folder)/.\(id).sqlite.partial" }

    /// The name of a run that starts now, with a number behind it where another has it.
    func unusedID(for startedAt: Int64) throws -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "yyyy-MM-dd'T'HHmmss'Z'"
        let plain = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(startedAt)))
        for suffix in [""] + (2...99).map({ "-\($0)" }) where access(path(of: plain + suffix), F_OK) != 0 {
            return plain + suffix
        }
        throw Problem("a hundred runs in one second", at: Place(file: folder))
    }

    /// Removes what runs that were killed left behind; only for the holder of the lock.
    package func removeLeftovers() throws {
        for name in try names() where name.hasPrefix(".") && name.contains(".sqlite.partial") {
            unlink("\(folder)/\(name)")
        }
    }

    /// Every run that can be read, oldest first, and a problem for each file that cannot.
    package func entries() throws -> (runs: [Entry], problems: [Problem]) {
        var runs: [Entry] = []
        var problems: [Problem] = []
        for name in try names() where name.hasSuffix(".sqlite") && !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            do {
                let reader = try Reader(run: path, previous: nil, schema: Schema(facts: []))
                let row = try reader.rows(
                    "SELECT id, number, previous_id, EXISTS (SELECT 1 FROM checks) FROM run"
                ).first
                guard let row, case .text(let id) = row[0], case .integer(let number) = row[1] else {
                    throw Problem("holds no run", at: Place(file: path))
                }
                runs.append(
                    Entry(
                        id: id, number: number, path: path, previousID: row[2].text,
                        isChecked: row[3] == .integer(1)))
            } catch let problem as Problem {
                problems.append(problem.at(Place(file: path)))
            } catch let error as QueryError {
                problems.append(Problem(error.message, at: Place(file: path)))
            }
        }
        return (runs.sorted { ($0.number, $0.id) < ($1.number, $1.id) }, problems)
    }

    /// The number of the run after all that can be read.
    package func nextNumber() throws -> Int64 { (try entries().runs.map(\.number).max() ?? 0) + 1 }

    /// Removes the oldest runs beyond `keeping`; never the newest, never a file that cannot be read.
    package func prune(keeping: Int) throws {
        let runs = try entries().runs
        for run in runs.dropLast(max(1, keeping)) { unlink(run.path) }
    }

    private func names() throws -> [String] {
        guard access(folder, F_OK) == 0 || errno != ENOENT else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw Problem("cannot be listed", at: Place(file: folder))
        }
    }
}
