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
        let unknown = try TextLayout(SlipDocument.Text("\u{10FFFD}", size: 40), size: 40, width: 200)
        #expect(unknown.unknownGlyphs == 1)
    }

    @Test("A text of 300 letters wraps and keeps all of its ink", arguments: SlipRenderer.Paper.allCases)
    func longTextWraps(paper: SlipRenderer.Paper) throws {
        let one = ink(try block(.text([text(String(repeating: "Ұ", count: 3))]), paper))
        let many = try block(.text([text(String(repeating: "Ұ", count: 300))]), paper)
        #expect(many.height > 10 * 24)
        // Glyphs fall on fractions of a dot, so their ink differs by some dots.
        let expected = 100 * one
        #expect(abs(ink(many) - expected) < expected / 20)
    }

    @Test("No slip has ink in its margins but what goes over the whole width", arguments: SlipRenderer.Paper.allCases)
    func margins(paper: SlipRenderer.Paper) throws {
        for language in Language.allCases {
            for (form, document) in Samples.all(language, paper: paper) {
                var document = document
                document.parts.removeAll { $0.block.goesOverTheWholeWidth }
                let raster = try SlipRenderer(paper: paper).raster(document)
                #expect(raster.width == paper.rawValue)
                #expect(hasWhiteMargins(raster), "\(form) \(language)")
            }
        }
    }

    @Test("A number of any length fits: the largest size that does", arguments: ["A-001", "EDS-2025-000123", "7"])
    func largeNumberFits(number: String) throws {
        let raster = try block(.number(text(number, size: 200, smallest: 20)), .mm80)
        #expect(hasWhiteMargins(raster))
        let short = try block(.number(text("A-001", size: 200, smallest: 20)), .mm80)
        #expect(short.height > raster.height || number != "EDS-2025-000123")
    }

    @Test("The same document gives the same dots every time")
    func deterministic() throws {
        for (form, document) in Samples.all(.kazakh, paper: .mm80) {
            let first = try SlipRenderer().raster(document)
            #expect(try SlipRenderer().raster(document) == first, "\(form)")
        }
    }

    @Test("The QR code of a referral is read back from the PNG by zbarimg", arguments: SlipRenderer.Paper.allCases)
    func codeIsReadBack(paper: SlipRenderer.Paper) async throws {
        try RealPart.require(programs: "zbarimg")
        let folder = try TemporaryFolder("slip")
        let path = try folder.write(
            "slip.png", try SlipRenderer(paper: paper).png(Samples.referral(paper: paper)))
        let output = try await Tool.run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path])
        #expect(output.succeeded)
        #expect(output.standardOutput == String(decoding: Samples.signedOutcomes, as: UTF8.self) + "\n")
    }

    @Test("A code too dense to be read from this paper is an error, not a clipped code", arguments: [1000, 2331, 3000])
    func codeTooDense(bytes: Int) throws {
        let document = SlipDocument([.qr(payload: .init(repeating: 7, count: bytes))])
        #expect(throws: SlipRenderingError.codeTooLarge) { try SlipRenderer(paper: .mm58).raster(document) }
        #expect(try SlipRenderer(paper: .mm58).examine(document).problems.map(\.kind) == [.codeTooDense])
    }

    private func text(_ string: String, size: Int = 28, smallest: Int? = nil) -> SlipDocument.Text {
        SlipDocument.Text(string, size: size, smallest: smallest)
    }

    private func block(_ block: SlipDocument.Block, _ paper: SlipRenderer.Paper) throws -> Raster {
        try SlipRenderer(paper: paper).raster(SlipDocument([block]))
    }

    /// The margin is one byte wide on each side; an f or a j may lean two dots into it.
    private func hasWhiteMargins(_ raster: Raster) -> Bool {
        stride(from: 0, to: raster.bytes.count, by: raster.bytesPerRow).allSatisfy {
            raster.bytes[$0] & 0xFC == 0 && raster.bytes[$0 + raster.bytesPerRow - 1] & 0x3F == 0
        }
    }

    private func ink(_ raster: Raster) -> Int { raster.bytes.reduce(0) { $0 + $1.nonzeroBitCount } }

    private func picture(of text: String) throws -> Raster {
        let layout = try TextLayout(SlipDocument.Text(text, size: 40), size: 40, width: 80)
        let canvas = try Canvas(width: 80, height: 80)
        layout.draw(on: canvas, x: 4, y: 4)
        return try canvas.raster()
    }
}

extension SlipDocument.Block {
    fileprivate var goesOverTheWholeWidth: Bool {
        switch self {
        case .band, .ruler, .bars: true
        case .text, .framed, .number, .table, .line, .qr: false
        }
    }
}
