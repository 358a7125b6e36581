public import KioskDevices

/// One message between the daemon and a helper: 4 bytes big-endian length of the rest, 1 byte kind, payload.
public struct HelperFrame: Sendable, Hashable {
    /// What the payload is.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// UTF-8 JSON.
        case message = 0
        /// A JPEG picture for the screen, helper to daemon.
        case preview = 1
        /// The reference portrait, daemon to helper.
        case portrait = 2
        /// A document, a signature, a key file: bytes that belong to the next message.
        case document = 3
        /// A password or PIN, daemon to helper; wiped where it was read.
        case secret = 4

        /// The most bytes of such a payload; a longer one ends the connection.
        public var payloadLimit: Int {
            switch self {
            case .message, .preview, .portrait: 8 << 20
            case .document: 72 << 20
            case .secret: 1 << 10
            }
        }

        static let greatestLimit = allCases.map(\.payloadLimit).reduce(0, max)
    }

    /// Length and kind, before the payload.
    static let headerLength = 5

    /// What the payload is.
    public var kind: Kind
    /// At most ``Kind/payloadLimit`` bytes.
    public var payload: [UInt8]

    /// Makes a frame; the caller keeps to ``Kind/payloadLimit``.
    public init(_ kind: Kind, _ payload: [UInt8]) {
        self.kind = kind
        self.payload = payload
    }

    /// The bytes on the wire, in one piece: for small frames. Large ones go by ``StreamSocket/send(_:within:)``.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + Self.headerLength)
        bytes.append(contentsOf: header)
        bytes.append(contentsOf: payload)
        return bytes
    }

    /// The 5 bytes before the payload.
    var header: [UInt8] { Self.header(kind, count: payload.count) }

    static func header(_ kind: Kind, count: Int) -> [UInt8] {
        let length = UInt32(count + 1)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + [kind.rawValue]
    }

    /// Moves the payload into memory that is zeroed when nobody holds it any more, without copying it. Call it on the frame
    /// that the reader gave, not on a copy.
    mutating func takePayload() -> WipedBytes {
        var taken: [UInt8] = []
        swap(&taken, &payload)
        return WipedBytes(taken)
    }

    /// Moves the payload into locked memory and zeroes it here. Call it on the frame that the reader gave, not on a
    /// copy: a copy's payload would stay. Nil when it is longer than a secret can be.
    public mutating func takeSecret() -> SecretBytes? {
        var secret = SecretBytes()
        var fits = true
        for byte in payload where fits { fits = secret.append(byte) }
        wipe(&payload)
        payload = []
        if fits { return secret }
        return nil
    }
}
