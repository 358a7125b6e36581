import KioskDomain
import KioskTestSupport
import SlipRaster
import Testing

@testable import SlipPrinter

@Suite("Slip rendering")
struct SlipRendererTests {
    @Test("All 18 Kazakh letters have glyphs of their own, none is the missing-glyph box")
    func kazakhLetters() throws {
        #expect(SlipDocument.kazakhLetters.count == 18)
        #expect(try SlipRenderer.missingLetters() == "")
        let box = try picture(of: "\u{10FFFD}")
        var seen: Set<Raster> = [box]
        for letter in SlipDocument.kazakhLetters {
            let glyph = try picture(of: String(letter))
            #expect(!glyph.isBlank, "\(letter) has no ink")
            #expect(seen.insert(glyph).inserted, "\(letter) looks like another letter or like the box")
        }
        #expect(try TextLayout("\u{10FFFD}", .plain(40), width: 200, language: .kazakh).unknownGlyphs == 1)
    }

    @Test("A text of 300 letters wraps and keeps all of its ink", arguments: SlipRenderer.Paper.allCases)
    func longTextWraps(paper: SlipRenderer.Paper) throws {
        let one = ink(try block(.text(all(String(repeating: "Ұ", count: 3))), paper))
        let many = try block(.text(all(String(repeating: "Ұ", count: 300))), paper)
        let empty = ink(try block(.text(all(" ")), paper))
        #expect(many.height > 10 * 24)
        // Glyphs fall on fractions of a dot, so their ink differs by some dots.
        let expected = 100 * (one - empty)
        #expect(abs(ink(many) - empty - expected) < expected / 20)
    }

    @Test("No slip has ink in its margins, on either paper and in any language", arguments: SlipRenderer.Paper.allCases)
    func margins(paper: SlipRenderer.Paper) throws {
        for language in Language.allCases {
            for sample in Samples.all(language) where !["test-page", "queue-copy", "eds"].contains(sample.name) {
                let raster = try SlipRenderer(paper: paper).raster(sample.document)
                #expect(raster.width == paper.rawValue)
                #expect(hasWhiteMargins(raster), "\(sample.name)")
            }
        }
    }

    @Test("A number of any length fits: the largest size that does", arguments: ["A-001", "EDS-2025-000123", "7"])
    func largeNumberFits(number: String) throws {
        let raster = try block(.largeNumber(number), .mm80)
        #expect(hasWhiteMargins(raster))
        let short = try block(.largeNumber("A-001"), .mm80)
        #expect(short.height > raster.height || number != "EDS-2025-000123")
    }

    @Test("The same document gives the same dots every time")
    func deterministic() throws {
        for sample in Samples.all(.kazakh) {
            let first = try SlipRenderer().raster(sample.document)
            #expect(try SlipRenderer().raster(sample.document) == first, "\(sample.name)")
        }
    }

    @Test("The QR code of a referral is read back from the PNG by zbarimg", arguments: SlipRenderer.Paper.allCases)
    func codeIsReadBack(paper: SlipRenderer.Paper) async throws {
        try RealPart.require(programs: "zbarimg")
        let folder = try TemporaryFolder("slip")
        let path = try folder.write("slip.png", try SlipRenderer(paper: paper).png(Samples.referral()))
        let output = try await Tool.run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path])
        #expect(output.succeeded)
        #expect(output.standardOutput == String(decoding: Samples.signedOutcomes, as: UTF8.self) + "\n")
    }

    @Test("A payload that no code on this paper can hold is an error, not a clipped code")
    func codeTooLarge() throws {
        let document = SlipDocument(
            context: Samples.context(), blocks: [.qr(payload: .init(repeating: 7, count: 3000), caption: all("x"))])
        #expect(throws: SlipRenderingError.codeTooLarge) { try SlipRenderer().raster(document) }
    }

    private func all(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }

    private func block(_ block: SlipDocument.Block, _ paper: SlipRenderer.Paper) throws -> Raster {
        try SlipRenderer(paper: paper).raster(SlipDocument(context: Samples.context(), blocks: [block]))
    }

    /// The margin is one byte wide on each side.
    private func hasWhiteMargins(_ raster: Raster) -> Bool {
        stride(from: 0, to: raster.bytes.count, by: raster.bytesPerRow).allSatisfy {
            raster.bytes[$0] == 0 && raster.bytes[$0 + raster.bytesPerRow - 1] == 0
        }
    }

    private func ink(_ raster: Raster) -> Int { raster.bytes.reduce(0) { $0 + $1.nonzeroBitCount } }

    private func picture(of text: String) throws -> Raster {
        let layout = try TextLayout(text, .plain(40), width: 80, language: .kazakh)
        let canvas = try Canvas(width: 80, height: 80)
        layout.draw(on: canvas, x: 4, y: 4)
        return try canvas.raster()
    }
}
