import FoundationEssentials

/// Times in milliseconds, as the figures are printed.
struct Times: Encodable {
    var count: Int
    var p50: Double
    var p99: Double
    var max: Double

    init(_ times: [Duration]) {
        let sorted = times.sorted()
        count = sorted.count
        p50 = Self.milliseconds(sorted, 0.50)
        p99 = Self.milliseconds(sorted, 0.99)
        max = Self.milliseconds(sorted, 1)
    }

    /// The time that this part of them does not exceed.
    private static func milliseconds(_ sorted: [Duration], _ part: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let place = min(sorted.count - 1, Swift.max(0, Int((Double(sorted.count) * part).rounded(.up)) - 1))
        return (sorted[place] / .microseconds(1)).rounded() / 1000
    }
}

/// One line of JSON.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
