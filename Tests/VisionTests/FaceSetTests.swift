import CPictureWarp
import FaceMatching
import FoundationEssentials
import HelperProtocol
import JPEGCodec
import KioskTestSupport
import Testing

@ComputingTests
@Suite("AT&T face set: error counts at the shipped threshold")
struct FaceSetTests {
    private nonisolated static let folder = RealPart.environment("KIOSK_TEST_DATA").map { "\($0)/faces/att" }

    @Test(
        "Five fused frames against one portrait: no false match, at most one false non-match in twenty",
        .enabled(if: folder != nil, "KIOSK_TEST_DATA is not set"))
    func fused() throws {
        let comparison = try PictureComparison(files: try TestModels.require())
        let folder = try #require(Self.folder)
        let people = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("s") }.sorted()
        var portraits: [PictureComparison.Template] = []
        var probes: [PictureComparison.Template] = []
        var missed = 0
        for person in people {
            var templates: [PictureComparison.Template] = []
            for number in 1...6 {
                let jpeg = try Self.enlarged("\(folder)/\(person)/\(number).pgm")
                if let template = try? comparison.template(jpeg, mirrored: number == 1) {
                    templates.append(template)
                } else {
                    missed += 1
                }
            }
            portraits.append(try #require(templates.first))
            probes.append(try #require(PictureComparison.Template.fused(Array(templates.dropFirst()))))
        }
        let limit = MatchThreshold.shipped.distance
        var falseNonMatches = 0
        var falseMatches = 0
        for (row, portrait) in portraits.enumerated() {
            for (column, probe) in probes.enumerated() {
                let isMatch = portrait.distance(to: probe) <= limit
                if row == column, !isMatch { falseNonMatches += 1 }
                if row != column, isMatch { falseMatches += 1 }
            }
        }
        let pairs = people.count * (people.count - 1)
        print(
            "AT&T, \(people.count) people: \(falseNonMatches) of \(people.count) genuine refused, "
                + "\(falseMatches) of \(pairs) impostors accepted at \(limit), \(missed) pictures without a face")
        #expect(people.count == 20)
        #expect(falseMatches == 0)
        #expect(falseNonMatches <= 1)
    }

    /// A small PGM picture at 400 px width with a border that repeats its edge, as JPEG.
    private static func enlarged(_ path: String) throws -> [UInt8] {
        let file = try Array(Data(contentsOf: URL(filePath: path)))
        let (width, height, border) = (92, 112, 14)
        let pixels = Array(file.suffix(width * height))
        let (wide, high) = (width + 2 * border, height + 2 * border)
        let small = (0..<(wide * high * 3)).map { index in
            let x = min(max(index / 3 % wide - border, 0), width - 1)
            let y = min(max(index / 3 / wide - border, 0), height - 1)
            return pixels[y * width + x]
        }
        let factor = 400.0 / Double(width)
        let size = (Int(Double(wide) * factor) - 8, Int(Double(high) * factor) - 8)
        let picture = Picture(width: size.0, height: size.1, layout: .rgb) { canvas in
            var warp = picture_warp(a: 1 / factor, b: 0, c: 0, d: 0, e: 1 / factor, f: 0, gain: 1)
            picture_warp_draw(
                small, Int32(wide), Int32(high), canvas.bindMemory(to: UInt8.self).baseAddress, Int32(size.0),
                Int32(size.1), 0, Int32(size.0), &warp)
        }
        return try JPEGEncoder().encode(picture, quality: 95)
    }
}
