import SmartCard
import VirtualCard

/// The virtual PKCS#15 card of the tests.
enum DemoFileCard {
    // Making an RSA key takes a while; every test starts from a copy of the same card.
    private static let made = Result {
        try VirtualFileCardState(
            personalised: Personalisation(holder: DemoCard.holder, pin: DemoCard.pin, puk: DemoCard.puk))
    }

    static func state() throws -> VirtualFileCardState { try made.get() }

    /// The card, with its state changed first.
    static func channel(
        _ change: (inout VirtualFileCardState) -> Void = { _ in }
    ) throws -> VirtualCardChannel<VirtualFileCard> {
        var state = try state()
        change(&state)
        return VirtualCardChannel(VirtualFileCard(state))
    }

    static func application(
        _ channel: any CardChannel, known: CardContents? = nil
    ) throws -> CardApplication {
        try .identify(on: channel, atr: ATRTable.virtualPKCS15Card, known: known)
    }

    static let objects: [UInt16] = [0x3F00, 0x5015, 0x5031]
    static let token: [UInt16] = [0x3F00, 0x5015, 0x5032]
    static let pins: [UInt16] = [0x3F00, 0x5015, 0x4401]
    static let privateKeys: [UInt16] = [0x3F00, 0x5015, 0x4402]
    static let publicKeys: [UInt16] = [0x3F00, 0x5015, 0x4403]
    static let certificates: [UInt16] = [0x3F00, 0x5015, 0x4404]
    static let loginCertificate: [UInt16] = [0x3F00, 0x5015, 0x3400]
    static let loginPublicKey: [UInt16] = [0x3F00, 0x5015, 0x3300]
}
