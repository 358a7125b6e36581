/// Faces behind the person: pictures on the wall, people who wait. Much smaller than the person's, they are never taken for
/// the person while he or she may be back at once; one that also stays at its place is left out for good.
struct BackgroundFaces {
    /// Searches in which a face must have stood at its place.
    private static let searches = 3
    /// Overlap (intersection by union) that is "the same place".
    private static let samePlace = 0.6
    private static let most = 8
    /// How long a person who is lost keeps others from the place: longer than three searches at full resolution take.
    private static let absence = Duration.seconds(4)

    private var places: [(box: Face.Box, seen: Int)] = []
    private var person: (area: Double, at: ContinuousClock.Instant)?

    /// The faces of one search, sorted by size, without those behind.
    mutating func inFront(_ found: [Face.Box], at now: ContinuousClock.Instant) -> [Face.Box] {
        let limit = (person?.area ?? found.first?.area ?? 0) * QualityRules.secondFaceShare
        note(found.filter { $0.area <= limit })
        var front = found.filter { !contains($0) }
        if let person, now - person.at < Self.absence { front.removeAll { $0.area <= limit } }
        return front
    }

    /// The face that is taken for the person's.
    mutating func follow(_ face: Face.Box, at now: ContinuousClock.Instant) { person = (face.area, now) }

    /// True for a face at a known place.
    func contains(_ face: Face.Box) -> Bool {
        places.contains { $0.seen >= Self.searches && Self.overlap($0.box, face) > Self.samePlace }
    }

    /// A search at half size does not see what one at full size saw: a face that is not found now may still be there.
    private mutating func note(_ behind: [Face.Box]) {
        for face in behind {
            if let index = places.firstIndex(where: { Self.overlap($0.box, face) > Self.samePlace }) {
                places[index].seen = min(places[index].seen + 1, Self.searches)
            } else {
                places.append((face, 1))
            }
        }
        // Those that moved on make room first.
        while places.count > Self.most {
            places.remove(at: places.firstIndex { $0.seen < Self.searches } ?? 0)
        }
    }

    private static func overlap(_ one: Face.Box, _ other: Face.Box) -> Double {
        let width = min(one.right, other.right) - max(one.left, other.left)
        let height = min(one.bottom, other.bottom) - max(one.top, other.top)
        guard width > 0, height > 0 else { return 0 }
        return width * height / (one.area + other.area - width * height)
    }
}
