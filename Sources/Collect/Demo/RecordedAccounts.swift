package import Foundation
package import Model
internal import Providers

/// Accounts of a made-up agency, whose answers lie in files: `<provider>-<account>/…`, named as `Recording` says.
///
/// They go the same way as answers that come over HTTP.
package struct RecordedAccounts: Sendable {
    private let folder: URL

    package init(_ folder: URL) { self.folder = folder }

    /// The line to one account; what nothing is recorded of is not there, as with status 404.
    ///
    /// - Throws: `Problem` for a file that is no recording.
    package func line(to account: Account) throws -> AccountCollector.Line {
        let recordings = try Recording.all(in: folder.appending(path: "\(account.provider)-\(account.name)"))
        return AccountCollector.Line { request in
            Recording.best(of: recordings, for: request)?.answer
                ?? Answer(status: 404, body: Array("{}".utf8))
        }
    }
}
