/// One message between the daemon and a helper: 4 bytes big-endian length of the rest, 1 byte kind, payload.
public struct HelperFrame: Sendable, Hashable {
    /// What the payload is.
    public enum Kind: UInt8, Sendable {
        /// UTF-8 JSON.
        case message = 0
        /// A JPEG picture for the screen, helper to daemon.
        case preview = 1
        /// The reference portrait, daemon to helper.
        case portrait = 2
    }

    /// The most bytes of a payload; a longer one ends the connection.
    public static let payloadLimit = 8 << 20

    /// What the payload is.
    public var kind: Kind
    /// At most ``payloadLimit`` bytes.
    public var payload: [UInt8]

    /// Makes a frame; the caller keeps to ``payloadLimit``.
    public init(_ kind: Kind, _ payload: [UInt8]) {
        self.kind = kind
        self.payload = payload
    }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] {
        let length = UInt32(payload.count + 1)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 5)
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        bytes.append(kind.rawValue)
        bytes.append(contentsOf: payload)
        return bytes
    }
}
