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
                demonstration: demonstration)
        }
    }

    func markSent(sequence: Int64, digest: String) async throws {
        guard let bytes = Hex.bytes(digest) else { throw Failure(.portalAnswer, "a digest is not hexadecimal") }
        switch try await journal.markSent(sequence: sequence, digest: bytes, at: clock.now()) {
        case .sent, .alreadySent: break
        case .digestDiffers, .unknownSequence:
            throw Failure(.idempotencyConflict, "event \(sequence) was stored with another digest")
        }
    }
}

/// Hexadecimal text of bytes, both ways.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
