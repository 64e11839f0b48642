internal import HummingbirdTLS
internal import Model
internal import NIOSSL

/// A certificate for a stub, made by openssl for the time of a test.
package final class StubCertificate: Sendable {
    private let scratch: Scratch
    /// The certificate in PEM, which a client may trust.
    package let path: String

    /// A certificate that signs itself, for `name`, from one day to another, each as openssl's `-not_before` has it: `20200101000000Z`.
    ///
    /// - Throws: `Problem` with what openssl wrote.
    package init(
        for name: String = "localhost", from start: String = "20200101000000Z",
        to end: String = "20491231000000Z"
    ) async throws {
        scratch = try Scratch()
        path = scratch.path("certificate.pem")
        try scratch.write("", to: "index.txt")
        try scratch.write("01\n", to: "serial")
        try scratch.write(
            """
            [ca]
            default_ca = own
            [own]
            dir = \(scratch.path)
            database = $dir/index.txt
            new_certs_dir = $dir
            serial = $dir/serial
            default_md = sha256
            policy = any
            x509_extensions = server
            [any]
            commonName = supplied
            [server]
            subjectAltName = DNS:\(name)
            basicConstraints = critical,CA:TRUE
            [req]
            distinguished_name = names
            prompt = no
            [names]
            commonName = \(name)

            """, to: "openssl.conf")
        try await openssl([
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", scratch.path("key.pem"), "-out", scratch.path("request.pem"),
        ])
        try await openssl([
            "ca", "-selfsign", "-batch", "-notext", "-in", scratch.path("request.pem"),
            "-keyfile", scratch.path("key.pem"), "-startdate", start, "-enddate", end, "-out", path,
        ])
    }

    private func openssl(_ words: [String]) async throws {
        let made = await ran(
            "openssl", [words[0], "-config", scratch.path("openssl.conf")] + words.dropFirst())
        guard made.status == 0 else { throw Problem("no certificate", evidence: made.errors) }
    }

    var configuration: TLSConfiguration {
        get throws {
            let chain = try NIOSSLCertificate.fromPEMFile(path).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(file: scratch.path("key.pem"), format: .pem)
            return .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        }
    }
}
