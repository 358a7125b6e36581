/// Faces that hang on the wall: smaller than the person's and always at the same place. Once known, such a face is neither
/// a second person nor, when the person is lost for a moment, the person.
struct BackgroundFaces {
    /// Searches in which a face must have stood at its place.
    private static let searches = 3
    /// Overlap (intersection by union) that is "the same place".
    private static let samePlace = 0.6
    private static let most = 8

    private var places: [(box: Face.Box, seen: Int)] = []

    /// Takes note of one search; `found` is sorted by size.
    mutating func note(_ found: [Face.Box]) {
        guard let person = found.first else { return }
        let behind = found.dropFirst().filter { $0.area <= person.area * QualityRules.secondFaceShare }
        var next = places.filter { $0.seen >= Self.searches }
        for face in behind where !contains(face) {
            let before = places.first { Self.overlap($0.box, face) > Self.samePlace }
            next.append((before?.box ?? face, (before?.seen ?? 0) + 1))
        }
        places = Array(next.suffix(Self.most))
    }

    /// True for a face at a known place.
    func contains(_ face: Face.Box) -> Bool {
        places.contains { $0.seen >= Self.searches && Self.overlap($0.box, face) > Self.samePlace }
    }

    private static func overlap(_ one: Face.Box, _ other: Face.Box) -> Double {
        let width = min(one.right, other.right) - max(one.left, other.left)
        let height = min(one.bottom, other.bottom) - max(one.top, other.top)
        guard width > 0, height > 0 else { return 0 }
        return width * height / (one.area + other.area - width * height)
    }
}
