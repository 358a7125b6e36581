import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("After a power cut (DESIGN 5.3)", .keptFolders)
struct RecoveryTests {
    let start = JournalFixture.start

    @Test("B2: an open attempt is closed as a technical error, once, and told to the portal")
    func attempt() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: start)
        journal = try await fixture.reopen(journal)
        let findings = try await journal.recover(now: start + .seconds(60))
        #expect(findings.map(\.kind) == [.attemptClosed])
        #expect(findings.first?.record == attempt.id)
        let record = try #require(try await journal.attempt(id: attempt.id))
        #expect(record.outcome == .technicalError)
        #expect(record.closedAt == start + .seconds(60))
        #expect(try await journal.nextBatch(limit: 9).map(\.type) == ["attempt.opened", "attempt.closed"])
        #expect(try await journal.recover(now: start + .seconds(61)).isEmpty)
    }

    @Test("a slip that was printing is unconfirmed, every other state stays")
    func slips() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.openWithNumbers()
        var ids: [SlipState: String] = [:]
        for state in SlipState.allCases {
            let slip = try await journal.allotTicket(JournalFixture.ticket(), at: start)
            switch state {
            case .attested, .replaced:
                try await journal.markSlip(id: slip.id, .unconfirmed, at: start)
                if state == .attested {
                    try await journal.attestSlip(id: slip.id, by: "staff", at: start)
                } else {
                    let copy = try await journal.reissueSlip(id: slip.id, by: "staff", at: start)
                    try await journal.markSlip(id: copy.id, .printed, at: start)
                }
            case .printing, .printed, .unconfirmed, .failed: try await journal.markSlip(id: slip.id, state, at: start)
            }
            ids[state] = slip.id
        }
        journal = try await fixture.reopen(journal)
        #expect(try await journal.recover(now: start).map(\.record) == [ids[.printing]])
        for (state, id) in ids {
            #expect(try await journal.slip(id: id)?.state == state.afterRestart)
        }
    }

    @Test("a request that was writing, or has unsettled work on the card, is interrupted; others wait")
    func requests() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        let person = SealedPerson(iin: try JournalFixture.iin())
        for name in ["requested", "key", "issued", "writing", "written"] {
            _ = try await journal.openCertificateRequest(application: name, attempt: nil, person: person, at: start)
        }
        try await journal.intend(.key(.authentication), application: "key", at: start)
        for name in ["issued", "writing", "written"] {
            try await journal.keepCertificates(
                application: name, KeySet(authentication: [1], signature: [2]), at: start)
        }
        for name in ["writing", "written"] { try await journal.advance(application: name, to: .writing, at: start) }
        try await journal.advance(application: "written", to: .written, serials: ["1"], at: start)
        journal = try await fixture.reopen(journal)
        let findings = try await journal.recover(now: start)
        let kinds = Dictionary(uniqueKeysWithValues: findings.map { ($0.record, $0.kind) })
        #expect(
            kinds == [
                "requested": .certificatePending, "key": .certificateInterrupted, "issued": .certificatePending,
                "writing": .certificateInterrupted,
            ])
        let key = try #require(try await journal.certificateRequest(application: "key"))
        #expect(key.step == .interrupted)
        #expect(key.progress.keys == [.authentication: .uncertain])
        #expect(try await journal.certificateRequest(application: "writing")?.certificates?.signature == [2])
        #expect(try await journal.verifyAuditChain() != .broken(position: 1))
    }
}
