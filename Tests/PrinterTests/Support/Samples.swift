import KioskDomain
import SlipRaster
import VirtualPrinter

@testable import SlipPrinter

/// Slips as the kiosk would print them, with nobody's data in them.
enum Samples {
    static func context(_ language: Language = .kazakh, isDemonstration: Bool = false) -> SlipDocument.Context {
        SlipDocument.Context(
            language: language,
            centre: Localised(
                kk: "Алмалы ауданының халыққа қызмет көрсету орталығы",
                ru: "Центр обслуживания населения Алмалинского района", en: "Almaly Public Service Centre"),
            kiosk: "K-01", issued: "27.05.2025 10:32", isDemonstration: isDemonstration)
    }

    static func ticket(_ number: String = "A-001") -> SlipDocument.QueueTicket {
        SlipDocument.QueueTicket(
            number: number,
            service: Localised(
                kk: "Жеке куәлікті ауыстыру", ru: "Замена удостоверения личности", en: "Identity card exchange"),
            lane: Localised(kk: "Жалпы кезек", ru: "Общая очередь", en: "General queue"), ahead: 4)
    }

    static func queueTicket(_ number: String = "A-001", _ language: Language = .kazakh) -> SlipDocument {
        .queueTicket(ticket(number), context(language))
    }

    static func eds(_ language: Language = .russian, isDemonstration: Bool = false) -> SlipDocument {
        .edsApplication(
            applicationNumber: "EDS-2025-000123",
            certificates: [
                .init(.authentication, from: "27.05.2025", to: "26.05.2028"),
                .init(.signature, from: "27.05.2025", to: "26.05.2028"),
            ], iin: "000000001234", context(language, isDemonstration: isDemonstration))
    }

    static let signedOutcomes = Array(
        ("PSC1." + String(repeating: "c2lnbmVkLW91dGNvbWVzLg", count: 18)).utf8)

    static func referral(_ language: Language = .kazakh) -> SlipDocument {
        let outcomes: [AttemptOutcome] = [.noMatch, .poorLighting, .blurred, .severalFaces, .tookTooLong]
        return .referral(
            attempts: outcomes.enumerated().map { .init(time: "27.05.2025 10:3\($0.offset)", outcome: $0.element) },
            iin: "000000001234", signedOutcomes: signedOutcomes, context(language))
    }

    static func interruptedWrite(_ language: Language = .english) -> SlipDocument {
        .interruptedWrite(
            changes: [
                .init(.authenticationKey, .written), .init(.authenticationCertificate, .written),
                .init(.signatureKey, .unknown), .init(.signatureCertificate, .untouched),
            ], applicationNumber: "EDS-2025-000123", code: .cardWriteInterrupted, context(language))
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
    static func proof(_ family: VirtualFamily) -> [UInt8] {
        switch family {
        case .epson, .snbc, .citizen: Evidence.processID(.init(count: 7), orMaker: "KIOSK-SIM").command
        case .custom: Evidence.ejector.command
        case .star: Evidence.printedCount(1).command
        case .zebra: Evidence.marker(0x90).command
        }
    }

    static func all(_ language: Language) -> [(name: String, document: SlipDocument)] {
        [
            ("queue-ticket", queueTicket("A-001", language)),
            ("queue-copy", .queueTicket(ticket(), marks: [.copy, .provisional], context(language))),
            ("eds", eds(language, isDemonstration: true)), ("referral", referral(language)),
            ("interrupted-write", interruptedWrite(language)),
            ("test-page", .testPage(printer: "KIOSK-SIM VIRTUAL", context(language))),
        ]
    }
}
