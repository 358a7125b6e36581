import Glibc
import JPEGCodec

/// A face and what is round it, small, with the eyes level: what one view is compared with another by. Places are in eye
/// distances from the middle between the eyes, so the eyes are at ±0.5.
struct FacePatch: Sendable {
    /// Numbers per row and rows.
    static let side = 72
    /// From the middle of the patch to its edges.
    static let reach = 1.8
    /// The middle of the patch is so far below the eyes.
    static let middle = 0.5

    /// Where the nose is.
    let nose: (along: Double, across: Double)
    private let memory: LockedBuffer

    /// - Parameter light: of a place, in any unit.
    /// - Returns: nil without memory.
    init?(nose: (along: Double, across: Double), light: (_ along: Double, _ across: Double) -> Float) {
        guard let memory = LockedBuffer(count: Self.side * Self.side * MemoryLayout<Float>.stride) else { return nil }
        let numbers = memory.bytes.bindMemory(to: Float.self)
        let cell = 2 * Self.reach / Double(Self.side)
        for row in 0..<Self.side {
            let across = (Double(row) + 0.5) * cell - Self.reach + Self.middle
            for column in 0..<Self.side {
                numbers[row * Self.side + column] = light((Double(column) + 0.5) * cell - Self.reach, across)
            }
        }
        self.nose = nose
        self.memory = memory
    }

    /// Cuts the patch out of a gray picture; each number is the mean of four pixels.
    init?(_ gray: Picture, _ landmarks: Face.Landmarks) {
        let (x, y) = landmarks.eyeMiddle
        let ux = landmarks.rightEye.x - landmarks.leftEye.x
        let uy = landmarks.rightEye.y - landmarks.leftEye.y
        guard gray.layout == .gray, landmarks.eyeDistance >= 8, gray.width > 1, gray.height > 1 else { return nil }
        let bytes = gray.bytes
        let (width, lastX, lastY) = (gray.width, Double(gray.width - 1), Double(gray.height - 1))
        let quarter = Self.reach / Double(Self.side) / 2
        self.init(nose: landmarks.nosePlace) { along, across in
            var sum: Float = 0
            for (dx, dy) in [(-quarter, -quarter), (quarter, -quarter), (-quarter, quarter), (quarter, quarter)] {
                let (a, b) = (along + dx, across + dy)
                let column = Int(min(max(x + a * ux - b * uy, 0), lastX))
                let row = Int(min(max(y + a * uy + b * ux, 0), lastY))
                sum += Float(bytes[row * width + column])
            }
            return sum / 4
        }
    }

    /// The numbers, row by row, valid as long as the patch lives.
    var numbers: UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(memory.bytes.assumingMemoryBound(to: Float.self))
    }
}
