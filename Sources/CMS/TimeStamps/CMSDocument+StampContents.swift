public import PKIX
import SwiftASN1

/// What one wants to know of time stamps before anything is verified.
extension CMSDocument {
    /// The certificates that come within the time stamps: what judging them needs can be fetched beforehand.
    public var timeStampCertificates: [Certificate] {
        signerInfos.flatMap { $0.unsignedAttributes.all(OID.signatureTimeStamp).prefix(8) }
            .compactMap { try? TimeStampToken($0) }.flatMap(\.document.certificates)
    }

    /// The signatures, from 0, that have no time stamp yet.
    public var signersWithoutTimeStamp: [Int] {
        signerInfos.indices.filter { signerInfos[$0].unsignedAttributes.all(OID.signatureTimeStamp).isEmpty }
    }
}
