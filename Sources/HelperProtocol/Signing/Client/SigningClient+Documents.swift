import KioskDomain

/// A document to sign or to judge.
public struct SigningDocument: Sendable, Hashable {
    /// The document; a digest or a signed document where the profile says so.
    public var bytes: [UInt8]
    /// The content that a signed document was made over, when it does not hold it itself.
    public var content: [UInt8]?

    /// Every field as given.
    public init(_ bytes: [UInt8], content: [UInt8]? = nil) {
        self.bytes = bytes
        self.content = content
    }

    var frames: [[UInt8]] { [bytes] + (content.map { [$0] } ?? []) }
}

/// How preparing ended.
public enum Preparation: Sendable, Hashable {
    /// What the key signs, one for each document.
    case prepared([PreparedSignature])
    /// The signer's certificate may not sign; the findings say why.
    case signerRefused(CertificateVerdict)
}

/// How signing ended.
public enum SigningOutcome: Sendable, Hashable {
    /// The results, one for each document.
    case signed([[UInt8]])
    /// The signer's certificate may not sign; nothing was asked of the key.
    case signerRefused(CertificateVerdict)
}

extension SigningClient {
    /// Checks the signer and makes the digests.
    ///
    /// - Throws: `sign.document-…`, `sign.algorithm-unsupported`, `certificate.malformed`, `sign.cancelled`,
    ///   `sign.helper-fault`.
    public func prepare(
        _ documents: [SigningDocument], _ profile: SigningProfile, signer certificates: [[UInt8]],
        rules: SignerRules = SignerRules(), trust: TrustSettings, progress: Progress? = nil
    ) async throws(SigningFailure) -> Preparation {
        let order = PrepareOrder(
            profile: profile, certificates: certificates, rules: rules, trust: trust,
            withContent: documents.map { $0.content != nil })
        let reply = try await ask(.prepare(order), documents: documents.flatMap(\.frames), progress: progress)
        switch reply.answer {
        case .prepared(let list) where list.count == documents.count: return .prepared(list)
        case .signerRefused(let verdict): return .signerRefused(verdict)
        default: throw .helper("another answer than to prepare")
        }
    }

    /// Puts signatures into what was prepared; gives the signed documents in that order. For the profile `raw` these are
    /// the signatures themselves.
    ///
    /// - Throws: `signature.invalid` when a signature is not the signer's, `timestamp.…`, and as ``prepare``.
    public func complete(
        _ signatures: [CompletedSignature], progress: Progress? = nil
    ) async throws(SigningFailure) -> [[UInt8]] {
        let reply = try await ask(.complete(signatures), progress: progress)
        guard case .documents(signatures.count) = reply.answer, reply.documents.count == signatures.count else {
            throw .helper("another answer than to complete")
        }
        return reply.documents
    }

    /// Prepares, lets the key sign, completes: one question to the key for all documents.
    ///
    /// - Parameter progress: counts the key's signatures.
    /// - Throws: as ``prepare`` and ``complete(_:progress:)``, and what the key throws.
    public func sign(
        _ documents: [SigningDocument], _ profile: SigningProfile, with key: some SigningKey,
        rules: SignerRules = SignerRules(), trust: TrustSettings, progress: Progress? = nil
    ) async throws -> SigningOutcome {
        let preparation = try await prepare(
            documents, profile, signer: key.certificates, rules: rules, trust: trust)
        guard case .prepared(let prepared) = preparation else {
            guard case .signerRefused(let verdict) = preparation else { return .signed([]) }
            return .signerRefused(verdict)
        }
        do {
            let values = try await key.sign(prepared.map(\.toSign), progress: progress)
            guard values.count == prepared.count else { throw SigningFailure(.signatureMissing, "\(values.count)") }
            let signatures = zip(prepared, values).map { CompletedSignature(handle: $0.handle, signature: $1) }
            return .signed(try await complete(signatures))
        } catch {
            await release(prepared.map(\.handle))
            throw error
        }
    }

    /// Adds a time stamp to a signed document.
    ///
    /// - Throws: `timestamp.unavailable`, `timestamp.invalid`, and as ``prepare``.
    public func addTimeStamp(
        to document: SigningDocument, service: TimeStampService, trust: TrustSettings,
        form: CMSProfile.Form = .binary
    ) async throws(SigningFailure) -> [UInt8] {
        let order = TimeStampOrder(service: service, trust: trust, form: form)
        let reply = try await ask(.addTimeStamp(order), documents: document.frames)
        guard case .documents(1) = reply.answer, let result = reply.documents.first else {
            throw .helper("another answer than to addTimeStamp")
        }
        return result
    }

    /// Judges a signed document: CMS in any form, or XML.
    ///
    /// - Parameters:
    ///   - certificates: to try for signatures that carry none, DER.
    ///   - isText: as in ``XMLProfile/isText``.
    public func verify(
        _ document: SigningDocument, trust: TrustSettings, certificates: [[UInt8]] = [], isText: Bool = false
    ) async throws(SigningFailure) -> VerificationReport {
        let order = VerifyOrder(trust: trust, certificates: certificates, isText: isText)
        let reply = try await ask(.verify(order), documents: document.frames)
        guard case .verified(let report) = reply.answer else { throw .helper("another answer than to verify") }
        return report
    }

    /// Judges a certificate: path, dates, revocation, and whom it must belong to.
    public func judge(
        _ certificates: [[UInt8]], rules: SignerRules = SignerRules(), trust: TrustSettings
    ) async throws(SigningFailure) -> CertificateVerdict {
        let reply = try await ask(.judge(JudgeOrder(certificates: certificates, rules: rules, trust: trust)))
        guard case .judged(let verdict) = reply.answer else { throw .helper("another answer than to judge") }
        return verdict
    }

    /// Reads certificates: DER, PEM, or those of a CMS; at most 64.
    public func certificates(in bytes: [UInt8]) async throws(SigningFailure) -> [CertificateSummary] {
        let reply = try await ask(.readCertificates, documents: [bytes])
        guard case .certificates(let list) = reply.answer else { throw .helper("another answer than to read") }
        return list
    }

    /// Forgets prepared documents or open files. A helper that has ended has forgotten them already.
    public func release(_ handles: [Int]) async { _ = try? await ask(.release(handles)) }

    /// What the helper can do.
    public func health() async throws(SigningFailure) -> SigningHealth {
        guard case .ready(let health) = try await ask(.health).answer else {
            throw .helper("another answer than to health")
        }
        return health
    }
}
