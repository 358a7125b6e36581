import FoundationEssentials
import KioskTestSupport
import SlipRaster
import Testing

@testable import SlipPrinter

/// Issue item 6: the picture in each family's own command, on both papers, read back by the manuals' tables.
@Suite("Pictures of each family")
struct RasterTests {
    @Test("Star: rows between ESC * r A and ESC * r B are the slip", arguments: SlipRenderer.Paper.allCases)
    func star(paper: SlipRenderer.Paper) throws {
        let raster = try SlipRenderer(paper: paper).raster(Samples.referral(paper: paper))
        var rest = StarLine.raster(raster)[...]
        #expect(rest.starts(with: StarLine.enterRaster))
        rest = rest.dropFirst(StarLine.enterRaster.count)
        var rows: [UInt8] = []
        while rest.first == 0x62 {
            let head = Array(rest.prefix(3))
            let count = Int(head[1]) + Int(head[2]) << 8
            rows += rest.dropFirst(3).prefix(count)
            rest = rest.dropFirst(3 + count)
        }
        #expect(Array(rest) == [0x1B, 0x2A, 0x72, 0x42])
        expectSame(rows, raster, lead: 0x1B)
    }

    @Test("Zebra: ESC s n data for each row, white at the right left out", arguments: SlipRenderer.Paper.allCases)
    func zebra(paper: SlipRenderer.Paper) throws {
        let raster = try SlipRenderer(paper: paper).raster(Samples.referral(paper: paper))
        var rest = ZebraKPL.raster(raster)[...]
        var rows: [UInt8] = []
        while rest.starts(with: [0x1B, 0x73]) {
            let count = Int(rest[rest.startIndex + 2])
            #expect((1...raster.bytesPerRow).contains(count))
            rows += rest.dropFirst(3).prefix(count)
            rows += [UInt8](repeating: 0, count: raster.bytesPerRow - count)
            rest = rest.dropFirst(3 + count)
        }
        #expect(rest.isEmpty)
        expectSame(rows, raster, lead: 0x1B)
    }

    @Test("No picture holds a command that acts at once, whatever its dots")
    func noRealTimeCommandInside() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SplitMix64(seed: seed)
        let nasty: [UInt8] = [0x1B, 0x06, 0x05, 0x3F, 0x01, 0x18]
        let bytes = (0..<(72 * 100)).map { _ in nasty[Int.random(in: 0..<nasty.count, using: &generator)] }
        let raster = try #require(Raster(width: 576, bytes: bytes))
        let star = StarLine.raster(raster).dropFirst(StarLine.enterRaster.count)
        #expect(!zip(star, star.dropFirst()).contains { $0 == 0x1B && $1 == 0x06 }, "seed \(seed)")
        let zebra = ZebraKPL.raster(raster)
        let isInside = zip(zebra, zebra.dropFirst()).contains { $0 == 0x1B && ($1 == 0x05 || $1 == 0x3F) }
        #expect(!isInside, "seed \(seed)")
    }

    @Test("python-escpos prints the same picture with the same structure: initialise, GS v 0, cut")
    func foreignEncoder() async throws {
        let python = FileManager.default.currentDirectoryPath + "/.venv/bin/python"
        try RealPart.require(programs: python)
        let folder = try TemporaryFolder("escpos")
        let raster = try SlipRenderer().raster(Samples.queueTicket())
        let picture = try folder.write("slip.png", try raster.png())
        let output = try await Tool.run(python, ["-c", Self.script, picture])
        try #require(output.succeeded, "\(output.standardError)")
        let last = output.standardOutput.split(separator: "\n").last.map(String.init) ?? ""
        let hex = Array(last.utf8)
        let bytes: [UInt8] = stride(from: 0, to: hex.count - 1, by: 2).compactMap { index in
            UInt8(String(decoding: hex[index...(index + 1)], as: UTF8.self), radix: 16)
        }
        let foreign = StreamDecoder.decode(bytes, of: .epson)
        let own = StreamDecoder.decode(
            ESCPOS.initialise + ESCPOS.raster(raster) + ESCPOS.feedAndCut, of: .epson)
        #expect(rows(foreign) == raster.bytes)
        #expect(foreign.first == .initialise && own.first == .initialise)
        for commands in [foreign, own] {
            let isKnown = !commands.contains { if case .unknown = $0 { true } else { false } }
            #expect(isKnown, "a command that the manual's table does not have")
            let isEnded = commands.contains { if case .cut = $0 { true } else { false } }
            #expect(isEnded)
        }
    }

    private static let script = """
        import sys
        from escpos.printer import Dummy
        d = Dummy()
        d.hw('INIT')
        d.image(sys.argv[1], impl='bitImageRaster', fragment_height=255)
        d._raw(bytes([0x1D, 0x56, 0x41, 0x00]))
        print(d.output.hex())
        """

    private func rows(_ commands: [StreamDecoder.Command]) -> [UInt8] {
        commands.flatMap { if case .image(_, let rows) = $0 { rows } else { [UInt8]() } }
    }

    private func expectSame(_ sent: [UInt8], _ raster: Raster, lead: UInt8) {
        #expect(sent.count == raster.bytes.count)
        // Only a lead before a byte that would act at once may have got a neighbour.
        let others = zip(sent, raster.bytes).filter { $0 != $1 && $1 != lead }
        #expect(others.isEmpty)
    }
}
