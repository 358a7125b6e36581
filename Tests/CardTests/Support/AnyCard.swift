import SmartCard
import VirtualCard

/// A virtual card of either kind behind one watched channel, as tests of what both have in common want it.
final class AnyCard {
    let channel: WatchedChannel
    let atr: [UInt8]
    private let readTries: () -> (pin: Int, puk: Int)?
    private let setPlan: (FaultPlan?) -> Void
    private let putIn: () -> Void

    init(_ kind: VirtualCardKind) throws {
        let person = Personalisation(holder: DemoCard.holder, pin: DemoCard.pin, puk: DemoCard.puk)
        switch kind {
        case .pkcs15:
            let inner = VirtualCardChannel(VirtualFileCard(try DemoFileCard.state()))
            (channel, atr) = (WatchedChannel(inner), inner.card.atr)
            (readTries, setPlan, putIn) = ({ inner.card.tries }, { inner.plan = $0 }, { inner.insert() })
        default:
            let inner = VirtualCardChannel(VirtualPIVCard(try VirtualCardState(person)))
            (channel, atr) = (WatchedChannel(inner), inner.card.atr)
            (readTries, setPlan, putIn) = ({ inner.card.tries }, { inner.plan = $0 }, { inner.insert() })
        }
    }

    var tries: (pin: Int, puk: Int)? { readTries() }
    /// How many commands were sent.
    var commands: Int { channel.commands.count }

    /// The instructions sent after so many.
    func sent(after count: Int) -> [UInt8] { channel.commands.dropFirst(count).map { $0[1] } }

    /// Pulls the card at the next command with this instruction, before it is carried out.
    func pull(at instruction: UInt8) { setPlan(FaultPlan(.pull, instruction: instruction)) }

    func insert() { putIn() }

    func application(known: CardContents? = nil) throws -> CardApplication {
        try .identify(on: channel, atr: atr, known: known)
    }
}
