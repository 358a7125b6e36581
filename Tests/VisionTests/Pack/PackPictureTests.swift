import Glibc
import JPEGCodec
import Testing

@testable import FacePack

@Suite("Face pack: pictures as networks want them")
struct PackPictureTests {
    /// Red grows with the column, green with the row.
    private static func ramp(_ width: Int, _ height: Int) -> Picture {
        Picture(width: width, height: height, layout: .rgb) { pixels in
            for row in 0..<height {
                for column in 0..<width {
                    let at = 3 * (row * width + column)
                    pixels[at] = UInt8(column)
                    pixels[at + 1] = UInt8(row)
                    pixels[at + 2] = 200
                }
            }
        }
    }

    @Test("planes follow each other in the order of the channels; mean and scale are applied")
    func planes() {
        let picture = Self.ramp(32, 32)
        let bgr = InputPlanes(PackInput(width: 32, height: 32, channels: .bgr), whole: picture)
        #expect(bgr.values.count == 3 * 32 * 32)
        #expect(bgr.values[0] == 200 && bgr.values[2 * 1024 + 5] == 5 && bgr.values[1024 + 3 * 32] == 3)
        let rgb = InputPlanes(
            PackInput(width: 32, height: 32, channels: .rgb, scale: 0.5, mean: [1, 2, 4]), whole: picture)
        #expect(rgb.values[9] == 4 && rgb.values[1024 + 9 * 32] == 3.5 && rgb.values[2 * 1024] == 98)
    }

    @Test("a turned, scaled and moved face comes back to the places of the template")
    func alignment() throws {
        let template = PackModel.Template.fivePoints112
        for (angle, scale, dx, dy) in [(0.0, 1.0, 0.0, 0.0), (0.3, 1.7, 20, -4), (-0.5, 0.6, 3, 30)] {
            let (c, s) = (cos(angle) * scale, sin(angle) * scale)
            let points = template.points.map {
                PackFace.Point(x: c * $0.x - s * $0.y + dx, y: s * $0.x + c * $0.y + dy)
            }
            let move = try #require(Similarity(from: points, to: template.points))
            for (from, to) in zip(points, template.points) {
                let back = move.inverse(to.x, to.y)
                #expect(abs(back.x - from.x) < 1e-6 && abs(back.y - from.y) < 1e-6)
            }
        }
    }

    @Test("points that fall together, or are no numbers, give no alignment")
    func degenerate() {
        let same = Array(repeating: PackFace.Point(x: 3, y: 3), count: 5)
        let odd = Array(repeating: PackFace.Point(x: .nan, y: .infinity), count: 5)
        let template = PackModel.Template.fivePoints112.points
        #expect(Similarity(from: same, to: template) == nil)
        #expect(Similarity(from: odd, to: template) == nil)
        #expect(Similarity(from: [], to: []) == nil)
    }

    @Test("a face at the edge: its surroundings are moved into the picture, none of it is outside")
    func surroundings() {
        let picture = Self.ramp(100, 60)
        let face = PackFace(x: 90, y: -10, width: 20, height: 20, score: 1, points: [])
        let input = PackInput(width: 80, height: 80, channels: .bgr)
        let planes = InputPlanes(input, round: face, crop: 2.7, in: picture)
        // Blue is 200 everywhere: a pixel from outside would be black.
        #expect(planes.values[0..<6400].allSatisfy { $0 > 199 && $0 < 201 })
        let huge = PackFace(x: 0, y: 0, width: 1e9, height: 1e9, score: 1, points: [])
        let far = InputPlanes(input, round: huge, crop: 4, in: picture).values
        #expect(far.allSatisfy { $0.isFinite })
    }

    @Test("the share of live is a softmax, and nothing where there is no such place")
    func share() {
        #expect(LivenessOutput.share([0, 0], at: 1) == 0.5)
        #expect(LivenessOutput.share([1000, 0, -1000], at: 0) == 1)
        #expect(LivenessOutput.share([1], at: 3) == nil && LivenessOutput.share([.nan, 1], at: 1) == nil)
    }
}
