import PortalContract
import SQLAccess

/// Nonces of portals that share a database: durable before the request is let through, so that neither another process nor
/// a restart lets it through again. ``Housekeeping`` forgets them after the window.
enum NonceTable {
    /// - Parameter now: seconds since 1970, portal's clock.
    static func judge(
        _ database: any SQLTransaction, _ parameters: SignatureParameters, now: Int64
    ) throws -> NonceVerdict {
        guard abs(now - parameters.created) <= MessageSignature.window else { return .outsideWindow }
        let added = try database.execute(
            "INSERT INTO nonce (kiosk, nonce, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [parameters.keyID, parameters.nonce, parameters.created])
        return added == 1 ? .fresh : .replayed
    }
}
