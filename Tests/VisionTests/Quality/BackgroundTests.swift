import HelperProtocol
import JPEGCodec
import Testing

@testable import FaceMatching
@testable import VirtualCamera

@ComputingTests
@Suite("Faces behind the person, far faces, light behind")
struct BackgroundTests {
    /// The frame with a picture of another person on the wall at its top left, the eyes 40 px apart.
    private static func withPicture(on frame: [UInt8]) throws -> [UInt8] {
        let (canvas, other) = try TestFrames.decoded(frame, try TestModels.picture("biden"))
        let place = FacePlace.known["biden"] ?? FacePlace(x: 0, y: 0, eyeDistance: 1)
        let scale = place.eyeDistance / 40
        let drawn = Picture(width: canvas.width, height: canvas.height, layout: .rgb) { target in
            target.copyMemory(from: canvas.bytes)
            // The frame of the picture: 160 by 160 pixels round the face.
            let (middleX, middleY) = (120, 120)
            for row in (middleY - 80)..<(middleY + 80) {
                for column in (middleX - 80)..<(middleX + 80) {
                    let x = Int(place.x + Double(column - middleX) * scale)
                    let y = Int(place.y + 20 * scale + Double(row - middleY) * scale)
                    guard x >= 0, y >= 0, x < other.width, y < other.height else { continue }
                    for colour in 0..<3 {
                        target[(row * canvas.width + column) * 3 + colour] =
                            other.bytes[(y * other.width + x) * 3 + colour]
                    }
                }
            }
        }
        return try JPEGEncoder().encode(drawn, quality: 90)
    }

    @Test("A picture on the wall disturbs nobody and does not take over when the person is gone")
    func picture() throws {
        var showing = try Showing(try TestModels.require())
        let together = try TestFrames.of(.person("obama3")).prefix(6).map(Self.withPicture)
        let alone = try Self.withPicture(on: try TestFrames.of(.empty)[0])
        // It can be found: to someone who comes while nobody is there it is a face far away.
        let lone = try showing.guidance([alone, alone])
        #expect(lone.last?.guidance == .tooFar && lone.last?.usable == false, "\(lone)")
        showing.pipeline.reset()
        let with = try showing.guidance(together + together + together + together)
        #expect(with.dropFirst().allSatisfy { $0.guidance == .good && $0.usable }, "\(with.map(\.guidance))")
        #expect(with.allSatisfy { ($0.face?.width ?? 0) > 0.15 })
        let gone = try showing.guidance([[UInt8]](repeating: alone, count: 75))
        #expect(gone.allSatisfy { !$0.usable && $0.face == nil }, "\(gone.map(\.guidance))")
        #expect(gone.last?.guidance == .noFace)
    }

    @Test("A face behind is left out while the person may be back, and for good when it never moves")
    func known() {
        let start = ContinuousClock.now
        let person = Face.Box(left: 500, top: 200, right: 780, bottom: 480)
        let small = Face.Box(left: 60, top: 60, right: 160, bottom: 160)
        var background = BackgroundFaces()
        #expect(background.inFront([small], at: start) == [small], "without a person it is a face far away")
        background.follow(person, at: start)
        for second in 0..<3 { #expect(background.inFront([small], at: start + .seconds(second)) == []) }
        #expect(background.inFront([small], at: start + .seconds(60)) == [])
        #expect(background.inFront([person, small], at: start + .seconds(61)) == [person])
        // Someone who waits and moves is left out only until the person is gone.
        var waiting = BackgroundFaces()
        waiting.follow(person, at: start)
        for second in 0..<6 {
            let left = 60.0 + 60 * Double(second)
            let face = Face.Box(left: left, top: 60, right: left + 100, bottom: 160)
            #expect(waiting.inFront([face], at: start + .seconds(second)) == (second < 4 ? [] : [face]))
        }
        // A second person of a comparable size is never behind.
        var second = BackgroundFaces()
        second.follow(person, at: start)
        let large = Face.Box(left: 60, top: 200, right: 240, bottom: 380)
        for _ in 0..<5 { #expect(second.inFront([person, large], at: start) == [person, large]) }
    }

    @Test("A face too far for the search at half size hears to come closer within a second, not that there is none")
    func far() throws {
        var showing = try Showing(try TestModels.require())
        let frames = Array(try TestFrames.person(eyeDistance: 36).prefix(20))
        let reports = try showing.guidance(frames)
        #expect(reports.allSatisfy { $0.guidance != .noFace }, "\(reports.map(\.guidance))")
        #expect(reports[16].guidance == .tooFar && !reports[16].usable, "\(reports[16])")
    }

    @Test("A window behind a dark face is light behind, not darkness")
    func lightBehind() throws {
        var showing = try Showing(try TestModels.require())
        let frame = try TestFrames.changed(try TestFrames.of(.person("obama3"))[0]) { column, value in
            column < 0.3 || column > 0.7 ? 255 : value * 0.35
        }
        let reports = try showing.guidance([[UInt8]](repeating: frame, count: 4))
        #expect(reports.last?.guidance == .tooBright, "\(reports)")
    }
}

extension TestFrames {
    /// Two JPEG pictures in colours.
    static func decoded(_ one: [UInt8], _ other: [UInt8]) throws -> (Picture, Picture) {
        let decoder = try JPEGDecoder()
        return (
            try one.withUnsafeBytes { try decoder.rgb(of: $0) }, try other.withUnsafeBytes { try decoder.rgb(of: $0) }
        )
    }
}
