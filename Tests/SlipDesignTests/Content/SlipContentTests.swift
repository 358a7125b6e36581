import KioskDomain
import SlipPrinter
import Testing

@testable import SlipDesign

/// What the rules want to stand on slips.
@Suite("Slip contents")
struct SlipContentTests {
    @Test("Kazakh and Russian always, the person's language first, English only on choice")
    func languages() {
        #expect(SlipSamples.context(.kazakh).languages == [.kazakh, .russian])
        #expect(SlipSamples.context(.russian).languages == [.russian, .kazakh])
        #expect(SlipSamples.context(.english).languages == [.english, .kazakh, .russian])
        let english = Self.text(SlipSamples.usual(.ticket), .kazakh)
        #expect(!english.contains("Queue ticket") && english.contains("Кезек талоны"))
    }

    @Test("P4: a slip shows the last four digits of an IIN; the application form, on which it is signed, all twelve")
    func iin() throws {
        let iin = try IIN(text: "900101300017")
        for language in Language.allCases {
            for content in [
                SlipContent.issued(IssuedEDS(number: "1", iin: iin, certificates: [])),
                .referral(Referral(attempts: [], iin: iin, signedOutcomes: [1])),
            ] {
                #expect(Self.text(content, language).contains("••••••••0017"))
                #expect(!Self.text(content, language).contains(iin.digits))
            }
        }
        #expect(Self.text(SlipSamples.usual(.application), .russian).contains(iin.digits))
    }

    @Test("E1: the slip of a file speaks of password and stick, that of a card of PIN and card")
    func file() throws {
        let iin = try IIN(text: "900101300017")
        let (file, card) = (
            ["Tell nobody the password", "Take your stick"], ["Tell nobody your PIN", "Take your card"]
        )
        for (isFile, its, others) in [(true, file, card), (false, card, file)] {
            let issued = IssuedEDS(number: "1", iin: iin, certificates: [], isFile: isFile)
            let text = Self.text(.issued(issued), .english)
            #expect(its.allSatisfy { text.contains($0) } && !others.contains { text.contains($0) }, "\(text)")
        }
    }

    @Test("Q7: a copy carries the same number and says that it is a copy; nothing else on it differs")
    func copy() {
        var ticket = QueueTicket(number: "A-007", service: Self.same("x"), lane: Self.same("y"))
        let first = Self.document(.ticket(ticket), .kazakh).parts
        ticket.isCopy = true
        let copy = Self.document(.ticket(ticket), .kazakh).parts
        #expect(first.allSatisfy(copy.contains))
        let added = "\(copy.filter { !first.contains($0) })"
        #expect(added.contains("КӨШІРМЕ / КОПИЯ") && added.contains("он не изменился"))
    }

    @Test("Q9: a slip given without the portal says that it is provisional")
    func provisional() {
        let ticket = QueueTicket(
            number: "A-007", service: Self.same("x"), lane: Self.same("y"), isProvisional: true)
        #expect(Self.text(.ticket(ticket), .english).contains("PROVISIONAL / УАҚЫТША / ПРЕДВАРИТЕЛЬНО"))
    }

    @Test("What the hall does not know is not on the slip: no place, no wait, no empty line")
    func unknown() {
        let ticket = QueueTicket(number: "A-007", service: Self.same("x"), lane: Self.same(""))
        let text = Self.text(.ticket(ticket), .english)
        #expect(!text.contains("People before you") && !text.contains("Estimated wait") && !text.contains("Queue\""))
        #expect(text.contains("Service"))
    }

    @Test("R1: in the demonstration every slip says so in three languages, at its head and its end")
    func demonstration() {
        for form in SlipForm.allCases {
            let parts = SlipBook.shipped.document(
                SlipSamples.usual(form), SlipSamples.context(.kazakh, isDemonstration: true), paper: .mm58
            ).parts
            for part in [parts.first, parts.last] {
                guard case .band(let text) = part?.block else {
                    Issue.record("\(form): no band")
                    continue
                }
                #expect(text.string.split(separator: "\n").count == 3)
            }
        }
    }

    @Test("E4, E5: the form names the centre, the last of 30 days and the two days of an answer")
    func application() {
        let form = EDSApplication(
            number: "EDS-1", iin: nil, handInAt: Self.same("Centre 1"), medium: Self.same("Card"),
            submitted: .literal(2025, 5, 27))
        let text = Self.text(.application(form), .english)
        #expect(text.contains("27.05.2025") && text.contains("26.06.2025") && text.contains("Centre 1"))
        #expect(text.contains("30 days") && text.contains("2 days"))
    }

    @Test("R5: the slip after an interrupted write names each thing on the card and what became of it")
    func interruptedWrite() {
        for item in InterruptedWrite.Change.Item.allCases {
            for state in InterruptedWrite.Change.State.allCases {
                let write = InterruptedWrite(
                    changes: [.init(item, state)], application: nil, code: .cardWriteInterrupted)
                for language in Language.allCases {
                    let text = Self.text(.interruptedWrite(write), language)
                    #expect(text.contains(item.text[language]) && text.contains(state.text[language]))
                    #expect(text.contains("card.write-interrupted"))
                }
            }
        }
    }

    @Test("B4: the referral lists every outcome in the order of the attempts")
    func referral() {
        let outcomes = AttemptOutcome.allCases
        let content = SlipContent.referral(
            Referral(
                attempts: outcomes.map { .init(time: "10:32", outcome: $0) }, iin: nil, signedOutcomes: [1]))
        let tables = Self.document(content, .kazakh).parts.compactMap { part in
            if case .table(let rows) = part.block { rows } else { nil }
        }
        #expect(tables.last?.map { $0.value.first?.string } == outcomes.map(\.slipText.kk))
        #expect(tables.last?.first?.label.first?.string == "1. 10:32")
        #expect(Set(outcomes.map(\.slipText.kk)).count == outcomes.count)
    }

    private static func same(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }

    private static func document(_ content: SlipContent, _ language: Language) -> SlipDocument {
        SlipBook.shipped.document(content, SlipSamples.context(language), paper: .mm80)
    }

    private static func text(_ content: SlipContent, _ language: Language) -> String {
        "\(document(content, language))"
    }
}
