internal import Foundation
internal import Reports

/// The round numbers beside a chart, from the least to the most, zero among them.
struct ChartScale: Sendable {
    let ticks: [Double]
    let step: Double
    /// How far each number is from the lowest tick, 0, to the highest, 1.
    func share(_ number: Double) -> Double {
        guard let low = ticks.first, let high = ticks.last, high > low else { return 0 }
        return (number - low) / (high - low)
    }

    /// - Parameters:
    ///   - range: what must have room; zero gets it anyway.
    ///   - format: sizes and times have round numbers of their own.
    ///   - isWhole: whether there is nothing between two whole numbers.
    init(_ range: ClosedRange<Double>, format: Format, isWhole: Bool) {
        let low = min(0, range.lowerBound)
        var high = max(0, range.upperBound)
        let least: Double =
            switch format {
            case .money: 10_000
            case .percent: 0.001
            default: isWhole ? 1 : 0
            }
        if low == high { high = format == .money ? 1_000_000 : 1 }
        let span = high - low
        let units = ChartScale.units(format)
        let unit = units.last { $0 <= span } ?? 1
        let rough = span / unit / 4.5
        let power = pow(10, floor(log10(rough)))
        // A fifth of an hour is no round number, a quarter is.
        let fraction = units.isEmpty ? 0.2 : 0.25
        let steps = rough < 1 && !units.isEmpty ? [fraction, 0.5, 1] : [1, 2, 5, 10].map { $0 * power }
        step = max(least, (steps.first { $0 >= rough * 0.999 } ?? rough) * unit)
        let first = Int((low / step).rounded(.down))
        let last = Int((high / step - 1e-9).rounded(.up))
        ticks = (first...max(first + 1, last)).map { [step] in Double($0) * step }
    }

    /// What people count in, beside tens.
    private static func units(_ format: Format) -> [Double] {
        switch format {
        case .bytes: [1, 1_024, 1_048_576, 1_073_741_824, 1_099_511_627_776]
        case .duration: [1, 60, 3_600, 86_400]
        default: []
        }
    }
}
