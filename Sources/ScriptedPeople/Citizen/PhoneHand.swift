import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalContract

/// The mobile app of the reference portal, as a stub (RULES L5): an EDS of its own, made when it is first used; it scans a
/// code, reads what it is asked to sign, and signs no more than that. Demonstration only.
struct PhoneHand: Sendable {
    let portal: PortalLink
    let iin: String
    /// Where the signature is kept as a file, too; nil: nowhere.
    let keeping: String?

    init(portal: PortalLink, iin: String, keeping: String? = nil) {
        self.portal = portal
        self.iin = iin
        self.keeping = keeping
    }

    /// - Throws: `portal.refused` where the portal does not take a step, `signature.invalid` for a document that is not what
    ///   its digest says, or that is another person's.
    func sign(_ qr: String) async throws(Failure) {
        let shown: PhoneSignatureDocument = try decoded(
            try await portal.post("/demonstration/phone-signature-scans", try encoded(["iin": iin, "qr": qr])))
        try read(shown)
        let signature = try await signed(Array(shown.document))
        if let keeping {
            do { try signature.write(to: URL(filePath: keeping)) } catch { throw Failure(.internalError, "file") }
        }
        let answer = PhoneSignatureAnswer(qr: qr, signature: signature)
        _ = try await portal.post("/demonstration/phone-signatures", try encoded(answer))
    }

    /// What a person would read: nothing is signed whose digest differs, or that names somebody else.
    private func read(_ shown: PhoneSignatureDocument) throws(Failure) {
        struct Named: Decodable { var iin: String }
        guard ContentDigest.hex(of: shown.document) == shown.digest,
            let named = try? JSONDecoder().decode(Named.self, from: shown.document),
            named.iin == iin
        else { throw Failure(.signatureInvalid, "not what the app was told, or not of its owner") }
    }

    private func signed(_ document: [UInt8]) async throws(Failure) -> Data {
        do {
            let key = try PrivateKey.generate(.ecP256)
            let request = try CertificationRequest.signed(subject: DistinguishedName([]), publicKey: key.publicKey) {
                digest throws(Failure) in try key.sign(digest: digest)
            }
            let issued: DemonstrationCertificates = try decoded(
                try await portal.post(
                    "/demonstration/certificates",
                    try encoded(
                        DemonstrationCertificatesRequest(
                            iin: iin, requests: [.init(use: .signature, request: Data(request.der))]))))
            guard let own = issued.certificates.first else { throw Failure(.portalAnswer, "no certificate") }
            let prepared = try CAdESSigning.prepare(
                .document(document), certificate: try Certificate(der: Array(own.certificate.certificate)),
                options: CAdESOptions(signingTime: UnixTime(milliseconds: own.certificate.notBeforeMilliseconds)))
            let value = try key.sign(digest: prepared.digestToSign, algorithm: prepared.signatureAlgorithm)
            return Data(try prepared.complete(signature: value).encoded())
        } catch {
            throw (error as? Failure) ?? Failure((error as? any CodedError)?.code ?? .internalError, "the phone's EDS")
        }
    }

    private func encoded(_ value: some Encodable) throws(Failure) -> [UInt8] {
        guard let json = try? ContractJSON.encode(value) else { throw Failure(.internalError) }
        return Array(json)
    }

    private func decoded<Value: Decodable>(_ bytes: [UInt8]) throws(Failure) -> Value {
        guard let value = try? ContractJSON.decode(Value.self, from: Data(bytes)) else {
            throw Failure(.portalAnswer, "the telephone's stub")
        }
        return value
    }
}
