import FoundationEssentials

/// What travels as a ``HelperFrame/Kind/message``: JSON.
public protocol HelperMessage: Codable, Sendable {}

extension HelperMessage {
    /// As a frame.
    public func frame() throws -> HelperFrame { HelperFrame(.message, Array(try JSONEncoder().encode(self))) }

    /// Reads the payload of a message frame.
    public init(payload: [UInt8]) throws(HelperProtocolError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(payload))
        } catch {
            throw .malformed("a message that cannot be read")
        }
    }
}
