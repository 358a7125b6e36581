import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import SigningKeys
import SwiftASN1

/// Whom a signature by the mobile app is believed from (L5): the portal verifies it too; a kiosk believes what is signed, not
/// what it is told. Whether the certificate was revoked, the portal decides with its register.
struct PhoneSeal: Sendable {
    private let verifier: SignatureVerifier

    /// - Parameters:
    ///   - trust: authorities that people's EDS are believed from, DER.
    ///   - issuers: such as are between them and the EDS, DER; believed only below one of `trust`. None is fetched.
    /// - Throws: `certificate.malformed`.
    init(trust: [[UInt8]], issuers: [[UInt8]] = []) throws(Failure) {
        verifier = SignatureVerifier(
            anchors: try Self.read(trust), certificates: try Self.read(issuers), requirement: .reported)
    }

    private static func read(_ authorities: [[UInt8]]) throws(Failure) -> [Certificate] {
        var certificates: [Certificate] = []
        for der in authorities { certificates.append(try Certificate(der: der)) }
        return certificates
    }

    /// `signing.trust-file` and `signing.issuers-file` name them; nil where none is named.
    init?(_ configuration: DaemonConfiguration) throws(Failure) {
        guard Self.isPossible(configuration) else { return nil }
        let settings = configuration.signingSettings
        try self.init(trust: settings.anchors, issuers: settings.intermediates)
    }

    static func isPossible(_ configuration: DaemonConfiguration) -> Bool {
        !configuration.signingSettings.anchors.isEmpty
    }

    /// That `bytes` are the signature of this person over exactly this document.
    ///
    /// - Throws: `signature.invalid` for another document or no signature, `portal.other-person`, and what stands against
    ///   the certificate.
    func check(_ bytes: [UInt8], of document: Data, by iin: IIN, at instant: UnixTime) throws(Failure) {
        guard let signed = try? CMSDocument(bytes), let content = signed.content, signed.signerCount == 1 else {
            throw Failure(.signatureInvalid, "no CMS of one signer with its content attached")
        }
        guard Data(content) == document else { throw Failure(.signatureInvalid, "another document is signed") }
        let report = verifier.verify(signed, at: instant)
        if let problem = report.problems.first ?? report.signers.flatMap(\.problems).first {
            throw Failure(problem.code, problem.step.rawValue)
        }
        let number = report.signers.first?.certificate?.serialNumber
        // Two certificates of one number: which of them was verified is not said.
        let named = signed.certificates.filter { $0.serialNumber.description == number }
        guard let signer = named.first, named.allSatisfy({ $0.der == signer.der }) else {
            throw Failure(.signatureInvalid, "the signer's certificate is not there")
        }
        guard signer.subject.first(.NameAttributes.organizationName) == nil,
            signer.subject.first(.NameAttributes.serialNumber) == "IIN\(iin.digits)"
        else { throw Failure(.requestForOtherPerson) }
    }
}
