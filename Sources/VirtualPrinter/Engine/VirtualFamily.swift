/// Whose commands and answers the virtual printer has.
public enum VirtualFamily: String, Sendable, Hashable, CaseIterable {
    case epson, custom, snbc, star, citizen, zebra

    /// True when a cut slip waits inside until it is brought out.
    var hasPresenter: Bool { self == .custom || self == .zebra }

    /// GS ( H is Epson's alone.
    var knowsProcessID: Bool { self == .epson }

    /// What its real-time commands begin with.
    var lead: UInt8 {
        switch self {
        case .epson, .custom, .snbc, .citizen: 0x10
        case .star, .zebra: 0x1B
        }
    }

    /// Commands that act when they arrive, wherever they stand.
    var realTimeCommands: [(bytes: [UInt8], command: RealTimeCommand)] {
        switch self {
        case .epson, .snbc, .citizen: Self.escpos
        case .custom: Self.escpos + [([0x10, 0x04, 0x14], .fullStatus)]
        case .star: [([0x1B, 0x06, 0x01], .starStatus), ([0x1B, 0x06, 0x18], .clear(isAcknowledged: false))]
        case .zebra:
            [
                ([0x1B, 0x05, 0x01], .zebraState), ([0x1B, 0x05, 0x63], .zebraInformation),
                ([0x1B, 0x3F], .clear(isAcknowledged: false)),
            ]
        }
    }

    private static let escpos: [(bytes: [UInt8], command: RealTimeCommand)] =
        (1...4).map { ([0x10, 0x04, $0], .status($0)) } + [
            // DLE ENQ 1 would print on from the faulty line; nothing of that is modelled.
            ([0x10, 0x05, 0x02], .clear(isAcknowledged: false)),
            ([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08], .clear(isAcknowledged: true)),
        ]
}

/// What a real-time command wants.
enum RealTimeCommand: Hashable {
    case status(UInt8)
    case fullStatus
    case starStatus
    case zebraState
    case zebraInformation
    case clear(isAcknowledged: Bool)
}
