import KioskDomain
import KioskJournal
import KioskScreens
import KioskTestSupport
import KioskTime
import PortalContract
import PortalSync
import Testing

@testable import KioskDaemon

@Suite("The operator's check (B5; issue 6, item 4)")
struct OperatorCheckTests {
    /// 2026-11-23 09:00 in Almaty.
    private static let nine = KeptHall.nine

    private func attempt(_ journal: Journal, _ iin: IIN, _ outcome: AttemptOutcome?, minute: Int) async throws {
        let at = Self.nine + .seconds(minute * 60)
        let record = try await journal.openAttempt(
            AttemptDraft(person: SealedPerson(iin: iin), session: "s", proof: "p"), at: at)
        guard let outcome else { return }
        try await journal.closeAttempt(id: record.id, outcome: outcome, at: at)
    }

    @Test("attempts that the portal does not know yet are shown as pending, and only until it does; its count decides")
    func pending() async throws {
        let folder = try TemporaryFolder("check")
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: Self.nine)
        let (iin, other) = (try IIN(text: "900101300017"), try IIN(text: "850315300019"))
        let zone = try #require(CentreZone(identifier: "Asia/Almaty"))
        try await attempt(journal, iin, .noMatch, minute: 1)
        try await attempt(journal, other, .noMatch, minute: 2)
        try await attempt(journal, iin, .blurred, minute: 3)
        try await attempt(journal, iin, nil, minute: 4)
        let list = AttemptList(
            failures: 4,
            attempts: [
                AttemptListed(
                    channel: .home, openedAtMilliseconds: Self.nine.milliseconds, outcome: .noFace, counts: true)
            ])
        func check() async throws -> OperatorCheck {
            OperatorDesk.check(
                iin, list, pending: try await journal.unsyncedAttempts(for: iin), limit: 5, zone: zone)
        }
        let seen = try await check()
        #expect(seen.failures == 4 && !seen.accepted)
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
        #expect(try await check().attempts.map(\.synced) == [true])
        try await journal.close()
    }
}
