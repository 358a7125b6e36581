import KioskTestSupport
import SlipPrinter
import SlipRaster
import Testing

@testable import VirtualPrinter

@Suite("Virtual printer: engine")
struct PrinterEngineTests {
    private let dot = Raster(width: 576, bytes: [UInt8](repeating: 0xFF, count: 72 * 10))

    private func slip() throws -> [UInt8] { ESCPOS.raster(try #require(dot)) + ESCPOS.feedAndCut }

    private func replies(_ actions: [PrinterEngine.Action]) -> [UInt8] {
        actions.flatMap { action in if case .reply(let bytes) = action { bytes } else { [UInt8]() } }
    }

    @Test("DLE EOT answers per the table in every state")
    func status() {
        var engine = PrinterEngine(width: 576)
        let ask: [UInt8] = [0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4]
        #expect(replies(engine.receive(ask)) == [0x12, 0x12, 0x12, 0x12])
        _ = engine.apply(.paperLow)
        #expect(replies(engine.receive(ask)) == [0x12, 0x12, 0x12, 0x1E])
        _ = engine.apply(.paperOut)
        #expect(replies(engine.receive(ask)) == [0x1A, 0x32, 0x12, 0x7E])
        _ = engine.apply(.paperOK)
        _ = engine.apply(.coverOpen)
        #expect(replies(engine.receive(ask)) == [0x1A, 0x16, 0x12, 0x12])
        _ = engine.apply(.silent)
        #expect(replies(engine.receive(ask)).isEmpty)
    }

    @Test("Off-line it buffers, answers DLE EOT and no GS r; on-line again it goes on where it stood")
    func offline() throws {
        var engine = PrinterEngine(width: 576)
        _ = engine.apply(.coverOpen)
        #expect(engine.receive(try slip() + ESCPOS.bufferedPaperStatus).isEmpty)
        #expect(replies(engine.receive([0x10, 0x04, 1])) == [0x1A])
        let actions = engine.apply(.coverClosed)
        #expect(replies(actions) == [0x00])
        #expect(engine.pieces == 1)
    }

    @Test("A real-time command in the middle of other data acts at once")
    func realTimeInside() throws {
        var engine = PrinterEngine(width: 576)
        let bytes = try slip()
        let actions = engine.receive(bytes[..<100] + [0x10, 0x04, 0x01] + bytes[100...])
        #expect(actions.first == .reply([0x12]))
        #expect(engine.pieces == 1)
    }

    @Test("DLE ENQ 2 and DLE DC4 8 empty the buffer; only the second is answered")
    func clear() throws {
        var engine = PrinterEngine(width: 576)
        _ = engine.apply(.paperOut)
        _ = engine.receive(try slip())
        #expect(engine.receive(ESCPOS.recover).isEmpty)
        #expect(engine.buffer.isEmpty)
        _ = engine.receive(try slip())
        #expect(replies(engine.receive(ESCPOS.clearBuffers)) == [0x37, 0x25, 0x00])
        #expect(engine.apply(.paperOK).isEmpty)
    }

    @Test("A full buffer loses data and still answers and obeys in real time")
    func fullBuffer() {
        var engine = PrinterEngine(width: 576)
        _ = engine.apply(.paperOut)
        _ = engine.receive([UInt8](repeating: 0x0A, count: PrinterEngine.bufferLimit + 1000))
        #expect(engine.buffer.count == PrinterEngine.bufferLimit)
        #expect(replies(engine.receive([0x10, 0x04, 2])) == [0x32])
        #expect(replies(engine.receive(ESCPOS.clearBuffers)) == [0x37, 0x25, 0x00])
        #expect(engine.buffer.isEmpty)
    }

    @Test("The paper ends after exactly the rows asked for; a new roll leaves the torn piece")
    func paperOutAfter() throws {
        var engine = PrinterEngine(width: 576)
        _ = engine.apply(.paperOutAfter(rows: 4))
        _ = engine.receive(try slip())
        #expect(engine.isOffline && engine.rowsHanging == 4)
        let actions = engine.apply(.paperOK)
        guard case .piece(let torn) = actions.first else {
            Issue.record("\(actions)")
            return
        }
        #expect(torn.end == .torn && torn.raster.height == 4)
    }

    @Test("GS ( H and GS I are answered in print order")
    func order() throws {
        var engine = PrinterEngine(width: 576)
        let id = ESCPOS.ProcessID(count: 5)
        let actions = engine.receive(try slip() + ESCPOS.processID(id) + ESCPOS.information(.maker))
        #expect(actions.count == 3)
        guard case .piece = actions.first else {
            Issue.record("\(actions)")
            return
        }
        #expect(replies(actions) == [0x37, 0x22] + id.bytes + [0x00, 0x5F] + Array("KIOSK-SIM".utf8) + [0x00])
    }

    @Test("Any bytes in any pieces never trap; the buffer stays bounded", arguments: [UInt64.random(in: 0 ... .max)])
    func random(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var engine = PrinterEngine(width: 576)
        let common: [UInt8] = [0x10, 0x04, 0x05, 0x14, 0x1B, 0x1D, 0x28, 0x48, 0x56, 0x76, 0x30, 0x00, 0x01, 0x02]
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? common[Int.random(in: 0..<common.count, using: &generator)]
                    : UInt8.random(in: 0...255, using: &generator)
            }
            _ = engine.receive(bytes)
            _ = engine.apply(Bool.random(using: &generator) ? .paperOK : .paperOut)
            #expect(engine.buffer.count <= PrinterEngine.bufferLimit, "seed \(seed)")
        }
    }
}
