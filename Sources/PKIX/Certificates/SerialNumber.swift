import SwiftASN1

/// A certificate's serial number: the contents of its INTEGER, unsigned or not, as the authority wrote them.
public struct SerialNumber: Sendable, Hashable, CustomStringConvertible {
    /// Most significant byte first; leading zeros that DER does not need are gone.
    public let bytes: [UInt8]

    /// From the contents of an INTEGER.
    public init(_ contents: some Collection<UInt8>) {
        var bytes = Array(contents)
        while bytes.count > 1, bytes[0] == 0, bytes[1] < 0x80 { bytes.removeFirst() }
        self.bytes = bytes
    }

    /// INTEGER.
    public var der: [UInt8] { DEREncoding.primitive(.integer, bytes) }

    /// Hexadecimal.
    public var description: String { Hexadecimal.text(bytes) }
}
