import CMS
import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess
import SwiftASN1

/// What somebody signed with an EDS, as CMS with the content attached (RFC 5652, CAdES): the signature holds and a path leads
/// from the certificate to an authority of the portal. Whether the certificate was revoked is decided with the register.
struct SignedStatement: Sendable {
    /// The bytes that are signed.
    let content: Data
    let certificate: Certificate

    /// - Throws: ``PortalProblem`` with the code of what stands against it: `signature.invalid`, `signature.missing`,
    ///   `certificate.expired`, `certificate.not-yet-valid`, `certificate.issuer-missing`, `certificate.wrong-purpose` …
    init(_ bytes: Data, authorities: [Hierarchy], at instant: UnixTime) throws {
        // The register answers for revocation, in the transaction that relies on it.
        let verifier = SignatureVerifier(
            anchors: authorities.map(\.root.certificate), certificates: authorities.map(\.issuing.certificate),
            requirement: .reported)
        guard let document = try? CMSDocument(Array(bytes)), let content = document.content else {
            throw PortalProblem(.signatureInvalid, 403, "no CMS with its content attached")
        }
        let report = verifier.verify(document, at: instant)
        if let problem = report.problems.first ?? report.signers.flatMap(\.problems).first {
            throw PortalProblem(problem.code, 403, "\(problem.step.rawValue): \(problem.detail)")
        }
        let signer = report.signers.first?.certificate
        // Two certificates of one number: which of them was verified is not said.
        let named = document.certificates.filter { $0.serialNumber.description == signer?.serialNumber }
        guard document.signerCount == 1, let certificate = named.first,
            named.allSatisfy({ $0.der == certificate.der })
        else {
            throw PortalProblem(.signatureInvalid, 403, "not the signature of one person with their certificate")
        }
        self.content = Data(content)
        self.certificate = certificate
    }

    /// The statement that is signed.
    ///
    /// - Throws: ``PortalProblem`` `signature.invalid` when something else is.
    func statement<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let value = try? ContractJSON.decode(type, from: content) else {
            throw PortalProblem(.signatureInvalid, 403, "something else is signed")
        }
        return value
    }

    /// A person's own EDS that this portal gave and that was not revoked before `instant`.
    ///
    /// - Throws: ``PortalProblem`` `person.legal-entity`, `certificate.status-unknown`, `certificate.revoked`.
    func holder(_ database: any SQLTransaction, at instant: UnixTime) throws -> IIN {
        let (iin, serial) = try owner(database)
        if let revocation = try RevocationRow.find(database, serial: serial), revocation.at <= instant {
            throw PortalProblem(.certificateRevoked, 403, "the certificate was revoked")
        }
        return iin
    }

    /// Whose own EDS of this portal it is, revoked or not.
    ///
    /// - Throws: ``PortalProblem`` `person.legal-entity`, `certificate.status-unknown`.
    func owner(_ database: any SQLTransaction) throws -> (iin: IIN, serial: String) {
        try certificate.mustBePersonal()
        guard let row = try CertificateRow.find(database, serial: CertificateRow.text(certificate.serialNumber)),
            row.der == Data(certificate.der), let iin = try? IIN(text: row.iin)
        else { throw PortalProblem(.certificateStatusUnknown, 403, "the register does not know the certificate") }
        return (iin, row.serial)
    }
}
