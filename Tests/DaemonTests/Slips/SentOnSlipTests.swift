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

    /// What stands on the slip of each deed, in Kazakh, Russian and English.
    private static let unansweredDeeds: [(AskedDeed, [[String]])] = [
        (
            .application,
            [
                ["ЭЦҚ-ға өтінішіңіз", "«Жеке кабинетті» қараңыз"], ["заявление на ЭЦП, возможно", "«Личном кабинете»"],
                ["for an EDS may have reached", "Personal account"],
            ]
        ),
        (
            .exchange,
            [
                ["ауыстыруға өтінішіңіз", "қайта бастаңыз"], ["обмен удостоверения, возможно", "ещё раз"],
                ["exchange of the identity card may have reached", "is shown"],
            ]
        ),
        (
            .revocation,
            [
                ["қайтарып алынған болуы", "«Жеке кабинеттен» қараңыз"],
                ["возможно, она уже отозвана", "«Личном кабинете»"], ["may be revoked already", "Personal account"],
            ]
        ),
    ]

    @Test("no answer: the slip says by when, what may have come of it and where to see that; its code is on it")
    func unanswered() async throws {
        #expect(Self.unansweredDeeds.map { $0.0 } == AskedDeed.allCases)
        let silence = ["дейін портал жауап бермеді", "портал не ответил", "the portal had not answered"]
        for (deed, words) in Self.unansweredDeeds {
            for (place, language) in [Language.kazakh, .russian, .english].enumerated() {
                let paper = try await Self.paper(.unanswered(deed, .portalBusy), language)
                for word in words[place] + [silence[place], "portal.busy"] {
                    #expect(paper.contains(word), "\(word): \(paper)")
                }
            }
        }
    }

    @Test("E3a: who applied for a token is sent to the desk with number, token and identity card")
    func tokenAtDesk() async throws {
        let application = Application(number: "E000000042", iin: try IIN(text: "900101300017"), medium: .jaCarta)
        for (language, words) in [
            (Language.kazakh, ["(JaCarta) кілттерді оператор жазады", "жеке куәлікпен операторға"]),
            (.russian, ["(JaCarta) запишет оператор", "токеном и удостоверением личности"]),
            (.english, ["to the token (JaCarta)", "your token and your identity card"]),
        ] {
            let paper = try await Self.paper(.applicationLeft(application, .applicationAtDesk), language)
            for word in words + ["E000000042", "application.at-desk"] {
                #expect(paper.contains(word), "\(word): \(paper)")
            }
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
