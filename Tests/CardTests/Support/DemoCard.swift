import Crypto
import CryptoExtras
import KioskDevices
import KioskTestSupport
import SmartCard
import VirtualCard

/// The card of the tests, and what the portal would do for it.
enum DemoCard {
    static let pin = "482915"
    static let puk = "73510264"
    static let holder = CardHolder(name: "Demo Person 1", iin: "000000000000")

    static func make() throws -> VirtualPIVCard {
        try VirtualPIVCard(VirtualCardState(Personalisation(holder: holder, pin: pin, puk: puk)))
    }

    static func inProcess() throws -> (channel: VirtualCardChannel<VirtualPIVCard>, card: PIVCard) {
        let channel = VirtualCardChannel(try make())
        return (channel, try select(channel))
    }

    /// A card that takes and offers extended lengths.
    static func extended() throws -> VirtualCardChannel<VirtualPIVCard> {
        VirtualCardChannel(VirtualPIVCard(try make().state, extendedLength: true))
    }

    /// What a person types.
    static func typed(_ digits: String) -> SecretBytes {
        var secret = SecretBytes()
        for byte in digits.utf8 { _ = secret.append(byte) }
        return secret
    }

    static func select(_ channel: any CardChannel) throws -> PIVCard {
        guard let card = try PIVCard.select(on: channel) else { throw CardError.unknownCard }
        return card
    }

    /// The portal's half of the administrative authentication (RULES E2a).
    static func answer(_ challenge: [UInt8], cardID: CardID) throws -> [UInt8] {
        var block = challenge
        try AES.permute(&block, key: SymmetricKey(data: ManagementKey.derive(cardID: cardID.bytes)))
        return block
    }

    static func digest(_ text: String) throws -> MessageDigest {
        guard let digest = MessageDigest(.sha256, Array(SHA256.hash(data: Array(text.utf8)))) else {
            throw CardError.badAnswer("digest")
        }
        return digest
    }

    static func becomeAdministrator(_ card: PIVCard) throws {
        guard let number = try card.cardID() else { throw CardError.badAnswer("no GUID") }
        let challenge = try card.administrativeChallenge()
        guard try card.answerAdministrativeChallenge(answer(challenge, cardID: number)) else {
            throw CardError.badAnswer("9B refused")
        }
    }

    /// A certificate's stand-in of a real certificate's length.
    static let certificate: [UInt8] = TLV(0x30, (0..<1500).map { UInt8($0 % 251) }).encoded

    /// The whole writing of an EDS as the kiosk does it; gives the two public keys.
    @discardableResult
    static func write(_ card: PIVCard, _ algorithm: PIVAlgorithm = .eccP256) throws -> [PublicKeyMaterial] {
        _ = try card.cardID()
        _ = try card.counter()
        guard try card.verify(PIN(digits: pin)) == .accepted else { throw CardError.badAnswer("PIN refused") }
        try becomeAdministrator(card)
        let keys = [
            try card.generateKeyPair(.authentication, algorithm), try card.generateKeyPair(.signature, algorithm),
        ]
        _ = try card.sign(.signature, algorithm, digest("request 2"))
        _ = try card.sign(.authentication, algorithm, digest("request 1"))
        try card.storeCertificate(certificate, .authentication)
        try card.storeCertificate(certificate, .signature)
        return keys
    }
}
