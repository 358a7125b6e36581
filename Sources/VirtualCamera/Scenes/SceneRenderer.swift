import CPictureWarp
import FoundationEssentials
import Glibc
import JPEGCodec
import KioskDevices
import KioskDomain

/// A scene with its pictures.
struct SceneDrawing {
    struct Person {
        var picture: Picture
        var place: FacePlace
        /// Share of the width of the canvas.
        var middle: Double
    }

    var people: [Person] = []
    var gain: Double
    /// What a telephone shows.
    var code: CodePicture?
}

/// Draws a scene as a loop of JPEG frames in which the person sways a little, so that no two frames are equal.
struct SceneRenderer {
    static let width = 1280
    static let height = 720
    /// Frames of the loop: two seconds at 15 a second.
    static let count = 30
    /// Pixels between the eyes; the least that is asked of a person is 70.
    fileprivate static let eyeDistance = 110.0
    /// By this remark the frames name themselves virtual (RULES R1).
    private static let remark = Array("VIRTUAL kiosk-sim".utf8)

    let folder: String
    let places: [String: FacePlace]
    /// Stands beside the person in the scene of two faces.
    let companion: String

    /// The frames of a whole loop.
    ///
    /// - Throws: `camera.missing` when a picture cannot be read.
    func frames(of scene: Scene, pose: HeadPose = .ahead) throws(Failure) -> [[UInt8]] {
        let drawing = try drawing(of: scene)
        return try (0..<Self.count).map { (index) throws(Failure) in try frame(index, of: drawing, pose: pose) }
    }

    /// A scene with its pictures read.
    ///
    /// - Throws: `camera.missing` when a picture cannot be read.
    func drawing(of scene: Scene) throws(Failure) -> SceneDrawing {
        let people: [(name: String, middle: Double)] =
            switch scene {
            case .person(let name), .dark(let name): [(name, 0.5)]
            case .twoFaces(let name): [(name, 0.28), (name == companion ? "obama" : companion, 0.74)]
            case .empty, .code: []
            }
        var drawing = SceneDrawing(gain: 1)
        if case .code(let text) = scene { drawing.code = try CodePicture(text) }
        if case .dark = scene { drawing.gain = 0.06 }
        for person in people {
            let picture = try picture(person.name)
            let place = places[person.name] ?? .guess(width: picture.width, height: picture.height)
            drawing.people.append(.init(picture: picture, place: place, middle: person.middle))
        }
        return drawing
    }

    /// One frame of the loop. The first person holds the head so; one beside does as before.
    func frame(_ index: Int, of drawing: SceneDrawing, pose: HeadPose) throws(Failure) -> [UInt8] {
        do {
            let picture = draw(drawing, frame: index, pose: pose)
            return Self.marked(try JPEGEncoder().encode(picture, quality: 80))
        } catch {
            throw Failure(.cameraMissing, "virtual camera: \(error)")
        }
    }

    private func picture(_ name: String) throws(Failure) -> Picture {
        let path = "\(folder)/\(name).jpg"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.cameraMissing, "virtual camera: no picture \(path)")
        }
        do {
            let decoder = try JPEGDecoder()
            return try data.withUnsafeBytes { try decoder.rgb(of: $0) }
        } catch {
            throw Failure(.cameraMissing, "virtual camera: \(path): \(error)")
        }
    }

    private func draw(_ drawing: SceneDrawing, frame: Int, pose: HeadPose) -> Picture {
        Picture(width: Self.width, height: Self.height, layout: .rgb) { canvas in
            Self.drawWall(canvas, frame: frame, gain: drawing.gain)
            // A hand that holds a telephone is never still.
            let sway = 6 * cos(2 * Double.pi * Double(frame) / Double(Self.count))
            drawing.code?.draw(canvas, width: Self.width, height: Self.height, right: Int(sway))
            for (index, person) in drawing.people.enumerated() {
                let phase = 2 * Double.pi * Double(frame) / Double(Self.count) + Double(index)
                let stance = Stance(phase: phase, middle: person.middle, size: index == 0 ? pose.size : 1)
                var warp = Self.warp(person.place, stance)
                warp.gain = drawing.gain
                let half = drawing.people.count > 1 ? Self.width / 2 : Self.width
                let left = index * half
                var head = index == 0 ? Self.head(pose, stance) : picture_head()
                picture_warp_draw(
                    person.picture.bytes.bindMemory(to: UInt8.self).baseAddress, Int32(person.picture.width),
                    Int32(person.picture.height), canvas.bindMemory(to: UInt8.self).baseAddress, Int32(Self.width),
                    Int32(Self.height), Int32(left), Int32(left + half), &warp, &head)
            }
        }
    }

    /// A wall, a little lighter at the top, whose light breathes so that an empty room is not a frozen picture.
    private static func drawWall(_ canvas: UnsafeMutableRawBufferPointer, frame: Int, gain: Double) {
        let breath = 4 * sin(2 * Double.pi * Double(frame) / Double(count))
        for row in 0..<height {
            let light = (170 - 60 * Double(row) / Double(height) + breath) * gain
            guard let start = canvas.baseAddress else { return }
            memset(start + row * width * 3, Int32(max(light, 0)), width * 3)
        }
    }

    /// Where a swaying person is on the canvas: shifted by up to 6 px, scaled by 2 %, turned by 1.5 degrees.
    private struct Stance {
        let x: Double
        let y: Double
        let angle: Double
        let eyes: Double

        init(phase: Double, middle: Double, size: Double) {
            x = Double(SceneRenderer.width) * middle + 6 * cos(phase)
            y = Double(SceneRenderer.height) * 0.42 + 4 * sin(2 * phase + 1)
            angle = 1.5 * Double.pi / 180 * sin(2 * phase)
            eyes = SceneRenderer.eyeDistance * size / (1 + 0.02 * sin(phase))
        }
    }

    /// From canvas to source.
    private static func warp(_ place: FacePlace, _ stance: Stance) -> picture_warp {
        let scale = place.eyeDistance / stance.eyes
        let (a, b) = (scale * cos(stance.angle), -scale * sin(stance.angle))
        let (x, y) = (stance.x, stance.y)
        return picture_warp(
            a: a, b: b, c: place.x - a * x - b * y, d: -b, e: a, f: place.y + b * x - a * y, gain: 1)
    }

    /// A head that is held as in its picture has no shape: its frames are those of the picture.
    private static func head(_ pose: HeadPose, _ stance: Stance) -> picture_head {
        guard pose != .ahead else { return picture_head() }
        // A tenth: eyes 6.3 cm apart, seen from 63 cm.
        return picture_head(
            x: stance.x, y: stance.y, eyes: stance.eyes, turn: pose.turn * .pi / 180, nearer: (pose.size - 1) / 10)
    }

    /// Adds the remark as a COM segment (ITU-T T.81 B.2.4.5) behind the first marker.
    private static func marked(_ jpeg: [UInt8]) -> [UInt8] {
        let length = remark.count + 2
        return jpeg[0..<2] + [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)] + remark + jpeg[2...]
    }
}
