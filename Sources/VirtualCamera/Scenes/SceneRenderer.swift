import CPictureWarp
import FoundationEssentials
import Glibc
import JPEGCodec
import KioskDevices
import KioskDomain

/// Draws a scene as a loop of JPEG frames in which the person sways a little, so that no two frames are equal.
struct SceneRenderer {
    static let width = 1280
    static let height = 720
    /// Frames of the loop: two seconds at 15 a second.
    static let count = 30
    /// Pixels between the eyes; the least that is asked of a person is 70.
    private static let eyeDistance = 110.0
    /// By this remark the frames name themselves virtual (RULES R1).
    private static let remark = Array("VIRTUAL kiosk-sim".utf8)

    let folder: String
    let places: [String: FacePlace]
    /// Stands beside the person in the scene of two faces.
    let companion: String

    /// - Throws: `camera.missing` when a picture cannot be read.
    func frames(of scene: Scene) throws(Failure) -> [[UInt8]] {
        let people: [(name: String, middle: Double)] =
            switch scene {
            case .person(let name), .dark(let name): [(name, 0.5)]
            case .twoFaces(let name): [(name, 0.28), (name == companion ? "obama" : companion, 0.74)]
            case .empty: []
            }
        var sources: [(picture: Picture, place: FacePlace, middle: Double)] = []
        for person in people {
            let picture = try picture(person.name)
            let place = places[person.name] ?? .guess(width: picture.width, height: picture.height)
            sources.append((picture, place, person.middle))
        }
        let isDark = if case .dark = scene { true } else { false }
        do {
            let encoder = try JPEGEncoder()
            return try (0..<Self.count).map { index in
                let picture = draw(sources, frame: index, gain: isDark ? 0.06 : 1)
                return Self.marked(try encoder.encode(picture, quality: 80))
            }
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

    private func draw(
        _ sources: [(picture: Picture, place: FacePlace, middle: Double)], frame: Int, gain: Double
    ) -> Picture {
        Picture(width: Self.width, height: Self.height, layout: .rgb) { canvas in
            Self.drawWall(canvas, frame: frame, gain: gain)
            for (index, source) in sources.enumerated() {
                let phase = 2 * Double.pi * Double(frame) / Double(Self.count) + Double(index)
                var warp = Self.warp(source.place, middle: source.middle, phase: phase)
                warp.gain = gain
                let half = sources.count > 1 ? Self.width / 2 : Self.width
                let left = index * half
                picture_warp_draw(
                    source.picture.bytes.bindMemory(to: UInt8.self).baseAddress, Int32(source.picture.width),
                    Int32(source.picture.height), canvas.bindMemory(to: UInt8.self).baseAddress, Int32(Self.width),
                    Int32(Self.height), Int32(left), Int32(left + half), &warp)
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

    /// From canvas to source: shift by up to 6 px, scale by 2 %, turn by 1.5 degrees.
    private static func warp(_ place: FacePlace, middle: Double, phase: Double) -> picture_warp {
        let scale = place.eyeDistance / eyeDistance * (1 + 0.02 * sin(phase))
        let angle = 1.5 * Double.pi / 180 * sin(2 * phase)
        let x = Double(width) * middle + 6 * cos(phase)
        let y = Double(height) * 0.42 + 4 * sin(2 * phase + 1)
        let (a, b) = (scale * cos(angle), -scale * sin(angle))
        return picture_warp(
            a: a, b: b, c: place.x - a * x - b * y, d: -b, e: a, f: place.y + b * x - a * y, gain: 1)
    }

    /// Adds the remark as a COM segment (ITU-T T.81 B.2.4.5) behind the first marker.
    private static func marked(_ jpeg: [UInt8]) -> [UInt8] {
        let length = remark.count + 2
        return jpeg[0..<2] + [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)] + remark + jpeg[2...]
    }
}
