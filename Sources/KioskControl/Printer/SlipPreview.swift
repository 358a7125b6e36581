internal import KioskDevices
internal import KioskDomain
internal import SlipPrinter

/// What `kioskctl printer preview` draws: slips as they would come out, without a printer.
public enum SlipPreview {
    /// The kinds that can be drawn.
    public static let kinds = ["ticket", "copy", "eds", "referral", "test"]

    /// Dots across the paper that can be drawn for: 80 mm and 58 mm.
    public static let widths = SlipRenderer.Paper.allCases.map(\.rawValue)

    /// The slip as a PNG picture.
    /// - Parameter kind: one of ``kinds``.
    /// - Throws: a `CodedError` for another kind or width, or when no font is there.
    public static func png(kind: String, language: String, width: Int) throws -> [UInt8] {
        guard let paper = SlipRenderer.Paper(rawValue: width) else {
            throw Failure(.configurationInvalid, "width \(width)")
        }
        let context = PrinterCommand.context(language)
        return try SlipRenderer(paper: paper).png(try document(kind, context))
    }

    private static func document(_ kind: String, _ context: SlipDocument.Context) throws(Failure) -> SlipDocument {
        let service = Localised(
            kk: "Жеке куәлікті ауыстыру", ru: "Замена удостоверения личности", en: "Identity card exchange")
        let lane = Localised(kk: "Жалпы кезек", ru: "Общая очередь", en: "General queue")
        let ticket = SlipDocument.QueueTicket(number: "A-128", service: service, lane: lane, ahead: 4)
        switch kind {
        case "ticket": return .queueTicket(ticket, context)
        case "copy": return .queueTicket(ticket, marks: [.copy], context)
        case "eds":
            return .edsApplication(
                applicationNumber: "EDS-0000-000000",
                certificates: [
                    .init(.authentication, from: "01.01.2026", to: "01.01.2029"),
                    .init(.signature, from: "01.01.2026", to: "01.01.2029"),
                ], iin: "••••••••0000", context)
        case "referral":
            return .referral(
                attempts: AttemptOutcome.allCases.prefix(3).map { .init(time: "01.01.2026 09:00", outcome: $0) },
                iin: "••••••••0000", signedOutcomes: Array("PSC-KIOSK PREVIEW".utf8), context)
        case "test": return .testPage(printer: "kioskctl", context)
        default: throw Failure(.configurationInvalid, "slip kind \(kind)")
        }
    }
}
