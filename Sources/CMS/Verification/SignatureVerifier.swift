public import KioskDevices
public import KioskDomain
public import PKIX
public import SwiftASN1

/// Verifies signed documents and time stamps (RFC 5652, RFC 5126, RFC 3161). It fetches nothing and reads no clock.
public struct SignatureVerifier: Sendable {
    /// Trusted by configuration.
    public var anchors: [Certificate]
    /// Authorities' and signers' certificates from anywhere; those in a document are used besides.
    public var certificates: [Certificate]
    /// What is known about revocation; lists within a document are used besides.
    public var evidence: StatusEvidence
    /// Whether the signer's status must be known.
    public var requirement: StatusRequirement
    /// What the signer's certificate must be for; nil for anything.
    public var purpose: CertificatePurpose?
    /// Policies of time-stamp authorities that are taken, as arcs; none for any.
    public var timeStampPolicies: [ASN1ObjectIdentifier]

    /// Every field as given.
    public init(
        anchors: [Certificate], certificates: [Certificate] = [], evidence: StatusEvidence = StatusEvidence(),
        requirement: StatusRequirement = .required, purpose: CertificatePurpose? = .signature,
        timeStampPolicies: [ASN1ObjectIdentifier] = []
    ) {
        self.anchors = anchors
        self.certificates = certificates
        self.evidence = evidence
        self.requirement = requirement
        self.purpose = purpose
        self.timeStampPolicies = timeStampPolicies
    }

    /// The NCA's policies for time stamps lie below this arc: 1 for GOST 2004, 4 for GOST 2015.
    public static let ncaTimeStampPolicies: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 2, 6]

    /// Verifies every signature of a document.
    ///
    /// - Parameters:
    ///   - content: the document where it is kept apart, or its digest.
    ///   - instant: the present, or the instant for which the answer is wanted.
    public func verify(
        _ document: CMSDocument, content: SignedContent? = nil, at instant: UnixTime
    ) -> SignatureReport {
        let embedded = document.certificates
        let verification = DocumentVerification(
            verifier: self, document: document, content: content, instant: instant, embedded: embedded,
            builder: builder(embedded), evidence: evidence(document, at: instant))
        var problems: [SignatureProblem] = []
        if document.signerInfos.isEmpty {
            problems.append(SignatureProblem(.signatureMissing, .content, "no SignerInfo"))
        }
        if verification.isContradicted {
            problems.append(SignatureProblem(.signatureInvalid, .content, "another document is attached"))
        }
        return SignatureReport(
            verifiedAt: instant, contentType: document.contentType.dotted, isAttached: document.content != nil,
            signers: document.signerInfos.map { verification.report($0) }, problems: problems)
    }

    /// Reads and verifies; throws as ``CMSDocument/init(_:)``.
    public func verify(
        _ bytes: [UInt8], content: SignedContent? = nil, at instant: UnixTime
    ) throws(Failure) -> SignatureReport {
        verify(try CMSDocument(bytes), content: content, at: instant)
    }

    func builder(_ embedded: [Certificate]) -> ChainBuilder {
        ChainBuilder(anchors: anchors, intermediates: certificates + embedded)
    }

    private func evidence(_ document: CMSDocument, at instant: UnixTime) -> StatusEvidence {
        var all = evidence
        for list in document.certificateLists {
            let fetched = FetchedList(list, fetchedAt: instant)
            if list.baseNumber == nil { all.lists.append(fetched) } else { all.deltas.append(fetched) }
        }
        return all
    }
}
