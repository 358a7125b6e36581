import CPango
import KioskTestSupport
import SlipRaster
import Testing

@testable import SlipPrinter

/// Issue 5, shown by: the glyphs of the 18 Kazakh letters are those that Pango's own program draws.
@Suite("Kazakh letters beside Pango's own picture", .timeLimit(.minutes(2)))
struct GlyphReferenceTests {
    @Test(
        "All 18 letters, dot by dot, in the sizes of slips",
        arguments: [(20, false), (28, true), (56, false), (190, true)])
    func glyphs(size: Int, isBold: Bool) async throws {
        try RealPart.require(programs: "pango-view")
        let folder = try TemporaryFolder("glyphs")
        for letter in SlipDocument.kazakhLetters {
            let path = folder.file("reference.png")
            let weight = isBold ? " Bold" : ""
            let drawn = try await Tool.run(
                "pango-view",
                [
                    "--no-display", "--font=DejaVu Sans\(weight) \(size)px", "--text=\(letter)", "--margin=8",
                    "--hinting=none", "--hint-metrics=off", "--antialias=gray", "--language=kk", "--output=\(path)",
                ])
            #expect(drawn.succeeded)
            let reference = try #require(Self.dots(ofPNG: path))
            #expect(try Self.dots(String(letter), size, isBold) == reference, "\(letter) \(size)")
            #expect(reference.contains { $0.contains(true) })
        }
    }

    /// The letter as it comes on a slip, without the white around it.
    private static func dots(_ letter: String, _ size: Int, _ isBold: Bool) throws -> [[Bool]] {
        let side = 3 * size
        let text = SlipDocument.Text(letter, size: size, isBold: isBold)
        let layout = try TextLayout(text, size: size, width: side)
        let canvas = try Canvas(width: side, height: side)
        layout.draw(on: canvas, x: 8, y: 8)
        let raster = try canvas.raster()
        return trimmed((0..<side).map { y in (0..<side).map { raster[$0, y] } })
    }

    /// Black where more than half of a pixel is covered.
    private static func dots(ofPNG path: String) -> [[Bool]]? {
        guard let surface = cairo_image_surface_create_from_png(path) else { return nil }
        defer { cairo_surface_destroy(surface) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface)
        else { return nil }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let width = Int(cairo_image_surface_get_width(surface))
        // Four bytes a pixel; a grey one has the same in each colour.
        return trimmed(
            (0..<Int(cairo_image_surface_get_height(surface))).map { y in
                (0..<width).map { data[y * stride + 4 * $0] < 128 }
            })
    }

    private static func trimmed(_ rows: [[Bool]]) -> [[Bool]] {
        let inked = rows.indices.filter { rows[$0].contains(true) }
        guard let top = inked.first, let bottom = inked.last else { return [] }
        let left = inked.compactMap { rows[$0].firstIndex(of: true) }.min() ?? 0
        let right = inked.compactMap { rows[$0].lastIndex(of: true) }.max() ?? 0
        return rows[top...bottom].map { Array($0[left...right]) }
    }
}
