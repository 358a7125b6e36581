import KioskDomain
import KioskJournal
import KioskScreens
import KioskTestSupport
import KioskTime
import PortalClient
import PortalContract
import PortalSync
import Testing

@testable import KioskDaemon

@Suite("The operator's check (B5; issue 6, item 4)")
struct OperatorCheckTests {
    /// 2026-11-23 09:00 in Almaty.
    private static let nine = KeptHall.nine

    @discardableResult
    private func attempt(
        _ journal: Journal, _ iin: IIN, _ outcome: AttemptOutcome?, minute: Int
    ) async throws -> AttemptKey {
        let at = Self.nine + .seconds(minute * 60)
        let record = try await journal.openAttempt(
            AttemptDraft(person: SealedPerson(iin: iin), session: "s", proof: "p"), at: at)
        if let outcome { try await journal.closeAttempt(id: record.id, outcome: outcome, at: at) }
        return AttemptKey(source: Self.machine, sequence: record.sequence)
    }

    private static let machine = "kiosk-1"

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("check") }

    private func journal() async throws -> Journal {
        try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: Self.nine)
    }

    private func check(
        _ journal: Journal, _ iin: IIN, _ told: Result<AttemptList, PortalError>
    ) async throws -> OperatorCheck {
        OperatorDesk.check(
            iin, told, pending: try await journal.unsyncedAttempts(for: iin), from: Self.machine, limit: 5,
            zone: try #require(CentreZone(identifier: "Asia/Almaty")))
    }

    /// As the portal has it, opened at nine.
    private func listed(_ attempt: AttemptKey?, _ outcome: AttemptOutcome?) -> AttemptListed {
        AttemptListed(
            attempt: attempt, channel: attempt == nil ? .home : .kiosk,
            openedAtMilliseconds: Self.nine.milliseconds, outcome: outcome, counts: true)
    }

    @Test("attempts that the portal does not know yet are shown as pending, and only until it does; its count decides")
    func pending() async throws {
        let journal = try await journal()
        let (iin, other) = (try IIN(text: "900101300017"), try IIN(text: "850315300019"))
        try await attempt(journal, iin, .noMatch, minute: 1)
        try await attempt(journal, other, .noMatch, minute: 2)
        try await attempt(journal, iin, .blurred, minute: 3)
        try await attempt(journal, iin, nil, minute: 4)
        let list = AttemptList(failures: 4, attempts: [listed(nil, .noFace)])
        let seen = try await check(journal, iin, .success(list))
        #expect(seen.failures == 4 && !seen.accepted && seen.problem == nil)
        #expect(
            seen.attempts == [
                .init(channel: "home", outcome: "no-face", time: "2026-11-23T09:00", synced: true),
                .init(channel: "kiosk", outcome: "no-match", time: "2026-11-23T09:01", synced: false),
                .init(channel: "kiosk", outcome: "blurred", time: "2026-11-23T09:03", synced: false),
            ])
        let records = try await journal.nextBatch(limit: .max)
        _ = try await journal.settle(
            Settlement(confirmed: records.map { .init(sequence: $0.sequence, digest: Hex.encode($0.digest)) }),
            at: Self.nine)
        let after = try await check(journal, iin, .success(list))
        #expect(after.attempts.map(\.synced) == [true])
        try await journal.close()
    }

    @Test("B1: without the portal what waits here is shown as pending; no count is told, and nothing is accepted")
    func away() async throws {
        let (journal, iin) = (try await journal(), try IIN(text: "900101300017"))
        for minute in 1...5 { try await attempt(journal, iin, .noMatch, minute: minute) }
        for code in [FailureCode.portalUnreachable, .kioskFenced] {
            let seen = try await check(journal, iin, .failure(PortalError(code, "")))
            #expect(seen.failures == nil && !seen.accepted && seen.problem == code)
            #expect(seen.attempts.map(\.synced) == [false, false, false, false, false])
            #expect(seen.attempts.first?.time == "2026-11-23T09:01")
        }
        try await journal.close()
    }

    @Test(
        "B1: an attempt that the portal has open, or has ended for its kiosk's silence, stands once, with its own outcome",
        arguments: [nil, AttemptOutcome.technicalError])
    func once(_ atPortal: AttemptOutcome?) async throws {
        let (journal, iin) = (try await journal(), try IIN(text: "900101300017"))
        let (first, second) = (
            try await attempt(journal, iin, .noMatch, minute: 1), try await attempt(journal, iin, .blurred, minute: 2)
        )
        let elsewhere = AttemptKey(source: "kiosk-2", sequence: first.sequence)
        let list = AttemptList(
            failures: 1, attempts: [listed(elsewhere, .noFace), listed(first, .noMatch), listed(second, atPortal)])
        let seen = try await check(journal, iin, .success(list))
        #expect(seen.attempts.map(\.outcome) == ["no-face", "no-match", "blurred"])
        // The portal has the first one's outcome already; that it has it is not known here yet.
        #expect(seen.attempts.map(\.synced) == [true, true, false])
        try await journal.close()
    }
}
