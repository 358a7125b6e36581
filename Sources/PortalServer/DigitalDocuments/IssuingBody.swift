import CMS
import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract

/// The state body of the demonstration that issues documents and signs each (RULES D4). A portal of a country reads them from
/// the bodies' own systems; their certificates come by configuration.
struct IssuingBody: Sendable {
    let identity: KeptIdentity

    static let name = "TEST ISSUING BODY"

    init(in folder: IdentityFolder, issuer: KeptIdentity) throws {
        identity = try folder.identity(
            "issuing-body", .ecP256, commonName: Self.name, issuer: issuer,
            extensions: [.keyUsage([.digitalSignature, .nonRepudiation])])
    }

    /// CMS with the content attached.
    func signed(_ content: DigitalDocumentContent, at now: UnixTime) throws -> Data {
        let prepared = try CAdESSigning.prepare(
            .document(Array(try ContractJSON.encode(content))), certificate: identity.certificate,
            options: CAdESOptions(signingTime: now))
        return Data(try prepared.complete(signature: try identity.sign(prepared.digestToSign)).encoded())
    }

    /// What a document says, once its signature holds and is this body's own: anybody with an EDS of the same authority could
    /// sign something that looks like it. The body is known by its name: no certificate of a person or organisation has it,
    /// since their common name is the register's.
    ///
    /// - Throws: ``PortalProblem`` `digital.signature`.
    func verified(_ document: DocumentRow, authorities: [Hierarchy], at now: UnixTime) throws -> DigitalDocumentContent
    {
        let signed: SignedStatement
        do {
            signed = try SignedStatement(document.signed, authorities: authorities, at: now)
        } catch let problem as PortalProblem {
            throw PortalProblem(.digitalSignature, 409, "\(problem.code.rawValue): \(problem.detail)")
        }
        guard signed.certificate.subject == identity.certificate.subject else {
            throw PortalProblem(.digitalSignature, 409, "signed by somebody else than the issuing body")
        }
        guard let content = try? signed.statement(DigitalDocumentContent.self), content.document == document.name,
            content.kind == document.kind, content.iin == document.iin.digits
        else { throw PortalProblem(.digitalSignature, 409, "another document is signed") }
        return content
    }
}
