import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalClient
import PortalContract

/// The journal's unsent events as the portal's pump wants them. Each carries the demonstration mark (R1).
struct JournalOutbox: OutboxSource {
    let journal: Journal
    let clock: TrustedClock
    let demonstration: Bool

    func nextBatch(limit: Int) async throws -> [KioskEvent] {
        try await journal.nextBatch(limit: limit).map { entry in
            KioskEvent(
                sequence: entry.sequence, type: KioskEventType(rawValue: entry.type), body: Data(entry.body),
                digest: Hex.encode(entry.digest), demonstration: demonstration)
        }
    }

    func markSent(sequence: Int64, digest: String) async throws {
        guard let bytes = Hex.decode(digest) else { throw Failure(.portalAnswer, "a digest is not hexadecimal") }
        switch try await journal.markSent(sequence: sequence, digest: bytes, at: clock.now()) {
        case .sent, .alreadySent: break
        case .digestDiffers, .unknownSequence:
            throw Failure(.idempotencyConflict, "event \(sequence) was stored with another digest")
        }
    }
}
