/// The name of a file, without its extension, for something that somebody else named.
///
/// It is the name itself where that is made of `a-z`, `0-9` and inner `-` and no longer than 63 bytes; anything else keeps
/// what it has of those, and gets the first 64 bits of the SHA-256 of the name in hexadecimal. Two names never share a
/// slug, on file systems that ignore case too; `index` is left to the folder. At most 80 bytes.
package func slug(of name: String) -> String {
    var kept: [UInt8] = []
    var isItself = true
    for byte in name.utf8 {
        let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        if lower != byte { isItself = false }
        if lower.isAlphanumeric {
            kept.append(lower)
        } else {
            if byte != UInt8(ascii: "-") { isItself = false }
            if isItself || kept.last != UInt8(ascii: "-") { kept.append(UInt8(ascii: "-")) }
        }
    }
    if isItself, (1...63).contains(kept.count), kept.first != UInt8(ascii: "-"),
        kept.last != UInt8(ascii: "-"),
        !endsLikeSlug(kept), !reserved.contains(name)
    {
        return name
    }
    kept = Array(kept.drop { $0 == UInt8(ascii: "-") }.prefix(63))
    while kept.last == UInt8(ascii: "-") { kept.removeLast() }
    let hash = String(SHA256.hex(name).prefix(16))
    return kept.isEmpty ? hash : String(decoding: kept, as: UTF8.self) + "-" + hash
}

/// Whether the name ends as a slug with a hash does: left as it is, it could be another name's slug.
private func endsLikeSlug(_ name: [UInt8]) -> Bool {
    name.count >= 16 && name.suffix(16).allSatisfy(\.isHexDigit)
        && (name.count == 16 || name[name.count - 17] == UInt8(ascii: "-"))
}

/// The folder's own page, and names that Windows keeps for devices.
private let reserved: Set<String> = ["index", "con", "prn", "aux", "nul"]
