import Glibc
import KioskTestSupport

@testable import FaceMatching

/// How a face, or a picture of one, is held before the camera. Angles in degrees, lengths in eye distances.
struct SimulatedPose {
    /// Towards the person's own left, the right of the picture.
    var yaw = 0.0
    var pitch = 0.0
    var roll = 0.0
    /// From the camera.
    var distance = 9.0
    /// Across the picture, as a share of the distance.
    var shift = 0.0
}

/// A face in three dimensions, or flat, seen in perspective by a camera whose focal length is a thousand pixels.
struct SimulatedFace {
    let isFlat: Bool
    private let texture: Texture

    init(isFlat: Bool, seed: UInt64) {
        self.isFlat = isFlat
        texture = Texture(seed: seed)
    }

    /// The base of the nose stands about 0.6 eye distances before the eyes; cheeks and temples lie behind them.
    private func depth(_ x: Double, _ y: Double) -> Double {
        guard !isFlat else { return 0 }
        let nose = 0.6 * exp(-(x * x) / 0.12 - (y - 0.62) * (y - 0.62) / 0.2)
        return nose - 0.3 * x * x - 0.1 * y * y
    }

    private func project(_ x: Double, _ y: Double, _ pose: SimulatedPose) -> (x: Double, y: Double) {
        let (yaw, pitch, roll) = (pose.yaw * .pi / 180, pose.pitch * .pi / 180, pose.roll * .pi / 180)
        let z = depth(x, y)
        let (x1, z1) = (x * cos(yaw) + z * sin(yaw), z * cos(yaw) - x * sin(yaw))
        let (y2, z2) = (y * cos(pitch) - z1 * sin(pitch), z1 * cos(pitch) + y * sin(pitch))
        let (x3, y3) = (x1 * cos(roll) - y2 * sin(roll), x1 * sin(roll) + y2 * cos(roll))
        let scale = 1000 / (pose.distance - z2)
        return (640 + (x3 + pose.shift * pose.distance) * scale, 300 + y3 * scale)
    }

    /// What a detector finds, with its noise in eye distances: that of the yaw proxy is 1.1 times as large.
    func landmarks(_ pose: SimulatedPose, noise: Double, _ random: inout SplitMix64) -> Face.Landmarks {
        let points = [(-0.5, 0.0), (0.5, 0.0), (0.0, 0.62)].map { project($0.0, $0.1, pose) }
        let scale = 1000 / pose.distance
        // The middle of an eye is the mean of two points.
        let noises = [noise / 2.0.squareRoot(), noise / 2.0.squareRoot(), noise]
        let seen = zip(points, noises).map { point, noise in
            (point.x + random.normal(noise) * scale, point.y + random.normal(noise) * scale)
        }
        return Face.Landmarks(leftEye: seen[0], rightEye: seen[1], nose: seen[2])
    }

    /// The picture round the face as the engine would cut it out.
    func patch(_ landmarks: Face.Landmarks, _ pose: SimulatedPose) -> FacePatch? {
        // The places on the face are worked out on a mesh and interpolated between.
        let mesh = 18
        let step = 2 * FacePatch.reach / Double(mesh)
        let places = (0...mesh).map { row in
            (0...mesh).map { column in
                source(
                    Double(column) * step - FacePatch.reach,
                    Double(row) * step - FacePatch.reach + FacePatch.middle, landmarks, pose)
            }
        }
        return FacePatch(nose: landmarks.nosePlace) { along, across in
            let (u, v) = ((along + FacePatch.reach) / step, (across - FacePatch.middle + FacePatch.reach) / step)
            let (column, row) = (min(Int(u), mesh - 1), min(Int(v), mesh - 1))
            let (fx, fy) = (u - Double(column), v - Double(row))
            func mix(_ value: ((x: Double, y: Double)) -> Double) -> Double {
                (value(places[row][column]) * (1 - fx) + value(places[row][column + 1]) * fx) * (1 - fy)
                    + (value(places[row + 1][column]) * (1 - fx) + value(places[row + 1][column + 1]) * fx) * fy
            }
            return texture.light(mix(\.x), mix(\.y))
        }
    }

    /// The point of the face that is seen at a place of the patch: by Newton's steps with a measured slope.
    private func source(
        _ along: Double, _ across: Double, _ landmarks: Face.Landmarks, _ pose: SimulatedPose
    ) -> (x: Double, y: Double) {
        let (ux, uy) = (landmarks.rightEye.x - landmarks.leftEye.x, landmarks.rightEye.y - landmarks.leftEye.y)
        let wanted = (
            x: landmarks.eyeMiddle.x + along * ux - across * uy, y: landmarks.eyeMiddle.y + along * uy + across * ux
        )
        var at = (x: along, y: across)
        for _ in 0..<8 {
            let (here, right, below) = (
                project(at.x, at.y, pose), project(at.x + 0.01, at.y, pose), project(at.x, at.y + 0.01, pose)
            )
            let (a, b) = ((right.x - here.x) * 100, (below.x - here.x) * 100)
            let (c, d) = ((right.y - here.y) * 100, (below.y - here.y) * 100)
            let determinant = a * d - b * c
            guard abs(determinant) > 1 else { break }
            let (dx, dy) = (wanted.x - here.x, wanted.y - here.y)
            at.x += min(max((d * dx - b * dy) / determinant, -0.3), 0.3)
            at.y += min(max((a * dy - c * dx) / determinant, -0.3), 0.3)
        }
        return at
    }
}

/// Random light and shade with the sizes that features of a face have.
struct Texture {
    private static let side = 96
    private static let reach = 3.0
    private var lights: [Float]

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let waves = (0..<24).map { _ in
            (
                x: random.uniform(-9...9), y: random.uniform(-9...9), phase: random.uniform(0...6.28),
                height: random.uniform(4...16)
            )
        }
        lights = (0..<Self.side * Self.side).map { index in
            let x = Self.place(index % Self.side)
            let y = Self.place(index / Self.side)
            return Float(waves.reduce(128) { $0 + $1.height * sin($1.x * x + $1.y * y + $1.phase) })
        }
    }

    private static func place(_ index: Int) -> Double { (Double(index) / Double(side - 1) * 2 - 1) * reach }

    func light(_ x: Double, _ y: Double) -> Float {
        let last = Double(Self.side - 1)
        let u = min(max((x / Self.reach + 1) / 2 * last, 0), last - 0.001)
        let v = min(max((y / Self.reach + 1) / 2 * last, 0), last - 0.001)
        let (column, row) = (Int(u), Int(v))
        let (fx, fy) = (Float(u - Double(column)), Float(v - Double(row)))
        let at = row * Self.side + column
        return (lights[at] * (1 - fx) + lights[at + 1] * fx) * (1 - fy)
            + (lights[at + Self.side] * (1 - fx) + lights[at + Self.side + 1] * fx) * fy
    }
}

extension SplitMix64 {
    mutating func uniform(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }

    /// Normal deviates of the given standard deviation (Box and Muller).
    mutating func normal(_ deviation: Double) -> Double {
        let radius = (-2 * log(Double.random(in: Double.leastNonzeroMagnitude...1, using: &self))).squareRoot()
        return deviation * radius * cos(uniform(0...(2 * .pi)))
    }
}
