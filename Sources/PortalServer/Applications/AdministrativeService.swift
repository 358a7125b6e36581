import Crypto
import CryptoExtras
import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Answers a card's administrative challenge (RULES E2a). The management key never leaves the portal; the reference
/// portal knows only the keys of virtual cards.
struct AdministrativeService: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let demonstration: Bool

    func respond(
        _ number: String, _ request: AdministrativeChallenge, kiosk: EnrolledKiosk
    ) async throws -> AdministrativeResponse {
        guard demonstration else {
            throw PortalProblem(.demonstrationRefused, 403, "only virtual cards are known, and not in this mode")
        }
        guard let card = Hex.decode(request.cardID), card.count == 16, request.algorithm == "AES-256",
            request.challenge.count == 16
        else { throw PortalProblem.invalid("not a GUID, or not one block of AES-256") }
        let now = clock.now()
        try await store.write { database in
            let application = try ApplicationRow.require(database, number, by: kiosk)
            guard [.confirmed, .issued, .written].contains(application.state) else {
                throw PortalProblem(.portalRefused, 409, "the application is not confirmed")
            }
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "card.administrative", iin: application.iin, detail: number)
        }
        var block = Array(request.challenge)
        try AES.permute(&block, key: Self.demonstrationKey(card: card))
        return AdministrativeResponse(response: Data(block))
    }

    /// The management key of a virtual card: HKDF-SHA256 (RFC 5869) over its GUID.
    static func demonstrationKey(card: [UInt8]) -> SymmetricKey {
        let master = SymmetricKey(data: SHA256.hash(data: Array("psc-kiosk demonstration master 9B".utf8)))
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, salt: card, info: Array("psc-kiosk virtual card 9B v1".utf8),
            outputByteCount: 32)
    }
}
