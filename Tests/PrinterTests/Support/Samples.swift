import KioskDomain
import SlipDesign
import SlipRaster
import VirtualPrinter

@testable import SlipPrinter

/// Slips as the kiosk would print them, with nobody's data in them.
enum Samples {
    static func ticket(_ number: String = "A-001") -> QueueTicket {
        QueueTicket(
            number: number,
            service: Localised(
                kk: "Жеке куәлікті ауыстыру", ru: "Замена удостоверения личности", en: "Identity card exchange"),
            lane: Localised(kk: "Жалпы кезек", ru: "Общая очередь", en: "General queue"), ahead: 4)
    }

    static func queueTicket(_ number: String = "A-001", _ language: Language = .kazakh) -> SlipDocument {
        slip(.ticket(ticket(number)), language)
    }

    static func referral(paper: SlipRenderer.Paper = .mm80) -> SlipDocument {
        slip(SlipSamples.usual(.referral), .kazakh, paper: paper)
    }

    static func issued() -> SlipDocument { slip(SlipSamples.usual(.issued), .russian) }

    /// What the referral's code carries.
    static var signedOutcomes: [UInt8] {
        if case .referral(let referral) = SlipSamples.usual(.referral) { referral.signedOutcomes } else { [] }
    }

    /// Every kind of slip with all that it can have.
    static func all(_ language: Language, paper: SlipRenderer.Paper) -> [(form: SlipForm, document: SlipDocument)] {
        SlipForm.allCases.map { ($0, slip(SlipSamples.longest($0), language, paper: paper)) }
    }

    static func testPage() -> SlipDocument { slip(SlipSamples.usual(.test), .kazakh) }

    private static func slip(
        _ content: SlipContent, _ language: Language, paper: SlipRenderer.Paper = .mm80
    ) -> SlipDocument {
        SlipBook.shipped.document(content, SlipSamples.context(language), paper: paper)
    }

    /// Rows of the slip on 80 mm paper.
    static func height(_ document: SlipDocument) throws -> Int { try SlipRenderer().raster(document).height }

    /// The bytes of a whole job, as a process that was killed after it would have sent them.
    static func bytes(_ number: String, _ family: VirtualFamily) throws -> [UInt8]? {
        bytes(try SlipRenderer().raster(queueTicket(number)), family)
    }

    /// The bytes of a whole job with this picture.
    static func bytes(_ raster: Raster, _ family: VirtualFamily) -> [UInt8]? {
        guard let own = PrinterFamily(rawValue: family.rawValue), let address = PrinterAddress("tcp:127.0.0.1:9100")
        else { return nil }
        let dialect = SlipPrinter.Configuration(address: address).dialect(own, model: "")
        return dialect.slip(raster) + proof(family)
    }

    /// What asks for the proof of a slip at its end.
    /// How many bytes of ``bytes(_:_:)`` follow the picture: cut, what brings the slip out, proof.
    static func behindPicture(_ family: VirtualFamily) -> Int {
        let cut =
            switch family {
            case .epson, .snbc, .citizen: ESCPOS.feedAndCut
            case .custom: CustomCommands.cut + CustomCommands.present(steps: 0)
            case .star: StarLine.feedAndCut
            case .zebra: ZebraKPL.cutAndPresent
            }
        return cut.count + proof(family).count
    }

    static func proof(_ family: VirtualFamily) -> [UInt8] {
        switch family {
        case .epson, .snbc, .citizen: Evidence.processID(.init(count: 7), orMaker: "KIOSK-SIM").command
        case .custom: Evidence.ejector.command
        case .star: Evidence.printedCount(1).command
        case .zebra: Evidence.marker(0x90).command
        }
    }
}
