import KioskDevices
public import SmartCard

/// A virtual card without reader and service, for unit tests: the same card, the same faults.
public final class VirtualCardChannel<Card: VirtualCard>: CardChannel {
    private var faulty: FaultyCard<Card>
    private var isIn = true

    /// A channel to a card that is in its reader.
    public init(_ card: Card) { faulty = FaultyCard(card) }

    /// The card as it is now.
    public var card: Card { faulty.card }
    /// Commands since the card was put in.
    public var commands: Int { faulty.commands }

    /// The fault to come; nil for none.
    public var plan: FaultPlan? {
        get { faulty.plan }
        set { faulty.plan = newValue }
    }

    /// Puts the card in, again.
    public func insert() {
        isIn = true
        faulty.insert()
    }

    /// Answers a command; a pulled card stays away until ``insert()``. A slow one is not slow here.
    public func transmit(_ command: RawSpan) throws(CardError) -> [UInt8] {
        guard isIn else { throw .removed }
        switch faulty.answer(command.withUnsafeBytes { Array($0) }) {
        case .bytes(let answer), .later(let answer, _): return answer
        case .pulled:
            isIn = false
            throw .removed
        }
    }
}
