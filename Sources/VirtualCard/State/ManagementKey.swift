import Crypto
public import FoundationEssentials

/// The administrative key 9B of a virtual card (AES-256), derived from its GUID so that the reference portal can answer
/// the card's challenges without a list of cards:
///
///     key = HKDF-SHA256(ikm: SHA-256("psc-kiosk demonstration master 9B"), salt: GUID,
///                       info: "psc-kiosk virtual card 9B v1", 32 bytes)
///
/// The master is public and protects nothing: virtual cards hold no real keys. A real card's key is held by the portal
/// alone (RULES E2a).
public enum ManagementKey {
    /// The key of the card with this GUID (16 bytes), 32 bytes.
    public static func derive(cardID: [UInt8]) -> Data {
        let master = SymmetricKey(data: SHA256.hash(data: Data("psc-kiosk demonstration master 9B".utf8)))
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, salt: cardID, info: Data("psc-kiosk virtual card 9B v1".utf8),
            outputByteCount: 32)
        return key.withUnsafeBytes { Data($0) }
    }
}
