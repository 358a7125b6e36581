import KioskDomain
import KioskTestSupport
import KioskTime
import MachineKeys
import SlipDesign
import SlipPrinter
import Testing

@testable import KioskDaemon

@Suite("R5: slips of people who are sent on")
struct SentOnSlipTests {
    private static func paper(_ kind: SlipKind, _ language: Language) async throws -> String {
        let centre = try await ScriptedCentre.open()
        let nothing = Localised(kk: "", ru: "", en: "")
        let writer = SlipWriter(
            journal: centre.one.journal, zone: ScriptedCentre.zone, machine: "K-1", key: { FileKey() }, kiosk: "K-1",
            centre: nothing, demonstration: false, book: .shipped, paper: .mm80,
            link: StatusLink(centre: "PSC-9", portal: "https://portal.example"), attempts: { [] })
        return "\(try await writer.document(kind, slip: 1, language: language, at: centre.clock.now()))"
    }

    @Test("no answer: the slip says that the application may have arrived, and to come again; its code is on it")
    func unanswered() async throws {
        for (language, words) in [
            (Language.kazakh, "жетіп үлгерген"), (.russian, "возможно, уже принята"), (.english, "may have reached"),
        ] {
            let paper = try await Self.paper(.unanswered(.portalBusy), language)
            #expect(paper.contains(words) && paper.contains("portal.busy"), "\(paper)")
        }
    }

    @Test("issue 7.5: who gives no photo or signature here is sent to the ordinary procedure, to no operator")
    func ordinaryExchange() async throws {
        for (language, words, nobody) in [
            (Language.kazakh, "әдеттегі тәртіппен", "ператор"), (.russian, "обычным порядком", "ператор"),
            (.english, "ordinary way", "perator"),
        ] {
            let paper = try await Self.paper(.sentOn(.exchangeAtDesk), language)
            #expect(paper.contains(words) && !paper.contains(nobody), "\(paper)")
        }
    }
}
