public import KioskDevices
public import KioskDomain
public import PKIX
import SwiftASN1

/// The answer of an OCSP responder (OCSPResponse, RFC 6960 4.2). Reading it says nothing about its being valid.
public struct OCSPResponse: Sendable {
    /// OCSPResponseStatus.
    public enum Status: UInt8, Sendable, Hashable, CaseIterable {
        /// An answer follows.
        case successful = 0
        /// The responder could not read the request.
        case malformedRequest = 1
        /// The responder has failed.
        case internalError = 2
        /// Ask again later.
        case tryLater = 3
        /// The request must be signed.
        case signatureRequired = 5
        /// The responder does not answer us.
        case unauthorized = 6
    }

    /// What is said about one certificate (SingleResponse).
    public struct Entry: Sendable, Hashable {
        /// Which one.
        public let certificate: OCSPCertificateID
        /// `unknown(.responder)` when the responder says that it does not know.
        public let status: RevocationStatus
        /// The instant at which this was known to be right.
        public let thisUpdate: UnixTime
        /// When there will be something newer; nil when always.
        public let nextUpdate: UnixTime?

        /// Every field as given.
        public init(
            certificate: OCSPCertificateID, status: RevocationStatus, thisUpdate: UnixTime, nextUpdate: UnixTime?
        ) {
            self.certificate = certificate
            self.status = status
            self.thisUpdate = thisUpdate
            self.nextUpdate = nextUpdate
        }
    }

    /// Whether there is an answer.
    public let status: Status
    /// The answer; nil unless successful.
    public let basic: BasicOCSPResponse?

    /// Reads an answer.
    ///
    /// - Throws: `certificate.revocation-answer` when it is none.
    public init(der: [UInt8]) throws(Failure) {
        do {
            try self.init(ASN1Limits.message.parse(der[...], "OCSPResponse"))
        } catch {
            throw Failure(.revocationAnswer, "OCSPResponse: \(error)")
        }
    }

    private init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        let number = try reader.next().number(.enumerated)
        guard let status = UInt8(exactly: number).flatMap(Status.init(rawValue:)) else { throw EncodingProblem.value }
        self.status = status
        guard let bytes = try reader.optional(explicit: 0), status == .successful else {
            guard status != .successful else { throw EncodingProblem.structure }
            basic = nil
            return
        }
        try reader.finish()
        var response = try ElementReader(bytes)
        guard try response.next().objectIdentifier == OID.basicOCSPResponse else {
            throw Failure.malformed("OCSPResponse: not basic")
        }
        basic = try BasicOCSPResponse(
            ASN1Limits.message.parse(response.next().octetString, "BasicOCSPResponse"))
        try response.finish()
    }
}

/// The signed part of an answer (BasicOCSPResponse, RFC 6960 4.2.1).
public struct BasicOCSPResponse: Sendable {
    /// Who answers.
    enum Responder: Sendable, Hashable {
        case name(DistinguishedName)
        /// SHA-1 of the key's bits.
        case key([UInt8])
    }

    /// When it was signed.
    public let producedAt: UnixTime
    /// What is said, one for each certificate asked about.
    public let entries: [OCSPResponse.Entry]
    /// What the request sent, as the octets of the extension's value.
    public let nonce: [UInt8]?
    let responder: Responder
    let toBeSigned: [UInt8]
    let signatureAlgorithm: AlgorithmIdentifier
    let signature: [UInt8]
    let certificates: [Certificate]

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        let data = try reader.next()
        toBeSigned = Array(data.encodedBytes)
        signatureAlgorithm = try AlgorithmIdentifier(reader.next())
        signature = Array(try reader.next().wholeBytes)
        certificates =
            try reader.optional(explicit: 0)?.elements().map { try Certificate(der: Array($0.encodedBytes)) } ?? []
        try reader.finish()

        var fields = try ElementReader(data)
        _ = fields.optional(context: 0)
        responder = try Self.responder(try fields.next())
        producedAt = try fields.next().time
        entries = try fields.next().elements(limit: OCSPRequest.maximumCertificates).map { try Self.entry($0) }
        nonce = try OCSPExtensions.nonce(fields.optional(explicit: 1))
        try fields.finish()
    }

    private static func responder(_ node: ASN1Node) throws -> Responder {
        switch node.identifier {
        case DEREncoding.context(1): .name(try DistinguishedName(node.onlyChild))
        case DEREncoding.context(2): .key(Array(try node.onlyChild.octetString))
        default: throw EncodingProblem.structure
        }
    }

    private static func entry(_ node: ASN1Node) throws -> OCSPResponse.Entry {
        var reader = try ElementReader(node)
        let certificate = try OCSPCertificateID(reader.next())
        let status = try status(reader.next())
        let thisUpdate = try reader.next().time
        let nextUpdate = try reader.optional(explicit: 0)?.time
        let extensions = try reader.optional(explicit: 1)?.elements().map { try CertificateExtension($0) } ?? []
        guard !extensions.contains(where: \.isCritical) else { throw EncodingProblem.value }
        try reader.finish()
        return OCSPResponse.Entry(
            certificate: certificate, status: status, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
    }

    private static func status(_ node: ASN1Node) throws -> RevocationStatus {
        switch node.identifier {
        case DEREncoding.context(0): return .good
        case DEREncoding.context(1):
            var reader = try ElementReader(node, DEREncoding.context(1))
            let time = try reader.next().time
            let reason = try reader.optional(explicit: 0)?.number(.enumerated)
            try reader.finish()
            return .fromEntry(
                at: time, reason: reason.flatMap { UInt8(exactly: $0) }.flatMap(RevocationReason.init(rawValue:)))
        case DEREncoding.context(2): return .unknown(.responder)
        default: throw EncodingProblem.structure
        }
    }
}
