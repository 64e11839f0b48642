/// Which pages a site has, for what would lead to others: a link to one that is not there becomes its text.
package struct SitePages: Sendable {
    private let paths: Set<String>?

    /// Of whatever address.
    package static let all = SitePages(paths: nil)

    /// - Parameter paths: below the site's folder, without their ending.
    package init(_ paths: Set<String>) { self.init(paths: paths) }

    private init(paths: Set<String>?) { self.paths = paths }

    /// Whether an address within the site, written from its folder, leads to something: only pages can be missing.
    package func has(_ address: String) -> Bool {
        guard let paths else { return true }
        let path = address.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
        let ending = ".html".utf8
        guard path.count > ending.count, path.suffix(ending.count).elementsEqual(ending) else { return true }
        return paths.contains(String(decoding: path.dropLast(ending.count), as: UTF8.self))
    }
}
