import KioskDomain

/// Lines over time, as SVG. Lines differ in their dashes, not only in their colour, and are named at their end.
struct PlotPicture {
    struct Line {
        var name: String
        var values: [Double]
    }

    private static let width = 720
    private static let height = 220
    private static let left = 56
    private static let right = 12
    private static let top = 14
    private static let bottom = 28

    let id: String
    let title: String
    /// Ascending.
    let times: [Int64]
    /// One value for each time.
    let lines: [Line]
    /// How a time is written at the axis.
    let label: (Int64) -> String

    var svg: String {
        guard let start = times.first, let end = times.last else { return "" }
        let most = Self.roundUp(lines.flatMap(\.values).max() ?? 0)
        var text = """
            <svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-labelledby="\(id)-title">
            <title id="\(id)-title">\(title)</title>

            """
        for step in 0...2 {
            let value = most * Double(step) / 2
            let y = Self.y(value, most)
            text += """
                <line class="grid" x1="\(Self.left)" x2="\(Self.width - Self.right)" y1="\(y)" y2="\(y)"/>\
                <text x="\(Self.left - 6)" y="\(y + 4)" text-anchor="end">\(Self.number(value))</text>

                """
        }
        for (time, anchor) in [(start, "start"), (end, "end")] {
            let x = Self.x(time, start, end)
            text += "<text x=\"\(x)\" y=\"\(Self.height - 8)\" text-anchor=\"\(anchor)\">\(label(time))</text>\n"
        }
        for (index, line) in lines.enumerated() {
            let points = zip(times, line.values).map { "\(Self.x($0, start, end)),\(Self.y($1, most))" }
            text += "<polyline class=\"line line\(index)\" points=\"\(points.joined(separator: " "))\"/>\n"
        }
        return text + "</svg>"
    }

    private static func x(_ time: Int64, _ start: Int64, _ end: Int64) -> Int {
        guard end > start else { return left }
        return left + Int(Double(time - start) / Double(end - start) * Double(width - left - right))
    }

    private static func y(_ value: Double, _ most: Double) -> Int {
        height - bottom - Int(value / most * Double(height - bottom - top))
    }

    /// 1, 2 or 5 times a power of ten, and not less than the value.
    static func roundUp(_ value: Double) -> Double {
        guard value > 2 else { return 2 }
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? value
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\((value * 10).rounded() / 10)"
    }
}
