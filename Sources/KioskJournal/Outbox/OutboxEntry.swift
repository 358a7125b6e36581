internal import FoundationEssentials
public import KioskDomain
internal import PortalContract
public import PortalSync

/// What the portal is to be told: a type of the contract and its JSON body.
public struct OutboxEvent: Sendable, Hashable {
    /// Bytes of a body at most.
    public static let limit = 256 << 10
    /// A type of the portal contract.
    public var type: String
    /// JSON.
    public var body: [UInt8]

    /// Every field as given.
    public init(_ type: String, _ body: [UInt8]) {
        self.type = type
        self.body = body
    }
}

/// One event that the portal has not confirmed.
public struct OutboxEntry: Sendable, Hashable {
    /// Never used twice by this kiosk; with the kiosk's name it makes the message idempotent (DESIGN 5.4).
    public var sequence: Int64
    /// A type of the portal contract.
    public var type: String
    /// The bytes to send, exactly.
    public var body: [UInt8]
    /// SHA-256 of `body`.
    public var digest: [UInt8]
    /// Whose order it keeps.
    public var lane: Lane
    /// When it was written.
    public var createdAt: UnixTime
    /// A virtual part may have taken part when it was written (RULES R1).
    public var demonstration: Bool
}

extension OutboxEntry {
    /// As the pump wants it.
    public var record: OutboxRecord {
        OutboxRecord(
            event: KioskEvent(
                sequence: sequence, type: KioskEventType(rawValue: type), body: Data(body), digest: digest.hex,
                demonstration: demonstration), lane: lane)
    }
}

extension OutboxEntry: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without personal data.
    public var description: String { "\(type) \(sequence)" }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Without personal data.
    public var customMirror: Mirror { Mirror(self, children: ["sequence": sequence, "type": type]) }
}

/// How much waits for the portal.
public struct OutboxStatus: Sendable, Hashable {
    /// Events that wait.
    public var depth: Int64
    /// Bytes of the bodies that wait.
    public var bytes: Int64
    /// When the oldest of them was written; nil when nothing waits.
    public var oldest: UnixTime?
}
