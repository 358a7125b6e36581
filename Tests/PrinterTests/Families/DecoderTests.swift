import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import SlipPrinter

/// facts 3.3, row by row: what each family's bytes mean, written from the manuals' tables.
@Suite("Status of each family")
struct DecoderTests {
    @Test("SNBC: n = 3 speaks of jams, of the lifted head and of the voltage")
    func snbc() {
        var status = PrinterStatus()
        #expect(SNBCStatus(hasNearEndSensor: true).enter(0x16, to: .errorCause, into: &status))
        #expect(status.isJammed == .yes && status.hasMechanicalError == .unknown && status.obstacle == .printerJam)
        SNBCStatus(hasNearEndSensor: true).enter(0x52, to: .errorCause, into: &status)
        #expect(status.isRecovering == .yes && status.isHeadHot == .unknown)
        #expect(!SNBCStatus(hasNearEndSensor: true).enter(0x17, to: .errorCause, into: &status))
    }

    @Test("Citizen: as Epson; a CBM leaves cover and near end undefined")
    func citizen() {
        var status = PrinterStatus()
        CitizenStatus(hasNearEndSensor: true, model: "CT-S651").enter(0x16, to: .offlineCause, into: &status)
        CitizenStatus(hasNearEndSensor: true, model: "CT-S651").enter(0x1E, to: .paper, into: &status)
        #expect(status.isCoverOpen == .yes && status.paper == .nearEnd)
        status = PrinterStatus()
        CitizenStatus(hasNearEndSensor: true, model: "CBM-820").enter(0x12, to: .offlineCause, into: &status)
        CitizenStatus(hasNearEndSensor: true, model: "CBM-820").enter(0x12, to: .paper, into: &status)
        #expect(status.isCoverOpen == .unknown && status.isPaperLow == .unknown && status.isPaperOut == .no)
    }

    @Test(
        "Custom: the four bytes behind 10 0F",
        arguments: [
            ([0x01, 0, 0, 0], FailureCode.printerPaperOut), ([0x04, 0, 0, 0], .printerPaperLow),
            ([0x40, 0, 0, 0], .printerPaperLow), ([0, 0x01, 0, 0], .printerCoverOpen),
            ([0, 0x02, 0, 0], .printerCoverOpen),
            ([0, 0, 0x01, 0], .printerHot), ([0, 0, 0x08, 0], .printerFault), ([0, 0, 0x40, 0], .printerJam),
            ([0, 0, 0, 0x01], .printerCutter), ([0, 0, 0, 0x04], .printerFault), ([0, 0, 0, 0x08], .printerFault),
        ] as [([UInt8], FailureCode)])
    func custom(bytes: [UInt8], code: FailureCode) {
        var status = PrinterStatus()
        #expect(CustomFullStatus(hasNearEndSensor: true).enter(bytes, into: &status))
        #expect(status.code == code)
    }

    @Test("Custom: slip in the output and running motor; bits fixed at 0 make it no status")
    func customRest() {
        var status = PrinterStatus()
        #expect(CustomFullStatus(hasNearEndSensor: false).enter([0x20, 0x08, 0, 0], into: &status))
        #expect(status.hasTicketInOutput == .yes && status.isPrinting == .yes && status.isPaperLow == .unknown)
        #expect(status.obstacle == nil)
        for wrong: UInt8 in [0x02, 0x08, 0x10] {
            var none = PrinterStatus()
            #expect(!CustomFullStatus(hasNearEndSensor: true).enter([wrong, 0, 0, 0], into: &none))
            #expect(none == PrinterStatus())
        }
        #expect(EjectorStatus(0x0C)?.isPresented == true && EjectorStatus(0x04)?.isPresented == false)
        #expect(EjectorStatus(0x8C)?.hasFault == true && EjectorStatus(0x4C)?.hasFault == true)
        #expect(EjectorStatus(0x0A) == nil)
    }

    @Test("Custom's 10 0F is a full status, to an Epson's driver too: no ASB begins so")
    func customIsNoASB() {
        let bytes: [UInt8] = [0x10, 0x0F, 0x00, 0x00, 0x00, 0x00]
        var custom = CustomReplyParser()
        #expect(custom.feed(bytes) == [.fullStatus([0, 0, 0, 0])])
        var epson = PrinterReplyParser()
        #expect(epson.feed(bytes + [0x16]) == [.fullStatus([0, 0, 0, 0]), .realTimeStatus(0x16)])
        var mixed = CustomReplyParser()
        #expect(mixed.feed([0x12, 0x10, 0x0F, 0x20, 0, 0, 0, 0x0C]).count == 3)
    }

    @Test(
        "Star: the status bytes",
        arguments: [
            (2, 0x20, FailureCode.printerCoverOpen), (2, 0x08, .printerOffline), (3, 0x40, .printerHot),
            (3, 0x20, .printerFault), (3, 0x08, .printerCutter), (3, 0x04, .printerFault), (4, 0x04, .printerJam),
            (4, 0x02, .printerCoverOpen), (5, 0x08, .printerPaperOut), (5, 0x04, .printerPaperLow),
        ] as [(Int, UInt8, FailureCode)])
    func star(index: Int, bit: UInt8, code: FailureCode) {
        var bytes: [UInt8] = [0x23, 0x06, 0, 0, 0, 0, 0, 0, 0]
        bytes[index] |= bit
        var parser = StarReplyParser()
        #expect(parser.feed(bytes) == [.starStatus(bytes)])
        var status = PrinterStatus()
        StarStatus(hasNearEndSensor: true).enter(bytes, into: &status)
        #expect(status.code == code)
    }

    @Test("Star: lengths of the header table, the count of ETB, and noise between")
    func starFrames() {
        let table: [UInt8: Int] = [
            0x0F: 7, 0x21: 8, 0x23: 9, 0x25: 10, 0x27: 11, 0x29: 12, 0x2B: 13, 0x2D: 14, 0x2F: 15,
        ]
        for byte in UInt8.min...UInt8.max where byte & 0x40 == 0 {
            #expect(StarStatus.length(header: byte) == table[byte])
        }
        #expect(StarStatus.printedCount([0x23, 6, 0, 0, 0, 0, 0, 0x6E, 0]) == 31)
        #expect(StarStatus.printedCount([0x23, 6, 0, 0, 0, 0, 0, 0x22, 0]) == 9)
        #expect(StarStatus.printedCount([0x0F, 2, 0, 0, 0, 0, 0]) == nil)
        var parser = StarReplyParser()
        let whole: [UInt8] = [0x23, 0x06, 0, 0, 0, 0, 0, 0, 0]
        // Half of one, then a whole one.
        #expect(parser.feed([0x23, 0x06, 0] + [0x11, 0xFF] + whole) == [.starStatus(whole)])
        #expect(parser.noise > 0)
    }

    @Test(
        "Zebra: ACK, or NAK and the lowest number",
        arguments: [
            (1, FailureCode.printerJam), (2, .printerCutter), (3, .printerPaperOut), (4, .printerCoverOpen),
            (5, .printerFault), (6, .printerHot), (7, .printerFault), (8, .printerJam), (19, .printerPaperLow),
            (20, nil),
            (99, nil),
        ] as [(UInt8, FailureCode?)])
    func zebra(number: UInt8, code: FailureCode?) {
        var parser = ZebraReplyParser()
        #expect(parser.feed([0x15, number]) == [.state(number)])
        var status = PrinterStatus()
        ZebraStatus(hasNearEndSensor: true).enter(number, into: &status)
        #expect(status.code == code)
        if number == 20 { #expect(status.hasTicketInOutput == .yes && status.health == .ok) }
        // A number without a name says nothing, which is not ok.
        if number == 99 { #expect(status.health == .unknown) }
        // A higher number would not have been told.
        if number == 3 { #expect(status.hasCutterError == .no && status.isHeadHot == .unknown) }
    }

    @Test("Zebra: ready by ACK; a printer without near-end sensor never has enough paper, it only has some")
    func zebraReady() {
        var status = PrinterStatus()
        ZebraStatus(hasNearEndSensor: false).enter(nil, into: &status)
        #expect(status.health == .ok && status.isPaperLow == .unknown && status.paper == .ok)
    }

    @Test("Any bytes in any pieces: no parser traps, grows without end, or makes a status of text")
    func garbage() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SplitMix64(seed: seed)
        let parsers: [any ReplyParser] = [
            PrinterReplyParser(), CustomReplyParser(), StarReplyParser(), ZebraReplyParser(),
        ]
        for var parser in parsers {
            for _ in 0..<3000 {
                let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                for reply in parser.feed(bytes) {
                    var status = PrinterStatus()
                    switch reply {
                    case .fullStatus(let four): CustomFullStatus(hasNearEndSensor: true).enter(four, into: &status)
                    case .starStatus(let all): StarStatus(hasNearEndSensor: true).enter(all, into: &status)
                    case .state(let number): ZebraStatus(hasNearEndSensor: true).enter(number, into: &status)
                    default: break
                    }
                    _ = status.finding
                }
            }
            #expect(parser.noise > 0, "seed \(seed)")
        }
        let text = Array("HTTP/1.1 400 Bad Request\r\nServer: printer\r\n\r\n".utf8)
        var star = StarReplyParser()
        var zebra = ZebraReplyParser()
        #expect(star.feed(text).isEmpty)
        #expect(zebra.feed(text).allSatisfy { if case .information = $0 { true } else { false } })
    }
}
