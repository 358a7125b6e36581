public import KioskDomain
import KioskDevices
import PKIX
public import SwiftASN1

/// What a time-stamp authority says (TSTInfo, RFC 3161 2.4.2).
public struct TimeStampInfo: Sendable, Hashable {
    /// Under which policy.
    public let policy: ASN1ObjectIdentifier
    /// What existed at ``time``.
    public let imprint: MessageImprint
    /// Content octets of the number, which no other time stamp of the authority has.
    public let serialNumber: [UInt8]
    /// When.
    public let time: UnixTime
    /// How far the true time may be away, to either side; nil when the authority does not say.
    public let accuracy: Duration?
    /// Content octets of the number from the request.
    public let nonce: [UInt8]?

    init(
        policy: ASN1ObjectIdentifier, imprint: MessageImprint, serialNumber: [UInt8], time: UnixTime,
        accuracy: Duration?, nonce: [UInt8]?
    ) {
        self.policy = policy
        self.imprint = imprint
        self.serialNumber = serialNumber
        self.time = time
        self.accuracy = accuracy
        self.nonce = nonce
    }

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        guard try reader.next().number() == 1 else { throw Failure.malformed("TSTInfo: version") }
        policy = try reader.next().objectIdentifier
        imprint = try MessageImprint(reader.next())
        serialNumber = Array(try reader.next().integerBytes)
        let moment = try reader.next()
        guard moment.identifier == .generalizedTime else { throw EncodingProblem.structure }
        time = try moment.time
        accuracy = try reader.optional(.sequence).map { try Self.accuracy($0) }
        _ = reader.optional(.boolean)
        nonce = try reader.optional(.integer).map { Array(try $0.integerBytes) }
        _ = reader.optional(context: 0)
        _ = reader.optional(context: 1)
        try reader.finish()
    }

    private static func accuracy(_ node: ASN1Node) throws -> Duration {
        var reader = try ElementReader(node)
        let seconds = try reader.optional(.integer)?.number() ?? 0
        let milliseconds = try reader.optional(context: 0)?.number(DEREncoding.context(0)) ?? 0
        let microseconds = try reader.optional(context: 1)?.number(DEREncoding.context(1)) ?? 0
        try reader.finish()
        return .seconds(seconds) + .milliseconds(milliseconds) + .microseconds(microseconds)
    }

    /// With an accuracy in whole seconds, which is all that our own authority claims.
    var der: [UInt8] {
        var parts = [
            DEREncoding.integer(1), DEREncoding.objectIdentifier(policy), imprint.der,
            DEREncoding.primitive(.integer, serialNumber), DEREncoding.generalizedTime(time),
        ]
        if let accuracy {
            parts.append(DEREncoding.sequence(DEREncoding.integer(Int(accuracy.components.seconds))))
        }
        if let nonce { parts.append(DEREncoding.primitive(.integer, nonce)) }
        return DEREncoding.sequence(of: parts)
    }
}
