import CFace
import Glibc
import JPEGCodec

/// One face in a picture, in pixels of that picture.
struct Face: Sendable, Hashable {
    /// A rectangle; right and bottom are outside.
    struct Box: Sendable, Hashable {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double
        /// Score of the detector.
        var score = 0.0

        var width: Double { right - left }
        var height: Double { bottom - top }
        var area: Double { max(width, 0) * max(height, 0) }
        var middle: (x: Double, y: Double) { ((left + right) / 2, (top + bottom) / 2) }

        static func whole(of picture: Picture) -> Box {
            Box(left: 0, top: 0, right: Double(picture.width), bottom: Double(picture.height))
        }

        /// A square round the middle.
        func square(side: Double) -> Box {
            let (x, y) = middle
            return Box(left: x - side / 2, top: y - side / 2, right: x + side / 2, bottom: y + side / 2)
        }

        /// The same place in a picture of another size.
        func scaled(by factor: Double) -> Box {
            Box(left: left * factor, top: top * factor, right: right * factor, bottom: bottom * factor, score: score)
        }
    }

    /// The middles of the eyes and the base of the nose.
    struct Landmarks: Sendable, Hashable {
        var leftEye: (x: Double, y: Double) { (values[0], values[1]) }
        var rightEye: (x: Double, y: Double) { (values[2], values[3]) }
        var nose: (x: Double, y: Double) { (values[4], values[5]) }
        private var values: [Double]

        /// Left and right as seen in the picture.
        init(leftEye: (Double, Double), rightEye: (Double, Double), nose: (Double, Double)) {
            values = [leftEye.0, leftEye.1, rightEye.0, rightEye.1, nose.0, nose.1]
        }

        /// Pixels between the eyes.
        var eyeDistance: Double { hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y) }

        var eyeMiddle: (x: Double, y: Double) { ((leftEye.x + rightEye.x) / 2, (leftEye.y + rightEye.y) / 2) }

        /// Where the nose is, in eye distances along the line between the eyes and square to it.
        var nosePlace: (along: Double, across: Double) {
            let distance = max(eyeDistance, 1)
            let ux = (rightEye.x - leftEye.x) / distance
            let uy = (rightEye.y - leftEye.y) / distance
            let dx = nose.x - eyeMiddle.x
            let dy = nose.y - eyeMiddle.y
            return ((dx * ux + dy * uy) / distance, (dy * ux - dx * uy) / distance)
        }

        /// Tilt of the line between the eyes in degrees.
        var roll: Double { atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x) * 180 / .pi }
    }

    var box: Box
    var landmarks: Landmarks?

    /// Distance between the eyes; without landmarks from the width of the box, of which it is about 0.4.
    var eyeDistance: Double { landmarks?.eyeDistance ?? box.width * 0.4 }
}

extension Face.Box {
    init(_ box: kface_box) {
        self.init(
            left: Double(box.left), top: Double(box.top), right: Double(box.right) + 1, bottom: Double(box.bottom) + 1,
            score: box.score)
    }

    var forC: kface_box {
        kface_box(
            left: Int32(left), top: Int32(top), right: Int32(right) - 1, bottom: Int32(bottom) - 1, score: score)
    }
}

extension Face.Landmarks {
    /// dlib's order: the corners of the eye on the right of the picture, of the one on its left, the nose.
    init(_ points: kface_points) {
        let x = [points.x.0, points.x.1, points.x.2, points.x.3, points.x.4].map(Double.init)
        let y = [points.y.0, points.y.1, points.y.2, points.y.3, points.y.4].map(Double.init)
        self.init(
            leftEye: ((x[2] + x[3]) / 2, (y[2] + y[3]) / 2), rightEye: ((x[0] + x[1]) / 2, (y[0] + y[1]) / 2),
            nose: (x[4], y[4]))
    }
}
