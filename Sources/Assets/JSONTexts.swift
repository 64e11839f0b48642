import Foundation

/// Reads the JSON arrays that tables hold in a cell.
enum JSONTexts {
    /// The texts and numbers of an array, as texts; none when it is no array.
    static func list(_ text: String) -> [String] {
        guard let items = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any] else {
            return []
        }
        return items.compactMap { item in
            if let text = item as? String { return text }
            if let number = item as? NSNumber { return number.stringValue }
            return nil
        }
    }
}
