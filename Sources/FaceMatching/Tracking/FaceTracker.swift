import JPEGCodec

/// Finds the face of each frame cheaply: searched at 640x360, then followed in a small region round its last place, with
/// a full search every fifth frame so that a second face is seen, and once a second at full resolution when there is
/// none, so that a person far away is told to come closer.
struct FaceTracker {
    private static let searchPixels = 640.0 * 360.0
    private static let followSide = 264.0
    private static let searchEvery = 5
    private static let fullSearchEvery = Duration.seconds(1)

    private var last: Face.Box?
    private var followed = 0
    private var lastFull: ContinuousClock.Instant?
    /// Area of the second face by the first, from the last full search.
    private(set) var secondFaceShare = 0.0
    private(set) var faces = 0

    /// The largest face; nil when there is none.
    mutating func find(_ engine: FaceEngine, _ gray: Picture, at now: ContinuousClock.Instant) -> Face.Box? {
        if let last, followed < Self.searchEvery - 1, secondFaceShare == 0,
            let box = follow(engine, gray, from: last)
        {
            followed += 1
            self.last = box
            return box
        }
        followed = 0
        var found = search(engine, gray, at: now)
        // A face too small for the search, found at full resolution before, is still followed.
        if found.isEmpty, let last, let box = follow(engine, gray, from: last) { found = [box] }
        let sizes = found.map(\.area).sorted(by: >)
        secondFaceShare = sizes.count > 1 ? sizes[1] / sizes[0] : 0
        faces = found.count
        last = largest(found)
        return last
    }

    private func follow(_ engine: FaceEngine, _ gray: Picture, from box: Face.Box) -> Face.Box? {
        let region = box.square(side: max(box.width * 2.2, 40))
        return largest(engine.faces(in: gray, region: region, scale: Self.followSide / region.width))
    }

    private mutating func search(
        _ engine: FaceEngine, _ gray: Picture, at now: ContinuousClock.Instant
    ) -> [Face.Box] {
        let scale = min(1, (Self.searchPixels / Double(gray.width * gray.height)).squareRoot())
        let found = engine.faces(in: gray, region: .whole(of: gray), scale: scale)
        guard found.isEmpty, scale < 1, lastFull.map({ now - $0 >= Self.fullSearchEvery }) ?? true else { return found }
        lastFull = now
        return engine.faces(in: gray, region: .whole(of: gray), scale: 1)
    }

    private func largest(_ boxes: [Face.Box]) -> Face.Box? { boxes.max { $0.area < $1.area } }
}
