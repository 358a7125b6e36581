import ArgumentParser
import Crypto
import CryptoExtras
import FoundationEssentials
import SmartCard
import VirtualCard

/// Makes a virtual PIV card with a key in slot 9C and writes the public key, so that a certificate can be made for it.
struct MakeCard: ParsableCommand {
    @Option(help: "The card's memory, for `kiosk-sim card`.")
    var state: String
    @Option(help: "rsa2048 or eccP256.")
    var algorithm: Algorithm
    @Option(help: "PIN of the card.")
    var pin: String
    @Option(help: "Where subjectPublicKeyInfo goes, DER.")
    var publicKey: String

    /// What PIV cards have that portals ask for.
    enum Algorithm: String, ExpressibleByArgument {
        case rsa2048, eccP256

        var ofCard: PIVAlgorithm { self == .rsa2048 ? .rsa2048 : .eccP256 }
    }

    func run() throws {
        let person = Personalisation(holderName: "Demo Person 1", iin: "000000000000", pin: pin, puk: "73915486")
        let channel = VirtualCardChannel(VirtualPIVCard(try VirtualCardState(person)))
        let key = try administrator(of: channel).generateKeyPair(.signature, algorithm.ofCard)
        try Data(key.subjectPublicKeyInfo).write(to: URL(filePath: publicKey))
        try StateFile(path: state).save(channel.card.state)
    }
}

/// Writes a certificate into slot 9C.
struct Certify: ParsableCommand {
    @Option(help: "The card's memory.")
    var state: String
    @Option(help: "The certificate, DER.")
    var certificate: String

    func run() throws {
        guard let kept: VirtualCardState = try StateFile(path: state).load() else {
            throw ValidationError("\(state) is not there")
        }
        let channel = VirtualCardChannel(VirtualPIVCard(kept))
        let der = try Data(contentsOf: URL(filePath: certificate))
        try administrator(of: channel).storeCertificate(Array(der), .signature)
        try StateFile(path: state).save(channel.card.state)
    }
}

/// What the portal does for a card that is being written (RULES E2a), by the demonstration's derivation of the key.
private func administrator(of channel: any CardChannel) throws -> PIVCard {
    guard let card = try PIVCard.select(on: channel), let number = try card.cardID() else {
        throw ValidationError("no PIV card")
    }
    var block = try card.administrativeChallenge()
    try AES.permute(&block, key: SymmetricKey(data: ManagementKey.derive(cardID: number.bytes)))
    guard try card.answerAdministrativeChallenge(block) else { throw ValidationError("9B refused") }
    return card
}
