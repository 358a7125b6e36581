import SmartCard
import VirtualCard

/// A virtual PIV card with keys and certificates in chosen slots, in process.
struct IssuedCard {
    let channel: VirtualCardChannel<VirtualPIVCard>
    private(set) var keys: [PIVSlot: PublicKeyMaterial] = [:]

    /// Makes the card; each slot gets a P-256 key and the certificate that `make` gives for it.
    init(
        _ slots: [PIVSlot], extended: Bool = false, algorithm: PIVAlgorithm = .eccP256,
        _ make: (PIVSlot, PublicKeyMaterial) -> [UInt8]? = { TestCertificate(key: $1).der }
    ) throws {
        channel = extended ? try DemoCard.extended() : VirtualCardChannel(try DemoCard.make())
        let card = try DemoCard.select(channel)
        try DemoCard.becomeAdministrator(card)
        for slot in slots {
            let key = try card.generateKeyPair(slot, algorithm)
            keys[slot] = key
            if let certificate = make(slot, key) { try card.storeCertificate(certificate, slot) }
        }
        channel.insert()
    }

    /// Writes an object as an administrator's program would: the content of its template, as it is.
    func put(_ content: [UInt8], _ object: PIVObject) throws {
        try DemoCard.becomeAdministrator(DemoCard.select(channel))
        let data = TLV(0x5C, TLV.bytes(ofTag: object.tag)).encoded + TLV(0x53, content).encoded
        let answer = try channel.send(CommandAPDU(ins: 0xDB, p1: 0x3F, p2: 0xFF, data: data))
        guard answer.status == .success else { throw CardError.refused(answer.status, step: "PUT DATA") }
        channel.insert()
    }

    /// The application as the daemon finds it.
    func application(known: CardContents? = nil) throws -> CardApplication {
        try .identify(on: channel, atr: channel.card.atr, known: known)
    }
}
