import KioskDomain
import KioskJournal
import KioskTime
import PortalContract
import SmartCard

/// Writes down how each PIN entry ended, by card. A ledger that cannot be written never stops a person: a full disk is
/// told elsewhere.
struct CardLedger: Sendable {
    let journal: Journal
    let clock: TrustedClock

    func note(_ result: PINResult, serial: [UInt8]?, medium: String = "card") async {
        await note(result, card: serial.map(Hex.encode) ?? "", medium: medium)
    }

    /// - Parameter card: the serial number in hexadecimal, or a token's fingerprint; nothing is kept of a card without one.
    func note(_ result: PINResult, card: String, medium: String) async {
        guard !card.isEmpty else { return }
        let remaining: Int? =
            switch result {
            case .accepted: nil
            case .wrong(let remaining): remaining
            case .blocked: 0
            }
        try? await journal.recordTry(
            card: card, medium: medium, accepted: result == .accepted, remaining: remaining, at: clock.now())
    }

    /// Wrong tries at it here since the last right one.
    func wrongTries(card: String) async -> Int { (try? await journal.cardLedger(of: card))?.wrong ?? 0 }
}
