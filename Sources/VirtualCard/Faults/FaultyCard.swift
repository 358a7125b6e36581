import SmartCard

/// What comes out of a reader with a card that may have faults.
enum FaultyAnswer {
    case bytes([UInt8])
    case later([UInt8], Duration)
    case pulled
}

/// A card whose commands pass a fault plan first.
struct FaultyCard<Card: VirtualCard> {
    var card: Card
    var plan: FaultPlan?
    /// Commands since the card was put in.
    private(set) var commands = 0

    init(_ card: Card) { self.card = card }

    mutating func insert() {
        commands = 0
        card.reset()
    }

    mutating func answer(_ command: [UInt8]) -> FaultyAnswer {
        commands += 1
        let fault = plan?.strikes(command)
        if fault != nil, plan?.always == false { plan = nil }
        switch fault {
        case nil: return .bytes(card.answer(command))
        case .pull: return .pulled
        case .pullAfter:
            _ = card.answer(command)
            return .pulled
        case .noDiagnosis: return .bytes(ResponseAPDU(status: .noPreciseDiagnosis).encoded)
        case .slow(let delay): return .later(card.answer(command), delay)
        case .reset:
            card.reset()
            return .bytes(card.answer(command))
        case .garbage: return .bytes([0x7C, 0x84, 0xFF, 0xFF, 0xFF, 0x90, 0x00])
        }
    }
}
