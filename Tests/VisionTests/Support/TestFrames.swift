import CPictureWarp
import Glibc
import HelperProtocol
import JPEGCodec

@testable import FaceMatching
@testable import VirtualCamera

/// Frames of the virtual camera, drawn in this process, and ways to spoil them.
@ComputingTests
enum TestFrames {
    private static var drawn: [Scene: [[UInt8]]] = [:]

    /// A scene of the virtual camera, drawn once.
    static func of(_ scene: Scene) throws -> [[UInt8]] {
        if let frames = drawn[scene] { return frames }
        let frames = try SceneRenderer(folder: TestModels.folder, places: FacePlace.known, companion: "biden").frames(
            of: scene)
        drawn[scene] = frames
        return frames
    }

    /// The person `obama3` with the eyes so many pixels apart.
    static func person(eyeDistance: Double) throws -> [[UInt8]] {
        var place = FacePlace(x: 798, y: 396, eyeDistance: 123)
        place.eyeDistance *= 110 / eyeDistance
        return try SceneRenderer(folder: TestModels.folder, places: ["obama3": place], companion: "").frames(
            of: .person("obama3"))
    }

    /// The person with the head tilted.
    static func turned(degrees: Double) throws -> [[UInt8]] {
        try of(.person("obama3")).prefix(8).map { jpeg in
            let picture = try jpeg.withUnsafeBytes { try JPEGDecoder().rgb(of: $0) }
            let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
            let (x, y) = (Double(picture.width) / 2, Double(picture.height) / 2)
            let turned = Picture(width: picture.width, height: picture.height, layout: .rgb) { canvas in
                canvas.initializeMemory(as: UInt8.self, repeating: 120)
                var warp = picture_warp(
                    a: cosine, b: -sine, c: x - cosine * x + sine * y, d: sine, e: cosine,
                    f: y - sine * x - cosine * y, gain: 1)
                picture_warp_draw(
                    picture.bytes.bindMemory(to: UInt8.self).baseAddress, Int32(picture.width),
                    Int32(picture.height), canvas.bindMemory(to: UInt8.self).baseAddress, Int32(picture.width),
                    Int32(picture.height), 0, Int32(picture.width), &warp, nil)
            }
            return try JPEGEncoder().encode(turned, quality: 90)
        }
    }

    /// Changes each luma or colour value by its column (0…1) and itself.
    static func changed(_ jpeg: [UInt8], _ change: (_ column: Double, _ value: Double) -> Double) throws -> [UInt8] {
        let picture = try jpeg.withUnsafeBytes { try JPEGDecoder().rgb(of: $0) }
        let spoiled = Picture(width: picture.width, height: picture.height, layout: .rgb) { target in
            let bytes = picture.bytes
            let row = picture.width * 3
            let table = stride(from: 0, to: 64, by: 1).map { column in
                (0...255).map { UInt8(min(max(change((Double(column) + 0.5) / 64, Double($0)), 0), 255)) }
            }
            for index in 0..<bytes.count {
                target[index] = table[(index % row) * 64 / row][Int(bytes[index])]
            }
        }
        return try JPEGEncoder().encode(spoiled, quality: 90)
    }
}

/// Feeds frames to a pipeline at 15 a second of a made-up clock.
struct Showing {
    let pipeline: FacePipeline
    var now = ContinuousClock.now

    init(_ files: ModelFiles?, pack: (any MatcherSource)? = nil) throws {
        pipeline = try FacePipeline(files: files, pack: pack)
    }

    /// The guidance after each frame.
    mutating func guidance(_ frames: some Sequence<[UInt8]>) throws -> [GuidanceReport] {
        try frames.map { frame in
            now += .milliseconds(67)
            return try frame.withUnsafeBytes { try pipeline.take(jpeg: $0, at: now) }.guidance
        }
    }

    /// The outcome of an attempt that sees these frames again and again.
    mutating func attempt(_ frames: [[UInt8]], portrait: String, deadline: Duration) throws -> AttemptReport {
        let jpeg = try TestModels.picture(portrait)
        let refused = jpeg.withUnsafeBytes {
            pipeline.beginAttempt(id: "attempt 1", portrait: $0, deadline: deadline, at: now)
        }
        if let refused { return refused }
        var index = 0
        while true {
            now += .milliseconds(67)
            let result = try frames[index % frames.count].withUnsafeBytes { try pipeline.take(jpeg: $0, at: now) }
            if let outcome = result.outcome { return outcome }
            index += 1
            guard index < 1000 else { throw TestProblem("no outcome after \(index) frames") }
        }
    }
}
