import Model

/// The address of an API that stands in for the provider's own: a proxy, a server of our own, a test.
///
/// A token goes there with every request, so nothing is taken that a reader could take for another place.
enum BaseURL {
    /// `text` without slashes at its end, or nothing and a mistake that repeats no password.
    static func read(_ text: Located<String>, mistakes: Mistakes) -> String? {
        if text.value.utf8.contains(UInt8(ascii: "@")) {
            mistakes.add(
                "base_url has a user in it", at: text.place,
                remedy: "Take it out, up to the @: the token says who asks.")
            return nil
        }
        if text.value.utf8.contains(where: { "?#".utf8.contains($0) }) {
            mistakes.add(
                "base_url has a query in it", at: text.place,
                remedy: "Write scheme, host, port and path alone.")
            return nil
        }
        guard let (scheme, host, path) = parts(text.value) else {
            mistakes.add(
                "base_url must be the https address of an API", at: text.place, found: text.value,
                remedy: "Write it as https://sentry.example.com, with a port or a path where it has one.")
            return nil
        }
        guard scheme == "https" || isLoopback(host) else {
            mistakes.add(
                "base_url must be https", at: text.place, found: text.value,
                remedy:
                    "Over http the token could be read on the way; it is for 127.0.0.1, ::1 and localhost.")
            return nil
        }
        let slashes = path.utf8.reversed().prefix { $0 == UInt8(ascii: "/") }.count
        return String(Substring(text.value.utf8.dropLast(slashes)))
    }

    private static func parts(_ text: String) -> (scheme: String, host: String, path: String)? {
        guard let scheme = ["https", "http"].first(where: { text.utf8.starts(with: "\($0)://".utf8) }),
            text.utf8.count <= 1024
        else { return nil }
        let rest = text.utf8.dropFirst(scheme.utf8.count + 3)
        let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        guard let host = host(rest[..<end]), isPath(rest[end...]) else { return nil }
        return (scheme, host, String(Substring(rest[end...])))
    }

    /// The host of `host`, `host:8443` or `[::1]:8443`; nothing when either part is none.
    private static func host(_ authority: Substring.UTF8View) -> String? {
        var name = authority
        var port = authority[authority.endIndex...]
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            name = authority[..<close].dropFirst()
            port = authority[close...].dropFirst()
            guard name.contains(colon) else { return nil }
        } else if let mark = authority.firstIndex(of: colon) {
            (name, port) = (authority[..<mark], authority[mark...])
        }
        guard HostName.isAddress(String(Substring(name))) else { return nil }
        if port.isEmpty { return String(Substring(name)) }
        guard port.first == colon, let number = Text.number(String(Substring(port.dropFirst()))),
            (1...65_535).contains(number)
        else { return nil }
        return String(Substring(name))
    }

    private static func isPath(_ path: Substring.UTF8View) -> Bool {
        let segments = path.split(separator: UInt8(ascii: "/"))
        return path.allSatisfy { HostName.isName(String(UnicodeScalar($0))) || "/.-_~".utf8.contains($0) }
            && !segments.contains { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Text.number(String(Substring($0))) }
        return parts.count == 4 && numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 <= 255 }
    }

    private static let colon = UInt8(ascii: ":")
}
