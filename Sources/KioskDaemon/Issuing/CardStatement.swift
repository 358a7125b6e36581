import CardReaderPCSC
import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalContract
import SmartCard
import SwiftASN1

/// What a holder signs with the key on the card, right after the PIN was accepted: 9C makes one signature for one VERIFY (SP
/// 800-73-4 part 1, table 5).
struct CardStatement: Sendable {
    let card: CitizenCard

    /// - Parameter slot: of the key that signs.
    /// - Parameter statement: made of the holder's IIN and the signer's serial number, hexadecimal.
    /// - Returns: compact JWS.
    func signed(
        with slot: PIVSlot = .signature, _ statement: (IIN, String) throws -> Data
    ) async throws -> String {
        guard let connection = await card.connection, let signer = await card.certificate(in: slot),
            let key = signer.key?.publicKey, let piv = PIVAlgorithm(key.keyAlgorithm),
            let (algorithm, function) = Self.algorithm(for: key.keyAlgorithm)
        else { throw Failure(slot == .signature ? .reissueExcluded : .signKeyMissing) }
        let (iin, serial) = try Self.holder(of: signer.der)
        let input = try CertifiedJWS.Input(
            try statement(iin, serial), algorithm, certificate: Data(signer.der))
        let bytes = Array(input.text.utf8)
        let value = (function == .sha384 ? DigestAlgorithm.sha384 : .sha256).digest(bytes)
        guard let digest = MessageDigest(function, value) else { throw Failure(.internalError, "digest") }
        let signature = try await connection.perform { card throws(CardError) in
            try card.sign(slot, piv, digest, expecting: key)
        }
        return try input.signed(Data(signature))
    }

    /// Whose certificate in `slot` it is, and its serial number, hexadecimal; without a PIN.
    ///
    /// - Throws: `reissue.excluded` without a certificate of a person.
    func holder(in slot: PIVSlot = .signature) async throws -> (iin: IIN, serial: String) {
        guard let signer = await card.certificate(in: slot) else { throw Failure(.reissueExcluded) }
        let (iin, serial) = try Self.holder(of: signer.der)
        return (iin, serial)
    }

    /// Whose EDS it is stands in its certificate (`serialNumber` of the subject, NCA profile).
    static func holder(of der: [UInt8]) throws -> (IIN, String) {
        let certificate = try Certificate(der: der)
        guard let name = certificate.subject.first(.NameAttributes.serialNumber), name.hasPrefix("IIN"),
            let iin = try? IIN(text: String(name.dropFirst(3)))
        else { throw Failure(.reissueExcluded) }
        return (iin, Hex.encode(certificate.serialNumber.bytes.drop { $0 == 0 }))
    }

    private static func algorithm(
        for key: CardKeyAlgorithm
    ) -> (CertifiedJWS.Algorithm, MessageDigest.Function)? {
        switch key {
        case .rsa: (.rs256, .sha256)
        case .ecP256: (.es256, .sha256)
        case .ecP384: (.es384, .sha384)
        }
    }
}
