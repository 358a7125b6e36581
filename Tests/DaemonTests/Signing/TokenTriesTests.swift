import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import KioskTime
import SigningKeys
import Testing

@testable import KioskDaemon
@testable import KioskJournal

/// The built kiosk-token with SoftHSM's module, which tells no number of tries.
@Suite("E9: tries at a token are in the ledger of those at cards", .serialized, .timeLimit(.minutes(2)))
struct TokenTriesTests {
    @Test("wrong ones are counted over sessions, by the token and not by its name; a right one begins anew")
    func counted() async throws {
        let soft = try await SoftTokenHelper()
        let folder = try TemporaryFolder("ledger")
        let now = UnixTime(milliseconds: 1_800_000_000_000)
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: now)
        let ledger = CardLedger(journal: journal, clock: TrustedClock())
        let source = TokenKeySource(
            socketPath: soft.socket, acceptsVirtual: true,
            tried: { await ledger.note($2, card: $0, medium: $1) },
            summary: { _ in throw Failure(.certificateMalformed) })
        let place = try await eventually("kiosk-token answers", within: .seconds(20)) {
            await source.places(making: .ecP256).places.first
        }
        let token = place.token.fingerprint
        #expect(await ledger.wrongTries(card: token) == 0)
        for wrong in 1...2 {
            let session = try await source.open(place)
            guard case .wrong = try await session.unlock(Self.secret("99999999"), confirmedLastTry: false) else {
                Issue.record("taken")
                return
            }
            await session.end()
            #expect(await ledger.wrongTries(card: token) == wrong)
        }
        let entry = try #require(try await journal.cardLedger().first)
        #expect(entry.medium == "kaztoken" && entry.remaining == nil && !entry.isBlocked)
        #expect(await ledger.wrongTries(card: "another") == 0)
        let session = try await source.open(place)
        #expect(try await session.unlock(Self.secret("482915"), confirmedLastTry: false) == .accepted)
        await session.end()
        #expect(await ledger.wrongTries(card: token) == 0)
        #expect(try await journal.cardLedger().count == 1)
        try await journal.close()
    }

    private static func secret(_ text: String) -> SecretBytes {
        var secret = SecretBytes()
        for byte in text.utf8 { _ = secret.append(byte) }
        return secret
    }
}
