import KioskDomain
import Testing

/// Lists of the personal account: what there is, a page at a time, and the way back.
@Suite("Workflow: lists of the personal account")
struct AccountPageTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: AccountState) -> CitizenSession {
        CitizenSession(stage: .account(.english, state), cardPresent: true)
    }

    @Test("a page has five rows, the last one the rest; beyond the list there is nothing")
    func pages() {
        for (count, number, rows) in [
            (0, 0, 0..<0), (1, 0, 0..<1), (5, 0, 0..<5), (5, 1, 5..<5), (7, 1, 5..<7), (7, 2, 0..<0), (7, -1, 0..<0),
            (50, 9, 45..<50), (50, Int.max, 0..<0),
        ] as [(Int, Int, Range<Int>)] {
            let found = AccountPage(.documents, number).rows(of: count)
            #expect(found.isEmpty == rows.isEmpty && (rows.isEmpty || found == rows), "\(number) of \(count)")
        }
    }

    @Test("D2: from the account to its list, page by page, and back; a page that is not there changes nothing")
    func turned() {
        let open = Samples.openAccount
        var session = session(.shown(open, phoneIsNew: true))
        let (first, second) = (AccountPage(.documents), AccountPage(.documents, 1))
        for page in [first, second, first] {
            #expect(session.apply(.person(.accountPage(page))) == [])
            #expect(session.stage == .account(.english, .listed(open, page)))
        }
        for none in [AccountPage(.documents, 2), AccountPage(.exchanges)] {
            #expect(session.apply(.person(.accountPage(none))) == [])
            #expect(session.stage == .account(.english, .listed(open, first)))
        }
        #expect(session.apply(.person(.cancel)) == [])
        #expect(session.stage == .account(.english, .shown(open, phoneIsNew: false)))
    }

    @Test("R2: who walks away from a list leaves nothing of it")
    func walkedAway() {
        var session = session(.listed(Samples.openAccount, AccountPage(.documents)))
        #expect(session.apply(.time(.expired)).contains(.wipe))
        #expect(session.stage == .takeCard(.english))
    }
}

extension DocumentHistoryLine {
    static func sample(_ position: Int64) -> DocumentHistoryLine {
        DocumentHistoryLine(
            position: position, on: CivilDateTime(wallSeconds: 0), deed: .shown, kind: .identityCard,
            owner: "••••••••0017", operatorName: "Operator 1")
    }
}
