public import KioskDomain

/// A slip that the printer did not confirm, about which a person is to decide; nothing of the person whom it is for.
public struct OpenSlip: Sendable, Hashable, Identifiable {
    /// By which a decision names it.
    public var id: String
    /// The number of the queue, or the slip's own at this kiosk.
    public var number: String
    /// A stable word, such as `ticket`.
    public var kind: String
    /// `unconfirmed` or `failed`.
    public var state: SlipState
    /// When it was recorded.
    public var issuedAt: UnixTime
    /// The same as `HH:MM` on the centre's wall.
    public var time: String
    /// Whether it can be printed again.
    public var mayPrint: Bool

    /// Memberwise.
    public init(
        id: String, number: String, kind: String, state: SlipState, issuedAt: UnixTime, time: String, mayPrint: Bool
    ) {
        self.id = id
        self.number = number
        self.kind = kind
        self.state = state
        self.issuedAt = issuedAt
        self.time = time
        self.mayPrint = mayPrint
    }
}
