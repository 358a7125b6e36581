import KioskTestSupport
import SlipPrinter
import SlipRaster
import Testing

@Suite("ESC/POS encoder")
struct ESCPOSTests {
    @Test("Commands as the tables give them")
    func bytes() {
        #expect(ESCPOS.initialise == [0x1B, 0x40])
        #expect(ESCPOS.feedAndCut == [0x1D, 0x56, 0x41, 0x00])
        #expect(ESCPOS.bufferedPaperStatus == [0x1D, 0x72, 0x01])
        #expect(ESCPOS.recover == [0x10, 0x05, 0x02])
        #expect(ESCPOS.feed(24) == [0x1B, 0x4A, 24])
        #expect(ESCPOS.StatusQuery.allCases.map { ESCPOS.realTimeStatus($0) } == (1...4).map { [0x10, 0x04, $0] })
        #expect(ESCPOS.Information.allCases.map { ESCPOS.information($0) } == [[0x1D, 0x49, 66], [0x1D, 0x49, 67]])
    }

    @Test("GS ( H function 48: four printable characters, another ID for each job")
    func processID() {
        let ids = [0, 1, 25, 26, 456_975, 456_976, -1].map { ESCPOS.ProcessID(count: $0) }
        for id in ids { #expect(id.bytes.count == 4 && id.bytes.allSatisfy { (32...126).contains($0) }) }
        #expect(Set(ids).count == 5)
        #expect(ESCPOS.processID(ids[0]).prefix(7) == [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30])
    }

    @Test("A slip decoded by an independent reader of the tables is the slip, in slices of at most 255 rows")
    func slip() throws {
        let raster = try SlipRenderer().raster(Samples.referral())
        var rows: [UInt8] = []
        for command in StreamDecoder.decode(ESCPOS.raster(raster), of: .epson) {
            guard case .image(let bytesPerRow, let bytes) = command else {
                Issue.record("\(command)")
                continue
            }
            #expect(bytesPerRow == 72)
            #expect(bytes.count <= 72 * 255)
            rows += bytes
        }
        #expect(rows.count == raster.bytes.count)
        // Only a lone dot before 04, 05 or 14 may have got a neighbour.
        for (sent, drawn) in zip(rows, raster.bytes) where sent != drawn {
            #expect(drawn == 0x10 && sent == 0x18)
        }
    }

    @Test("No picture holds a real-time command, whatever its dots", arguments: [UInt64.random(in: 0 ... .max)])
    func noRealTimeCommandInside(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let nasty: [UInt8] = [0x10, 0x04, 0x05, 0x14, 0x01, 0x02, 0x00]
        for _ in 0..<50 {
            let bytes = (0..<(72 * 300)).map { _ in nasty[Int.random(in: 0..<nasty.count, using: &generator)] }
            let raster = try #require(Raster(width: 576, bytes: bytes))
            let sent = ESCPOS.raster(raster)
            for (first, second) in zip(sent, sent.dropFirst()) where first == 0x10 {
                #expect(![0x04, 0x05, 0x14].contains(second), "seed \(seed)")
            }
        }
    }
}
