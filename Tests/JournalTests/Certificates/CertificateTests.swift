import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Certificate requests (DESIGN 5.3, R5)", .keptFolders)
struct CertificateTests {
    let start = JournalFixture.start
    let requests = KeySet(authentication: [1], signature: [2])
    let certificates = KeySet(authentication: [3], signature: [4])

    private func opened(_ journal: Journal) async throws {
        let person = SealedPerson(iin: try JournalFixture.iin())
        _ = try await journal.openCertificateRequest(application: "A-1", attempt: 7, person: person, at: start)
    }

    @Test("a number that a portal gave again after it was put back is not taken for another person's")
    func givenAgain() async throws {
        let journal = try await JournalFixture().open()
        try await opened(journal)
        try await opened(journal)
        let other = SealedPerson(iin: try JournalFixture.iin(2))
        await expectCode(.journalConflict) {
            _ = try await journal.openCertificateRequest(application: "A-1", attempt: 8, person: other, at: start)
        }
        #expect(try await journal.certificateRequest(application: "A-1")?.attempt == 7)
    }

    @Test("requested → issued → writing → written, each durable, the end told to the portal with the serials")
    func goodWay() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        try await opened(journal)
        try await journal.intend(.key(.signature), application: "A-1", at: start)
        try await journal.confirm(.key(.signature), application: "A-1", at: start)
        try await journal.keepRequests(application: "A-1", requests, at: start)
        try await journal.keepCertificates(application: "A-1", certificates, at: start)
        journal = try await fixture.reopen(journal)
        let issued = try #require(try await journal.certificateRequest(application: "A-1"))
        #expect(issued.step == .issued)
        #expect(issued.requests == requests)
        #expect(issued.certificates == certificates)
        #expect(issued.attempt == 7)
        #expect(issued.progress == CardWriteProgress(keys: [.signature: .done]))
        try await journal.advance(application: "A-1", to: .writing, at: start)
        try await journal.advance(application: "A-1", to: .written, serials: ["0a"], at: start)
        #expect(try await journal.unfinishedCertificateRequests().isEmpty)
        let entry = try #require(try await journal.nextBatch(limit: 9).first)
        #expect(entry.type == "application.written")
        #expect(String(decoding: entry.body, as: UTF8.self) == #"{"application":"A-1","serials":["0a"]}"#)
    }

    @Test(
        "every step that may follow is taken, every other refused", arguments: CertificateStep.allCases,
        CertificateStep.allCases)
    func steps(from: CertificateStep, to: CertificateStep) async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        try await opened(journal)
        let way: [CertificateStep] =
            switch from {
            case .requested: []
            case .issued: [.issued]
            case .writing: [.issued, .writing]
            case .written: [.issued, .writing, .written]
            case .interrupted: [.interrupted]
            }
        for step in way { try await journal.advance(application: "A-1", to: step, at: start) }
        if from == to || from.mayBecome(to) {
            #expect(try await journal.advance(application: "A-1", to: to, at: start).step == to)
        } else {
            await expectCode(.journalConflict) { try await journal.advance(application: "A-1", to: to, at: start) }
        }
    }

    @Test("other requests or certificates for the same application are refused, the same accepted")
    func noSecondSet() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        try await opened(journal)
        try await opened(journal)
        try await journal.keepRequests(application: "A-1", requests, at: start)
        try await journal.keepRequests(application: "A-1", requests, at: start)
        await expectCode(.journalConflict) {
            try await journal.keepRequests(application: "A-1", certificates, at: start)
        }
        try await journal.keepCertificates(application: "A-1", certificates, at: start)
        try await journal.keepCertificates(application: "A-1", certificates, at: start)
        await expectCode(.journalConflict) {
            try await journal.keepCertificates(application: "A-1", requests, at: start)
        }
        #expect(try await journal.certificateRequest(application: "A-1")?.certificates == certificates)
    }

    @Test("R5: a writing that came to no certificate begins again with other requests; one that did stays")
    func beginsAgain() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        let person = SealedPerson(iin: try JournalFixture.iin())
        _ = try await journal.openCertificateRequest(
            application: "A-1", attempt: nil, person: person, at: JournalFixture.start)
        let (first, second) = (
            KeySet(authentication: [1], signature: [2]), KeySet(authentication: [3], signature: [4])
        )
        try await journal.intend(.key(.authentication), application: "A-1", at: JournalFixture.start)
        try await journal.keepRequests(application: "A-1", first, at: JournalFixture.start)
        try await journal.advance(application: "A-1", to: .interrupted, at: JournalFixture.start)
        let begun = try await journal.beginAgain(application: "A-1", at: JournalFixture.start)
        #expect(begun.requests == nil && begun.progress == CardWriteProgress())
        try await journal.keepRequests(application: "A-1", second, at: JournalFixture.start)
        try await journal.keepCertificates(application: "A-1", second, at: JournalFixture.start)
        let kept = try await journal.beginAgain(application: "A-1", at: JournalFixture.start)
        #expect(kept.requests == second && kept.certificates == second && kept.step == .issued)
    }

    @Test("E1, R5: certificates that were issued and not written are forgotten with their keys; those written stay")
    func issuedBeginsAgain() async throws {
        let fixture = try JournalFixture()
        let (journal, start) = (try await fixture.open(), JournalFixture.start)
        _ = try await journal.openCertificateRequest(
            application: "A-1", attempt: nil, person: SealedPerson(iin: try JournalFixture.iin()), at: start)
        let sets = [1, 3].map { KeySet(authentication: [$0], signature: [$0 + 1]) }
        for set in sets {
            let begun = try await journal.beginAgain(application: "A-1", evenIssued: true, at: start)
            #expect(begun.requests == nil && begun.certificates == nil)
            try await journal.keepRequests(application: "A-1", set, at: start)
            try await journal.keepCertificates(application: "A-1", set, at: start)
            try await journal.advance(application: "A-1", to: .writing, at: start)
        }
        try await journal.advance(application: "A-1", to: .written, serials: ["01", "02"], at: start)
        let kept = try await journal.beginAgain(application: "A-1", evenIssued: true, at: start)
        #expect(kept.certificates == sets[1] && kept.step == .written)
    }
}
