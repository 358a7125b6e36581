/// Picks the real-time commands out of the stream as they arrive, even out of the middle of other data, as printers do.
struct RealTimeScanner {
    enum Event: Hashable {
        case data(UInt8)
        case status(UInt8)
        case clear(isAcknowledged: Bool)
    }

    /// DLE: what every real-time command begins with.
    static let lead: UInt8 = 0x10

    private var held: [UInt8] = []
    /// True between commands, when only a DLE is of interest.
    var isIdle: Bool { held.isEmpty }
    private static let clearBuffers: [UInt8] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]

    mutating func feed(_ byte: UInt8) -> [Event] {
        held.append(byte)
        if held.count == 3, held[0] == 0x10, held[1] == 0x04, (1...4).contains(byte) { return done(.status(byte)) }
        // DLE ENQ 1 would print on from the faulty line; nothing of that is modelled, so it is only swallowed.
        if held == [0x10, 0x05, 0x02] { return done(.clear(isAcknowledged: false)) }
        if held == Self.clearBuffers { return done(.clear(isAcknowledged: true)) }
        return release()
    }

    /// Lets go of what can no longer become a command; a DLE further on may start another one.
    private mutating func release() -> [Event] {
        var events: [Event] = []
        while let first = held.first, !mayBecomeCommand {
            events.append(.data(first))
            held.removeFirst()
        }
        return events
    }

    private var mayBecomeCommand: Bool {
        held == [0x10] || held == [0x10, 0x04] || held == [0x10, 0x05]
            || (held.count < Self.clearBuffers.count && Self.clearBuffers.starts(with: held))
    }

    private mutating func done(_ event: Event) -> [Event] {
        held = []
        return [event]
    }
}
