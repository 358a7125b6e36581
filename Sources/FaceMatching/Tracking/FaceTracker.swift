import JPEGCodec

/// Finds the face of each frame cheaply: searched at 640x360, then followed in a small region round its last place, with
/// a full search every fifth frame so that a second face is seen, and once a second at full resolution when there is
/// none, so that a person far away is told to come closer.
struct FaceTracker {
    private static let searchPixels = 640.0 * 360.0
    private static let wholePixels = 1280.0 * 720.0
    private static let followSide = 264.0
    private static let searchEvery = 5
    private static let wholeSearchEvery = Duration.seconds(1)

    private var last: Face.Box?
    private var followed = 0
    private var lastWholeSearch: ContinuousClock.Instant?
    private var background = BackgroundFaces()
    /// Area of the second face by the first, from the last search; faces behind left out.
    private(set) var secondFaceShare = 0.0
    /// Faces of the last search, those behind left out.
    private(set) var faces = 0

    /// The largest face, in pixels of the whole picture; nil when there is none.
    ///
    /// - Throws: `JPEGError` for a picture that cannot be decoded; what is known stays.
    mutating func find(
        _ engine: FaceEngine, _ pixels: FramePixels, at now: ContinuousClock.Instant
    ) throws(JPEGError) -> Face.Box? {
        if let last, followed < Self.searchEvery - 1, secondFaceShare <= QualityRules.secondFaceShare,
            let box = try follow(engine, pixels, from: last)
        {
            followed += 1
            self.last = box
            background.follow(box, at: now)
            return box
        }
        followed = 0
        var found = try search(engine, try pixels.searchLuma(), of: pixels, Self.searchPixels, at: now)
        // A face too small for the search, found at full resolution before, is still followed.
        if found.isEmpty, let last, let box = try follow(engine, pixels, from: last) { found = [box] }
        if found.isEmpty, lastWholeSearch.map({ now - $0 >= Self.wholeSearchEvery }) ?? true {
            lastWholeSearch = now
            found = try search(engine, try pixels.luma(), of: pixels, Self.wholePixels, at: now)
        }
        secondFaceShare = found.count > 1 ? found[1].area / found[0].area : 0
        faces = found.count
        last = found.first
        if let last { background.follow(last, at: now) }
        return last
    }

    private func follow(
        _ engine: FaceEngine, _ pixels: FramePixels, from box: Face.Box
    ) throws(JPEGError) -> Face.Box? {
        let region = box.square(side: max(box.width * 2.2, 40))
        return engine.faces(in: try pixels.luma(), region: region, scale: Self.followSide / region.width)
            .filter { !background.contains($0) }.max { $0.area < $1.area }
    }

    /// All faces but those behind the person, the largest first.
    private mutating func search(
        _ engine: FaceEngine, _ gray: Picture, of pixels: FramePixels, _ limit: Double,
        at now: ContinuousClock.Instant
    ) throws(JPEGError) -> [Face.Box] {
        let scale = min(1, (limit / Double(gray.width * gray.height)).squareRoot())
        let factor = Double(pixels.width) / Double(gray.width)
        let found = engine.faces(in: gray, region: .whole(of: gray), scale: scale).map { $0.scaled(by: factor) }
            .sorted { $0.area > $1.area }
        return background.inFront(found, at: now)
    }
}
