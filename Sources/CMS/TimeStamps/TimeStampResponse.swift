public import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// The answer of a time-stamp authority (TimeStampResp, RFC 3161 2.4.2).
public struct TimeStampResponse: Sendable {
    /// Why an authority refuses (PKIFailureInfo), by the number of the bit.
    public enum Refusal: UInt8, Sendable, Hashable, CaseIterable {
        /// The digest is not known or not taken.
        case badAlgorithm = 0
        /// Refused without another reason.
        case badRequest = 2
        /// The request is no request.
        case badDataFormat = 5
        /// The authority's clock is not to be trusted now.
        case timeNotAvailable = 14
        /// The policy is not served.
        case unacceptedPolicy = 15
        /// The extension is not served.
        case unacceptedExtension = 16
        /// What was asked for besides is not to be had.
        case additionalInformation = 17
        /// The authority has failed.
        case systemFailure = 25
    }

    /// PKIStatus: 0 granted, 1 granted with changes, 2 refused, 3 waiting, 4 and 5 about revocation.
    public let status: Int
    /// The reasons of a refusal that are known here.
    public let refusals: [Refusal]
    /// The time stamp; nil when refused.
    public let token: TimeStampToken?

    /// Reads an answer.
    ///
    /// - Throws: `timestamp.invalid` when it is none.
    public init(der: [UInt8]) throws(Failure) {
        do {
            try self.init(ASN1Limits.message.parse(der[...], "TimeStampResp"))
        } catch {
            throw Failure(.timeStampInvalid, "TimeStampResp: \(error)")
        }
    }

    private init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        var information = try ElementReader(try reader.next())
        status = try information.next().number()
        _ = information.optional(.sequence)
        let bits = try information.optional(.bitString)?.namedBits() ?? 0
        try information.finish()
        refusals = Refusal.allCases.filter { bits & (1 << $0.rawValue) != 0 }
        token = try reader.optional(.sequence).map { try TimeStampToken($0) }
        try reader.finish()
    }

    /// The time stamp of an answer to `request`: granted, for the same imprint, nonce and policy. Its signature is
    /// not looked at here.
    ///
    /// - Throws: `timestamp.unavailable` when refused, `timestamp.invalid` when it answers something else.
    public func token(answering request: TimeStampRequest) throws(Failure) -> TimeStampToken {
        guard status == 0 || status == 1 else {
            let reasons = refusals.map { "\($0)" }.joined(separator: ", ")
            throw Failure(.timeStampUnavailable, "refused with status \(status) \(reasons)")
        }
        guard let token else { throw Failure(.timeStampInvalid, "granted without a token") }
        guard token.info.imprint == request.imprint else { throw Failure(.timeStampInvalid, "of another imprint") }
        guard request.nonce == nil || token.info.nonce == request.nonce else {
            throw Failure(.timeStampInvalid, "nonce not repeated")
        }
        guard request.policy == nil || token.info.policy == request.policy else {
            throw Failure(.timeStampInvalid, "of another policy")
        }
        return token
    }

    /// The encoding of a refusal.
    static func refusing(_ reason: Refusal) -> [UInt8] {
        DEREncoding.sequence(
            DEREncoding.sequence(DEREncoding.integer(2), DEREncoding.namedBits(1 << UInt32(reason.rawValue))))
    }

    /// The encoding of a granted time stamp.
    static func granting(_ token: [UInt8]) -> [UInt8] {
        DEREncoding.sequence(DEREncoding.sequence(DEREncoding.integer(0)), token)
    }
}
