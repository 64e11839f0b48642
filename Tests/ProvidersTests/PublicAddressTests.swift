import Testing

@testable import Providers

@Suite struct PublicAddressTests {
    @Test(
        "an address loses who logs in, its port and its query",
        arguments: [
            ("https://u:p@Hooks.Example.com:8443/a/b?key=x#v2", "https", "hooks.example.com", "/a/b", "v2"),
            ("syslog+tls://logs.example.com:6514", "syslog+tls", "logs.example.com", "", nil),
            ("https://a@b@example.com/", "https", "example.com", "/", nil),
            ("http://[2001:db8::1]:80/x", "http", "[2001:db8::1]", "/x", nil),
            ("https://example.com?x=1", "https", "example.com", "", nil),
        ] as [(String, String, String, String, String?)])
    func parts(text: String, scheme: String, host: String, path: String, fragment: String?) throws {
        let address = try #require(PublicAddress(text))
        #expect(address.scheme == scheme)
        #expect(address.host == host)
        #expect(address.path == path)
        #expect(address.fragment == fragment)
    }

    @Test(
        "what is no address is none",
        arguments: ["", "example.com", "://example.com", "https://", "https://u:p@", "https://a b/", "urn:x"])
    func nothing(text: String) {
        #expect(PublicAddress(text) == nil)
    }
}
