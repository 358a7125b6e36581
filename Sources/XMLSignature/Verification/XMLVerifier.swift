public import PKIX

/// Judges the XML signatures of documents.
public enum XMLVerifier {
    /// A verdict for each signature, in document order; none for a document without signatures.
    ///
    /// Several signatures on one document: each covers those that were there before it. Verification peels them off
    /// from the last one: an earlier signature that covers the whole document may be judged without the later ones, if
    /// these are valid themselves; the verdict names them.
    ///
    /// - Parameter certificates: those to try for signatures that carry none.
    /// - Throws: ``XMLSignatureError`` when the document cannot be read, or holds more than the limits allow.
    public static func verify(
        _ source: XMLSource, certificates: [Certificate] = [], limits: XMLLimits = XMLLimits()
    ) throws(XMLSignatureError) -> [XMLSignatureVerdict] {
        let document = try XMLDocument(source, limits: limits)
        let signatures = try document.signatures()
        let read = signatures.map { signature in
            Result { () throws(StructureProblem) in try SignatureStructure(signature) }
        }
        var work = VerificationWork(
            document: document, identifiers: IdentifierIndex(document, wanted(read)), extra: certificates)
        var verdicts: [XMLSignatureVerdict] = []
        for (signature, structure) in zip(signatures, read).reversed() {
            verdicts.append(try work.judge(signature, structure))
        }
        return verdicts.reversed()
    }

    private static func wanted(_ read: [Result<SignatureStructure, StructureProblem>]) -> Set<String> {
        var identifiers: Set<String> = []
        for case .success(let structure) in read {
            identifiers.formUnion(SignerCertificates.referred(structure.keyInfo))
            for case .element(let id, _) in structure.references.map(\.target) { identifiers.insert(id) }
        }
        return identifiers
    }
}

/// One document on its way through the verifier, from the last signature to the first.
private struct VerificationWork {
    let document: XMLDocument
    let identifiers: IdentifierIndex
    let extra: [Certificate]
    private var later: [XMLElement] = []
    private var digested = 0

    init(document: XMLDocument, identifiers: IdentifierIndex, extra: [Certificate]) {
        self.document = document
        self.identifiers = identifiers
        self.extra = extra
    }

    mutating func judge(
        _ signature: XMLElement, _ structure: Result<SignatureStructure, StructureProblem>
    ) throws(XMLSignatureError) -> XMLSignatureVerdict {
        var verdict = XMLSignatureVerdict(path: signature.path)
        switch structure {
        case .failure(let problem): verdict.problems = [problem.problem]
        case .success(let parts):
            verdict.algorithmURI = parts.algorithmURI
            verdict.algorithm = XMLAlgorithms.signature(parts.algorithmURI)
            verdict.certificates = SignerCertificates.of(parts.keyInfo, identifiers)
            for reference in parts.references {
                let judged = try judge(reference, of: signature, &verdict)
                verdict.references.append(judged)
                if let problem = judged.problem { verdict.problems.append(problem) }
            }
            try judgeValue(parts, &verdict)
        }
        if verdict.isValid { later.append(signature) }
        return verdict
    }

    private mutating func judgeValue(
        _ parts: SignatureStructure, _ verdict: inout XMLSignatureVerdict
    ) throws(XMLSignatureError) {
        let candidates = verdict.certificates.isEmpty ? extra : verdict.certificates
        verdict.certificate = candidates.first
        guard let algorithm = verdict.algorithm else {
            return verdict.problems.append(.algorithm(parts.algorithmURI))
        }
        guard !candidates.isEmpty else { return verdict.problems.append(.certificateMissing) }
        let digest = try digest(
            parts.signedInfo, without: [], parts.signedInfoForm, keepsComments: true, algorithm.digestAlgorithm)
        let signer = candidates.first { candidate in
            guard let key = candidate.publicKey,
                let value = SignatureValue.fromXML(parts.value, key: key.algorithm)
            else { return false }
            return key.verify(signature: value, digest: digest, algorithm: algorithm)
        }
        guard let signer else { return verdict.problems.append(.signatureValue) }
        verdict.certificate = signer
    }

    private mutating func judge(
        _ reference: ReferenceStructure, of signature: XMLElement, _ verdict: inout XMLSignatureVerdict
    ) throws(XMLSignatureError) -> XMLReferenceVerdict {
        var judged = XMLReferenceVerdict(uri: reference.uri)
        judged.digestAlgorithm = XMLAlgorithms.digest(reference.digestURI)
        guard let (target, keepsComments) = resolve(reference.target) else {
            judged.problem = .reference(reference.uri)
            return judged
        }
        judged.coverage = coverage(target, signature)
        judged.coversComments = keepsComments && reference.form.withComments
        if let transform = reference.refusedTransform {
            judged.problem = .transform(transform)
        } else if reference.isEnveloped, let target, !signature.isWithin(target) {
            judged.problem = .transform(XMLAlgorithms.enveloped)
        } else if let algorithm = judged.digestAlgorithm {
            let found = try compare(reference, target, keepsComments, algorithm, signature, &verdict)
            judged.problem = found ? nil : .digest(reference.uri)
        } else {
            judged.problem = .algorithm(reference.digestURI)
        }
        return judged
    }

    /// Nil when the reference leads outside, nowhere, or to several elements.
    private func resolve(_ target: ReferenceTarget) -> (XMLElement?, keepsComments: Bool)? {
        switch target {
        case .document(let withComments): (nil, withComments)
        case .element(let id, let withComments): identifiers.only(id).map { ($0, withComments) }
        case .outside: nil
        }
    }

    /// Compares digests, first as the standard says, then without the valid signatures that came later.
    private mutating func compare(
        _ reference: ReferenceStructure, _ target: XMLElement?, _ keepsComments: Bool, _ algorithm: DigestAlgorithm,
        _ signature: XMLElement, _ verdict: inout XMLSignatureVerdict
    ) throws(XMLSignatureError) -> Bool {
        let own = reference.isEnveloped ? [signature] : []
        let strict = try digest(target, without: own, reference.form, keepsComments: keepsComments, algorithm)
        if strict == reference.digest { return true }
        let others = later.filter { later in
            !signature.isWithin(later) && (target.map { later.isWithin($0) && later != $0 } ?? true)
        }
        guard reference.isEnveloped, !others.isEmpty else { return false }
        let peeled = try digest(
            target, without: own + others, reference.form, keepsComments: keepsComments, algorithm)
        guard peeled == reference.digest else { return false }
        verdict.laterSignatures = others.reversed().map(\.path)
        return true
    }

    private mutating func digest(
        _ apex: XMLElement?, without excluded: [XMLElement], _ form: Canonicalisation, keepsComments: Bool,
        _ algorithm: DigestAlgorithm
    ) throws(XMLSignatureError) -> [UInt8] {
        var digester = Digester(algorithm)
        var count = 0
        try document.canonicalise(apex, without: excluded, form, keepsComments: keepsComments) { bytes in
            count += bytes.count
            digester.update(bytes)
        }
        digested += count
        guard digested <= document.limits.digestedBytes else { throw .tooLarge("the references of the signatures") }
        return digester.finish()
    }

    private func coverage(_ target: XMLElement?, _ signature: XMLElement) -> XMLCoverage {
        guard let target, target != document.root else { return .wholeDocument }
        if target.isWithin(signature) { return .ownSignature(path: target.path) }
        let envelope = target.parent
        let isBody = envelope == document.root && envelope?.name == "Envelope" && target.name == "Body"
        let isSOAP = target.namespace == Namespace.soap11 || target.namespace == Namespace.soap12
        return isBody && isSOAP && envelope?.namespace == target.namespace ? .messageBody : .element(path: target.path)
    }
}
