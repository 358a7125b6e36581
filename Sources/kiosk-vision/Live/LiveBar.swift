import HelperProtocol

/// One measure of a picture as a bar of characters; red while the guidance is about it.
struct LiveBar {
    private static let width = 9

    var name: String
    var value: Double?
    var range: ClosedRange<Double>
    var decimals = 0
    var isBlamed = false

    /// The measures that the rules look at.
    static func bars(_ report: GuidanceReport?) -> [LiveBar] {
        let measures = report?.measures ?? QualityMeasures()
        let guidance = report?.guidance
        func bar(
            _ name: String, _ value: Double?, _ range: ClosedRange<Double>, _ decimals: Int, _ about: Guidance...
        ) -> LiveBar {
            LiveBar(
                name: name, value: value, range: range, decimals: decimals,
                isBlamed: guidance.map(about.contains) ?? false)
        }
        return [
            bar("light", measures.faceLuma ?? measures.pictureLuma, 0...1, 2, .tooDark, .tooBright),
            bar("contrast", measures.faceSpread ?? measures.pictureSpread, 0...80, 0, .fogged),
            bar("sharp", measures.sharpness, 0...300, 0, .blurred),
            bar("even", measures.evenness, 0...1, 2, .unevenLight),
            bar("dark", measures.darkShare, 0...1, 2, .tooDark),
            bar("glare", measures.brightShare, 0...1, 2, .tooBright),
            bar("eyes px", measures.eyeDistance, 0...250, 0, .tooFar, .tooNear),
            bar("turn", measures.yaw, -0.4...0.4, 2, .turned),
            bar("nod", measures.pitch, 0...1, 2, .turned),
            bar("tilt °", measures.roll, -30...30, 0, .turned),
            bar("score", measures.detectorScore, 0...3, 1, .noFace),
            bar("second", measures.secondFaceShare, 0...1, 2, .severalFaces),
        ]
    }

    /// Name, bar, figure: 25 columns.
    var text: String {
        let label = name.padded(to: 9)
        guard let value, value.isFinite else { return "\(label)\(String(repeating: "·", count: Self.width))      –" }
        let share =
            (min(max(value, range.lowerBound), range.upperBound) - range.lowerBound)
            / (range.upperBound - range.lowerBound)
        let full = Int((share * Double(Self.width)).rounded())
        let bar = String(repeating: "█", count: full) + String(repeating: "·", count: Self.width - full)
        let figure = Self.figure(value, decimals)
        let space = String(repeating: " ", count: max(7 - figure.count, 0))
        return "\(label)\u{1B}[\(isBlamed ? 31 : 36)m\(bar)\u{1B}[0m\(space)\(figure)"
    }

    private static func figure(_ value: Double, _ decimals: Int) -> String {
        let scale = [1.0, 10, 100][min(max(decimals, 0), 2)]
        let scaled = (min(max(value, -99_999), 99_999) * scale).rounded() / scale
        return decimals == 0 ? "\(Int(scaled))" : "\(scaled)"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(width - count, 0))
    }
}
