/// The one of `words` that somebody who typed `typo` most likely meant, or nothing when none is near.
///
/// Near is at most a third of the word in edits (insert, delete, change, swap two neighbours), and never all of a short one.
package func nearest(to typo: String, among words: some Sequence<String>) -> String? {
    let allowed = max(1, typo.unicodeScalars.count / 3)
    return words.map { (word: $0, edits: edits(from: typo, to: $0)) }
        .filter { $0.edits <= allowed && $0.edits < $0.word.unicodeScalars.count }
        .min { ($0.edits, $0.word) < ($1.edits, $1.word) }?.word
}

/// «Did you mean …?», when one of `words` is near what was typed.
package func suggestion(for typo: String, among words: some Sequence<String>) -> String? {
    nearest(to: typo, among: words).map { "Did you mean \($0)?" }
}

/// The optimal string alignment distance, in Unicode scalars.
private func edits(from a: String, to b: String) -> Int {
    let a = Array(a.unicodeScalars.prefix(64))
    let b = Array(b.unicodeScalars.prefix(64))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var edits = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { edits = min(edits, beforeLast[j - 1] + 1) }
            row.append(edits)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
