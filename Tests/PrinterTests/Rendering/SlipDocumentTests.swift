import KioskDomain
import Testing

@testable import SlipPrinter

@Suite("Slip documents")
struct SlipDocumentTests {
    @Test("Kazakh and Russian always, the person's language first, English only on choice")
    func languages() {
        #expect(Samples.queueTicket("A-001", .kazakh).languages == [.kazakh, .russian])
        #expect(Samples.queueTicket("A-001", .russian).languages == [.russian, .kazakh])
        #expect(Samples.queueTicket("A-001", .english).languages == [.english, .kazakh, .russian])
    }

    @Test("P4: a slip shows the last four digits of an IIN even when it is handed all twelve")
    func iinIsMasked() {
        for language in Language.allCases {
            for document in [Samples.eds(language), Samples.referral(language)] {
                let text = String(describing: document.blocks)
                #expect(text.contains("•••• •••• 1234"))
                #expect(!text.contains("00001234"))
            }
        }
    }

    @Test("Q7: a copy carries the same number and says that it is a copy")
    func copy() throws {
        let first = SlipDocument.queueTicket(Samples.ticket(), Samples.context())
        let copy = SlipDocument.queueTicket(Samples.ticket(), marks: [.copy], Samples.context())
        #expect(first.blocks == copy.blocks)
        #expect(copy.marks == [.copy])
        #expect(try Samples.height(copy) > Samples.height(first))
    }

    @Test("R1: in the demonstration every slip says so in three languages")
    func demonstration() throws {
        #expect(DemonstrationMark.lines.count == 3)
        for language in Language.allCases {
            let plain = try Samples.height(Samples.eds(language))
            let marked = try Samples.height(Samples.eds(language, isDemonstration: true))
            #expect(marked >= plain + 3 * 23)
        }
    }

    @Test("R5: the slip after an interrupted write names each thing on the card and what became of it")
    func interruptedWrite() {
        for item in SlipDocument.CardChange.Item.allCases {
            for state in SlipDocument.CardChange.State.allCases {
                let document = SlipDocument.interruptedWrite(
                    changes: [.init(item, state)], applicationNumber: nil, code: .cardWriteInterrupted,
                    Samples.context())
                #expect(document.blocks.contains(.rows([.init(item.text, state.text)])))
            }
        }
    }

    @Test("B4: the referral lists every outcome in the order of the attempts")
    func referral() {
        let outcomes = AttemptOutcome.allCases
        let document = SlipDocument.referral(
            attempts: outcomes.map { .init(time: "10:32", outcome: $0) }, iin: "", signedOutcomes: [1],
            Samples.context())
        let tables = document.blocks.compactMap { block in if case .rows(let rows) = block { rows } else { nil } }
        #expect(tables.last?.map(\.value) == outcomes.map(\.slipText))
        #expect(tables.last?.first?.label.kk == "1.  10:32")
        #expect(Set(outcomes.map(\.slipText.kk)).count == outcomes.count)
    }
}
