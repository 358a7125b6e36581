import KioskDevices
import KioskDomain
import SlipPrinter
import Testing

@Suite("Printer status")
struct PrinterStatusTests {
    struct Row: CustomTestStringConvertible {
        var name: String
        var query: ESCPOS.StatusQuery
        var byte: UInt8
        var flag: any KeyPath<PrinterStatus, Flag> & Sendable
        var value: Flag
        var testDescription: String { name }
    }

    /// facts: DLE EOT table, row by row and bit by bit.
    static let rows: [Row] = [
        Row(name: "n=1 on-line", query: .printer, byte: 0x12, flag: \.isOffline, value: .no),
        Row(name: "n=1 drawer pin says nothing", query: .printer, byte: 0x16, flag: \.isOffline, value: .no),
        Row(name: "n=1 bit 3 off-line", query: .printer, byte: 0x1A, flag: \.isOffline, value: .yes),
        Row(name: "n=2 cover closed", query: .offlineCause, byte: 0x12, flag: \.isCoverOpen, value: .no),
        Row(name: "n=2 bit 2 cover open", query: .offlineCause, byte: 0x16, flag: \.isCoverOpen, value: .yes),
        Row(name: "n=2 bit 5 stopped by paper end", query: .offlineCause, byte: 0x32, flag: \.isPaperOut, value: .yes),
        Row(
            name: "n=2 no bit 5: not known", query: .offlineCause, byte: 0x12, flag: \.isPaperOut,
            value: .unknown),
        Row(name: "n=3 bit 2 mechanical", query: .errorCause, byte: 0x16, flag: \.hasMechanicalError, value: .yes),
        Row(name: "n=3 bit 3 cutter", query: .errorCause, byte: 0x1A, flag: \.hasCutterError, value: .yes),
        Row(
            name: "n=3 bit 5 unrecoverable", query: .errorCause, byte: 0x32, flag: \.hasUnrecoverableError, value: .yes),
        Row(name: "n=3 bit 6 auto-recoverable", query: .errorCause, byte: 0x52, flag: \.isHeadHot, value: .yes),
        Row(name: "n=3 no error", query: .errorCause, byte: 0x12, flag: \.hasCutterError, value: .no),
        Row(name: "n=4 paper adequate", query: .paper, byte: 0x12, flag: \.isPaperLow, value: .no),
        Row(name: "n=4 near end", query: .paper, byte: 0x1E, flag: \.isPaperLow, value: .yes),
        Row(name: "n=4 lone bit 2 is near end", query: .paper, byte: 0x16, flag: \.isPaperLow, value: .yes),
        Row(name: "n=4 lone bit 3 is near end", query: .paper, byte: 0x1A, flag: \.isPaperLow, value: .yes),
        Row(name: "n=4 end", query: .paper, byte: 0x72, flag: \.isPaperOut, value: .yes),
        Row(name: "n=4 lone bit 5 is end", query: .paper, byte: 0x32, flag: \.isPaperOut, value: .yes),
        Row(name: "n=4 lone bit 6 is end", query: .paper, byte: 0x52, flag: \.isPaperOut, value: .yes),
        Row(name: "n=4 paper there", query: .paper, byte: 0x1E, flag: \.isPaperOut, value: .no),
    ]

    @Test("DLE EOT row", arguments: rows)
    func decodes(row: Row) {
        var status = PrinterStatus()
        #expect(EpsonStatus().enter(row.byte, to: row.query, into: &status))
        #expect(status[keyPath: row.flag] == row.value)
    }

    @Test("A byte that cannot be an answer to DLE EOT changes nothing", arguments: ESCPOS.StatusQuery.allCases)
    func noise(query: ESCPOS.StatusQuery) {
        for byte in UInt8.min...UInt8.max where byte & 0x93 != 0x12 {
            var status = PrinterStatus()
            #expect(!EpsonStatus().enter(byte, to: query, into: &status))
            #expect(status == PrinterStatus())
        }
    }

    @Test("Without a near-end sensor low paper is unknown, not adequate")
    func noNearEndSensor() {
        var status = PrinterStatus()
        EpsonStatus(hasNearEndSensor: false).enter(0x12, to: .paper, into: &status)
        #expect(status.isPaperLow == .unknown)
        #expect(status.isPaperOut == .no)
    }

    @Test("DESIGN 5.5: unknown is neither ok nor fault, and does not stand against printing")
    func unknown() {
        var status = PrinterStatus()
        #expect(status.health == .unknown)
        #expect(status.code == nil && status.obstacle == nil)
        #expect(!status.isAnswering)
        status.isPaperLow = .no
        status.isOffline = .no
        #expect(status.health == .unknown)
        status.isPaperOut = .no
        #expect(status.health == .ok)
        status.isPaperLow = .yes
        #expect(status.health == .warning && status.code == .printerPaperLow)
    }

    @Test("Each fault has its code; the cause that a person can cure comes first")
    func codes() {
        var status = PrinterStatus()
        status.isOffline = .yes
        #expect(status.obstacle == .printerOffline)
        status.hasMechanicalError = .yes
        #expect(status.obstacle == .printerFault)
        status.isHeadHot = .yes
        #expect(status.obstacle == .printerHot)
        status.hasCutterError = .yes
        #expect(status.obstacle == .printerCutter)
        status.isJammed = .yes
        #expect(status.obstacle == .printerJam)
        status.isPaperOut = .yes
        #expect(status.obstacle == .printerPaperOut)
        status.isCoverOpen = .yes
        #expect(status.obstacle == .printerCoverOpen)
        #expect(PrinterStatus(link: .printerBusy).obstacle == .printerBusy)
        #expect(PrinterStatus(link: .printerBusy).health == .fault)
    }
}
