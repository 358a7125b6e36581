import Crypto
import CryptoExtras
import KioskTestSupport
import SmartCard
import VirtualCard

/// A virtual PIV card with two keys and their certificates, as a state file and in vpcd's reader.
struct PIVCardFile {
    static let pin = "482915"
    let folder: TemporaryFolder
    /// The keys of 9A and 9C, SubjectPublicKeyInfo.
    let keys: [[UInt8]]
    /// Their certificates.
    let certificates: [[UInt8]]
    private static let person = Personalisation(
        holder: CardHolder(name: "Demo Person 1", iin: "000000000000"), pin: pin, puk: "73510264")

    init(_ algorithm: PIVAlgorithm) async throws {
        folder = try TemporaryFolder("piv")
        let file = StateFile(path: folder.file("card.json"))
        let channel = VirtualCardChannel(VirtualPIVCard(try VirtualCardState(Self.person)) { try file.save($0) })
        guard let card = try PIVCard.select(on: channel), let number = try card.cardID() else {
            throw TestProblem("no PIV card")
        }
        guard try card.verify(PIN(digits: Self.pin)) == .accepted else { throw TestProblem("PIN refused") }
        var answer = try card.administrativeChallenge()
        try AES.permute(&answer, key: SymmetricKey(data: ManagementKey.derive(cardID: number.bytes)))
        guard try card.answerAdministrativeChallenge(answer) else { throw TestProblem("9B refused") }
        let judge = try Judge()
        var (keys, certificates): ([[UInt8]], [[UInt8]]) = ([], [])
        for slot in [PIVSlot.authentication, .signature] {
            let key = try card.generateKeyPair(slot, algorithm).subjectPublicKeyInfo
            let certificate = try await judge.certificate(for: key, serial: 17 + keys.count)
            try card.storeCertificate(certificate, slot)
            keys.append(key)
            certificates.append(certificate)
        }
        (self.keys, self.certificates) = (keys, certificates)
    }

    /// Runs `body` while the card is in the reader of a real pcscd.
    func inReader(_ body: (PIVCardFile) async throws -> Void) async throws {
        try await PCSCService.withRunning {
            let service = VirtualCardService(
                VirtualCardConfiguration(
                    stateFile: StateFile(path: folder.file("card.json")), person: Self.person,
                    controlSocket: folder.file("control")))
            try await withThrowingTaskGroup { group in
                group.addTask { try await service.run() }
                try await body(self)
                group.cancelAll()
            }
        }
    }

    /// Gives the card an order, `remove` or `insert`.
    func order(_ text: String) throws { try VirtualCardControl.send(text, socket: folder.file("control")) }
}
