public import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// A signed time stamp (TimeStampToken, RFC 3161 2.4.2): reading it says nothing about its being valid.
public struct TimeStampToken: Sendable {
    /// What the authority says.
    public let info: TimeStampInfo
    /// The token as it came.
    public let encoded: [UInt8]
    let document: CMSDocument
    let signer: SignerInfo

    /// Reads a token.
    ///
    /// - Throws: `timestamp.invalid` when it is none.
    public init(der: [UInt8]) throws(Failure) {
        do {
            let root = try ASN1Limits.message.parse(der[...], "TimeStampToken")
            try self.init(root)
        } catch {
            throw Failure(.timeStampInvalid, "TimeStampToken: \(error)")
        }
    }

    init(_ node: ASN1Node) throws {
        encoded = Array(node.encodedBytes)
        document = try CMSDocument(contentInfo: node)
        guard document.contentType == OID.timeStampInfo, let content = document.content else {
            throw Failure.malformed("no TSTInfo")
        }
        guard let signer = document.signerInfos.first, document.signerInfos.count == 1 else {
            throw Failure.malformed("not exactly one signature")
        }
        self.signer = signer
        info = try TimeStampInfo(ASN1Limits.message.parse(content, "TSTInfo"))
    }
}
