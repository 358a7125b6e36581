/// Picks the real-time commands out of the stream as they arrive, even out of the middle of other data, as printers do.
struct RealTimeScanner {
    enum Event: Hashable {
        case data(UInt8)
        case command(RealTimeCommand)
    }

    /// What every real-time command begins with.
    let lead: UInt8
    private let commands: [(bytes: [UInt8], command: RealTimeCommand)]
    private var held: [UInt8] = []
    /// True between commands, when only the lead is of interest.
    var isIdle: Bool { held.isEmpty }

    init(_ family: VirtualFamily) {
        lead = family.lead
        commands = family.realTimeCommands
    }

    mutating func feed(_ byte: UInt8) -> [Event] {
        held.append(byte)
        if let whole = commands.first(where: { $0.bytes == held }) {
            held = []
            return [.command(whole.command)]
        }
        return release()
    }

    /// Lets go of what can no longer become a command; a lead further on may start another one.
    private mutating func release() -> [Event] {
        var events: [Event] = []
        while let first = held.first, !commands.contains(where: { $0.bytes.starts(with: held) }) {
            events.append(.data(first))
            held.removeFirst()
        }
        return events
    }
}
