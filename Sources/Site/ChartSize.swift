/// What a chart is drawn for: a wide page, or a telephone.
///
/// A drawing grows and shrinks with the page, and its words with it; so there are two, and the style sheet
/// shows the one whose words are legible.
struct ChartSize: Sendable {
    let width: Double
    /// Of the columns.
    let height: Double
    /// The most that the names at the right, or at the left of bars, may take.
    let names: Double
    /// The most that a column with its gap may take.
    let slot: Double
    let isNarrow: Bool

    static let wide = ChartSize(width: 800, height: 240, names: 150, slot: 88, isNarrow: false)
    static let narrow = ChartSize(width: 340, height: 200, names: 88, slot: 64, isNarrow: true)
}
