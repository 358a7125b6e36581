import KioskDomain
import SlipRaster
import Testing

@testable import SlipPrinter

/// Issue 5, "Shown by": every byte that goes to a printer is read back by the tables of its manual; nothing is left over.
@Suite("Every byte is accounted for")
struct ByteAccountTests {
    typealias Command = StreamDecoder.Command

    private func dialect(_ family: PrinterFamily) throws -> any PrinterDialect {
        SlipPrinter.Configuration(address: try #require(PrinterAddress("tcp:127.0.0.1:9100"))).dialect(
            family, model: "")
    }

    private func evidence(_ family: PrinterFamily) -> [Evidence] {
        switch family {
        case .epson, .snbc, .citizen:
            [
                .processID(.init(count: 7), orMaker: "m"), .processID(.init(count: 8), orMaker: nil),
                .paperStatus(maker: "m"),
            ]
        case .custom: [.ejector]
        case .star: [.printedCount(3)]
        case .zebra: [.marker(0x81)]
        }
    }

    private func unknown(_ commands: [Command]) -> [Command] {
        commands.filter { if case .unknown = $0 { true } else { false } }
    }

    @Test(
        "each shipped slip in each language, on both papers: picture, cut, what brings it out, proof, and nothing else",
        arguments: PrinterFamily.allCases, SlipRenderer.Paper.allCases)
    func slips(family: PrinterFamily, paper: SlipRenderer.Paper) throws {
        let dialect = try dialect(family)
        for language in Language.allCases {
            for (form, document) in Samples.all(language, paper: paper) {
                let raster = try SlipRenderer(paper: paper).raster(document)
                for evidence in evidence(family) {
                    let commands = StreamDecoder.decode(dialect.slip(raster) + evidence.command, of: family)
                    #expect(unknown(commands).isEmpty, "\(family), \(form), \(language)")
                    #expect(rows(commands, raster.bytesPerRow).count == raster.bytes.count, "\(family), \(form)")
                    let behind = commands.drop { if case .cut = $0 { false } else { true } }
                    #expect(isWhole(Array(behind), family), "\(family): \(behind)")
                }
            }
        }
    }

    @Test(
        "what is sent beside slips: questions, clearing, cutting remains away, an untaken slip",
        arguments: PrinterFamily.allCases)
    func others(family: PrinterFamily) throws {
        let dialect = try dialect(family)
        let sent: [[UInt8]] =
            switch family {
            case .epson, .snbc, .citizen, .custom:
                ESCPOS.StatusQuery.allCases.map { ESCPOS.realTimeStatus($0) } + [
                    CustomCommands.fullStatus, ESCPOS.information(.maker), ESCPOS.information(.model),
                    ESCPOS.recover + ESCPOS.clearBuffers,
                ]
            case .star:
                [StarLine.status, StarLine.version, StarLine.cancel, StarLine.resetCount, StarLine.countFinished]
            case .zebra: [ZebraKPL.state, ZebraKPL.information, ZebraKPL.reset, ZebraKPL.marker(0x80)]
            }
        let removed = UntakenSlip.allCases.map { dialect.removeTicket($0) }
        for bytes in sent + removed + [dialect.cutRemains(bytesPerRow: 72)] {
            #expect(unknown(StreamDecoder.decode(bytes, of: family)).isEmpty, "\(family): \(bytes.prefix(40))")
        }
    }

    @Test(
        "a byte too many, one that is missing, or another family's command is told", arguments: PrinterFamily.allCases)
    func faults(family: PrinterFamily) throws {
        let slip = try dialect(family).slip(SlipRenderer().raster(Samples.queueTicket()))
        #expect(unknown(StreamDecoder.decode(slip, of: family)).isEmpty)
        #expect(!unknown(StreamDecoder.decode(slip.dropLast(), of: family)).isEmpty || family == .zebra)
        #expect(!unknown(StreamDecoder.decode(slip + [0x42], of: family)).isEmpty)
        #expect(!unknown(StreamDecoder.decode([0x1B, 0x77] + slip, of: family)).isEmpty)
        let foreign: PrinterFamily = family == .star ? .epson : .star
        #expect(!unknown(StreamDecoder.decode(slip, of: foreign)).isEmpty)
    }

    /// Zebra's rows end where white begins.
    private func rows(_ commands: [Command], _ bytesPerRow: Int) -> [UInt8] {
        commands.flatMap { command -> [UInt8] in
            guard case .image(let width, let rows) = command else { return [] }
            return rows + [UInt8](repeating: 0, count: max(0, bytesPerRow - width))
        }
    }

    private func isWhole(_ behind: [Command], _ family: PrinterFamily) -> Bool {
        var behind = behind[...]
        guard case .cut = behind.popFirst() else { return false }
        if family == .custom {
            return Array(behind) == [.present, .question([0x1D, 0x65, 0x06])]
        }
        return !behind.isEmpty
            && behind.allSatisfy { command in
                switch command {
                case .processID, .paperStatus, .question, .marker: true
                default: false
                }
            }
    }
}
