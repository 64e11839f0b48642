import AsyncHTTPClient
import Glibc
import Model
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Providers

/// Why one try brought no answer, and how many tries it is worth.
struct FetchFailure: Error {
    let problem: FetchProblem
    let tries: Int

    private init(_ kind: FetchProblem.Kind, tries: Int, _ what: String, remedy: String? = nil) {
        problem = FetchProblem(kind, Problem(what, remedy: remedy))
        self.tries = tries
    }

    /// Any number of tries that a connection may be worth.
    private static let all = Int.max

    static func late(_ host: String, after seconds: Int) -> FetchFailure {
        FetchFailure(
            .broken, tries: 2, "\(host) did not answer whole in \(seconds) s",
            remedy: "Allow a request more time: `timeout` in the inventory.")
    }

    static func tooLarge(_ host: String, _ what: String, _ most: Int) -> FetchFailure {
        let size = most >= 1 << 20 ? "\(most >> 20) MiB" : "\(most >> 10) KiB"
        return FetchFailure(.broken, tries: 1, "\(host) sent \(what) of more than \(size)")
    }

    /// `location` is what the server wrote; only its host is told.
    static func redirected(_ host: String, to location: String?) -> FetchFailure {
        let place = location.flatMap { try? Origin($0).host } ?? location.map { _ in "another address" }
        return FetchFailure(
            .broken, tries: 1, "\(host) wanted to send us to \(place.map(shown) ?? "nowhere")",
            remedy: "Redirects are not followed. Look at base_url in the inventory.")
    }

    private static func shown(_ host: String) -> String { printable(host.utf8, most: 120) }

    /// What an error of the client is in plain words.
    init(_ error: any Error, _ host: String, _ limits: HTTPFetch.Limits) {
        switch error {
        case let error as NIOConnectionError: self.init(error, host)
        case let error as NIOSSLError: self.init(error, host)
        case let error as NIOSSLExtraError: self.init(error, host)
        case let error as HTTPClientError: self.init(error, host)
        case let error as HTTPParserError where error == .headerOverflow:
            self = .tooLarge(host, "headers", limits.headers)
        case let error as HTTPParserError where error == .invalidEOFState || error == .closedConnection:
            self = .cut(host)
        case is HTTPParserError:
            self.init(
                .broken, tries: 1, "\(host) does not speak HTTP as it should",
                remedy: "Look at base_url in the inventory.")
        case let error as NIOHTTPDecompression.DecompressionError where error == .limit:
            self = .tooLarge(host, "a body", limits.body)
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            self.init(.broken, tries: 2, "\(host) sent a body that cannot be unpacked")
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            self = .refused(host)
        case let error as IOError:
            self.init(
                .broken, tries: FetchFailure.all,
                "the connection to \(host) broke: \(String(cString: strerror(error.errnoCode)))")
        default:
            self.init(.broken, tries: FetchFailure.all, "the connection to \(host) broke")
        }
    }

    private static func cut(_ host: String) -> FetchFailure {
        FetchFailure(.broken, tries: all, "\(host) ended the connection before its answer was whole")
    }

    private static func refused(_ host: String) -> FetchFailure {
        FetchFailure(
            .unreachable, tries: 3, "\(host) refused the connection",
            remedy: "Look at base_url in the inventory, and whether a firewall is in the way.")
    }

    private init(_ error: NIOConnectionError, _ host: String) {
        if let first = error.connectionErrors.first {
            switch first.error {
            case let error as IOError where error.errnoCode == ECONNREFUSED: self = .refused(host)
            case let error as IOError:
                self.init(
                    .unreachable, tries: 3,
                    "\(host) cannot be reached: \(String(cString: strerror(error.errnoCode)))",
                    remedy: "Look at the network between.")
            default:
                self.init(
                    .unreachable, tries: 3, "\(host) cannot be reached",
                    remedy: "Look at the network between.")
            }
        } else {
            self.init(
                .unreachable, tries: 3, "the name \(host) is not found",
                remedy: "Look at base_url in the inventory, and at this machine's name servers.")
        }
    }

    private init(_ error: HTTPClientError, _ host: String) {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout:
            self.init(
                .unreachable, tries: 2, "\(host) did not answer in time when it was connected to",
                remedy: "Look at base_url in the inventory, and at the network between.")
        case .tlsHandshakeTimeout:
            self.init(.unreachable, tries: 2, "\(host) did not answer in time when TLS began")
        case .remoteConnectionClosed:
            self = .cut(host)
        default:
            // The short form has nothing of the request in it.
            self.init(.broken, tries: 1, "\(host): \(error.shortDescription.lowercased())")
        }
    }

    private static let distrust =
        "It may not be who it should be. `openssl s_client -connect NAME:443` shows its certificate; "
        + "for an authority of your own set ca_file."

    private init(_ error: NIOSSLError, _ host: String) {
        switch error {
        case .handshakeFailed(.sslError(let stack))
        where stack.contains { $0.description.contains("CERTIFICATE_VERIFY_FAILED") }:
            self.init(
                .distrusted, tries: 1,
                "the certificate of \(host) is not trusted: it is out of date, or nobody known here signed it",
                remedy: FetchFailure.distrust)
        case .unableToValidateCertificate, .noCertificateToValidate, .cannotMatchULabel:
            self.init(
                .distrusted, tries: 1, "the certificate of \(host) cannot be checked",
                remedy: FetchFailure.distrust)
        case .uncleanShutdown:
            self = .cut(host)
        default:
            self.init(
                .broken, tries: 2, "TLS with \(host) did not come about",
                remedy: "Look at base_url in the inventory: is it https there?")
        }
    }

    private init(_ error: NIOSSLExtraError, _ host: String) {
        guard error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch else {
            self.init(.broken, tries: 2, "TLS with \(host) did not come about")
            return
        }
        self.init(
            .distrusted, tries: 1, "the certificate of \(host) is for another name",
            remedy: FetchFailure.distrust)
    }
}
