import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalContract
import SwiftASN1

/// The issuing bodies whose signatures this desk takes (D4). The portal verifies them, too; a desk believes what is signed,
/// not what it is told.
struct DocumentSeal: Sendable {
    private let anchors: [Certificate]
    private let intermediates: [Certificate]
    /// Names (CN) of the bodies.
    private let issuers: Set<String>

    /// - Parameter authorities: DER, roots and issuing authorities.
    /// - Throws: `certificate.malformed`.
    init(authorities: [[UInt8]], issuers: [String]) throws(Failure) {
        var certificates: [Certificate] = []
        for der in authorities { certificates.append(try Certificate(der: der)) }
        anchors = certificates.filter(\.isSelfIssued)
        intermediates = certificates.filter { !$0.isSelfIssued }
        self.issuers = Set(issuers)
    }

    /// What the issuing body signed.
    ///
    /// - Throws: `digital.signature` for anything else: no signature, another's, or a portal that says something different.
    func document(_ shown: ShownDocument, at instant: UnixTime) throws(Failure) -> DeskDocument {
        let (content, signer) = try verified(Array(shown.signed), at: instant)
        guard let said = try? ContractJSON.decode(DigitalDocumentContent.self, from: content) else {
            throw Failure(.digitalSignature, "something else is signed")
        }
        guard said == shown.content else { throw Failure(.digitalSignature, "the portal says something else") }
        guard let owner = try? IIN(text: said.iin), let born = CivilDate(iso: said.birthDate) else {
            throw Failure(.digitalSignature, "no owner")
        }
        var until: CivilDate?
        if let text = said.expiresOn {
            guard let day = CivilDate(iso: text) else { throw Failure(.digitalSignature, "no day of validity") }
            until = day
        }
        return DeskDocument(
            access: shown.access, kind: said.kind, number: said.number, owner: owner, name: said.name,
            birthDate: born, expiresOn: until, issuer: signer)
    }

    private func verified(_ bytes: [UInt8], at instant: UnixTime) throws(Failure) -> (content: Data, signer: String) {
        let verifier = SignatureVerifier(anchors: anchors, certificates: intermediates, requirement: .reported)
        guard let document = try? CMSDocument(bytes), let content = document.content, document.signerCount == 1 else {
            throw Failure(.digitalSignature, "no CMS of one signer with its content attached")
        }
        let report = verifier.verify(document, at: instant)
        if let problem = report.problems.first ?? report.signers.flatMap(\.problems).first {
            throw Failure(.digitalSignature, "\(problem.code.rawValue) at \(problem.step.rawValue)")
        }
        let number = report.signers.first?.certificate?.serialNumber
        guard let signer = document.certificates.first(where: { $0.serialNumber.description == number }),
            let name = signer.subject.first(.NameAttributes.commonName), issuers.contains(name),
            signer.subject.first(.NameAttributes.serialNumber) == nil
        else { throw Failure(.digitalSignature, "signed by nobody of documents.issuers") }
        return (Data(content), name)
    }
}
