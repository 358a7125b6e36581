/// Writes the text format 0.0.4 of Prometheus ("Exposition formats", text-based format).
struct ExpositionText {
    private(set) var text = ""

    mutating func add(_ family: MetricFamily, _ series: [MetricSeries]) {
        guard !series.isEmpty else { return }
        text += "# HELP \(family.name) \(Self.escapedHelp(family.help))\n# TYPE \(family.name) \(family.typeName)\n"
        for one in series.sorted(by: { $0.values.lexicographicallyPrecedes($1.values) }) { add(family, one) }
    }

    private mutating func add(_ family: MetricFamily, _ series: MetricSeries) {
        let labels = zip(family.labels, series.values).map { "\($0)=\"\(Self.escaped($1))\"" }
        let numbers = series.numbers
        guard case .histogram(let bounds) = family.kind else {
            return line(family.name, labels, numbers.value)
        }
        var sum: Int64 = 0
        for (bound, count) in zip(bounds + [.infinity], numbers.within) {
            sum += count
            line("\(family.name)_bucket", labels + ["le=\"\(Self.number(bound))\""], Double(sum))
        }
        line("\(family.name)_sum", labels, numbers.value)
        line("\(family.name)_count", labels, Double(sum))
    }

    private mutating func line(_ name: String, _ labels: [String], _ value: Double) {
        let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
        text += "\(name)\(braces) \(Self.number(value))\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Exact for all integers of a Double's significand.
        if value.magnitude < 0x1p53, value == value.rounded() { return String(Int64(value)) }
        return "\(value)"
    }

    static func escaped(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func escapedHelp(_ help: String) -> String {
        escaped(help).split(separator: "\\\"", omittingEmptySubsequences: false).joined(separator: "\"")
    }
}
