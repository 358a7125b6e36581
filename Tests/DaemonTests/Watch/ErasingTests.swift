import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import Logging
import PortalContract
import PortalSync
import Testing

@testable import KioskDaemon

@Suite("R6, issue 6 (clock ahead by a year): by which clock a machine erases")
struct ErasingTests {
    private struct Standing: WallClock {
        let at: UnixTime
        func now() -> UnixTime { at }
        func steady() -> Duration { .zero }
    }

    private static let today = UnixTime(milliseconds: 1_800_000_000_000)

    /// A journal with one record that the portal has, written today.
    private func journal(_ folder: TemporaryFolder) async throws -> Journal {
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: Self.today)
        let sequence = try await journal.enqueue(OutboxEvent("test", [1]), at: Self.today)
        let digest = ContentDigest.hex(of: [UInt8](arrayLiteral: 1))
        var settlement = Settlement()
        settlement.confirmed = [Settlement.Confirmation(sequence: sequence, digest: digest)]
        #expect(try await journal.settle(settlement, at: Self.today).sent == [sequence])
        return journal
    }

    /// How many records are there to be offered again.
    private func kept(_ journal: Journal) async throws -> Int64 {
        var settlement = Settlement()
        settlement.standing = JournalStanding(
            answer: 0, era: "put-back", audit: nil, alarm: FailureCode.portalSetBack.rawValue)
        _ = try await journal.settle(settlement, at: Self.today)
        return try await journal.outboxStatus().depth
    }

    @Test(
        "what is sent stays until the portal told the time; then its time decides, and at a machine without a line its own",
        arguments: [
            (ahead: 366, portal: Int?.none, hearsPortal: true, kept: Int64(1)),
            (ahead: 366, portal: 0, hearsPortal: true, kept: 1),
            (ahead: 0, portal: 366, hearsPortal: true, kept: 0),
            (ahead: 366, portal: nil, hearsPortal: false, kept: 0),
        ])
    func erasing(ahead: Int, portal: Int?, hearsPortal: Bool, kept expected: Int64) async throws {
        let journal = try await journal(try TemporaryFolder("erasing"))
        let clock = TrustedClock(clock: Standing(at: Self.today + .seconds(ahead * 86_400)))
        if let portal { clock.measured(portal: Self.today + .seconds(portal * 86_400), asked: clock.mark()) }
        await Housekeeping(
            journal: journal, clock: clock, zone: CentreZone.almaty, logger: Logger(label: "test"),
            hearsPortal: hearsPortal
        ).once()
        // The head of the audit chain waits in the outbox as well.
        let head = try await journal.outboxStatus().depth
        #expect(try await kept(journal) - head == expected)
        try await journal.close()
    }
}
