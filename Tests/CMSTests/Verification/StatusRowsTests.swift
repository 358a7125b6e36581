import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import Testing

@Suite("Certificates expired, revoked, unknown; issuers missing (complaints: OCSP and revocation rows)")
struct StatusRowsTests {
    private let authority: TestAuthority
    private let person: Identity
    private let document: CMSDocument

    init() throws {
        authority = try TestAuthority()
        person = try authority.issue(to: Moment.now + .seconds(3600))
        document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
    }

    private func revoked(at time: UnixTime, _ reason: RevocationReason?) throws -> SignatureReport {
        let entry = CertificateListBuilder.Entry(person.certificate.serialNumber, revokedAt: time, reason: reason)
        return try authority.verifier([entry]).verify(document, at: Moment.now)
    }

    @Test("good: by a list that does not name it")
    func good() throws {
        let report = try authority.verifier().verify(document, at: Moment.now)
        #expect(report.isValid)
        #expect(report.signers.first?.revocation == .valid)
    }

    @Test("revoked, and superseded")
    func revoked() throws {
        let report = try revoked(at: Moment.now - .seconds(60), .superseded)
        #expect(report.codes == [.certificateRevoked])
        #expect(report.signers.first?.revocation == .invalid)
        #expect(report.signers.first?.cryptographic == .valid)
    }

    @Test("never issued (certificateHold of 1970) is told apart from revoked")
    func neverIssued() throws {
        let report = try revoked(at: UnixTime(milliseconds: 0), .certificateHold)
        #expect(report.codes == [.certificateStatusUnknown])
        #expect(report.signers.first?.revocation == .invalid)
    }

    @Test("without evidence the status is unknown: neither good nor revoked")
    func unknown() throws {
        var verifier = SignatureVerifier(anchors: [authority.certificate])
        let required = verifier.verify(document, at: Moment.now)
        #expect(required.codes == [.revocationUnavailable])
        #expect(required.signers.first?.revocation == .unknown)
        verifier.requirement = .reported
        let reported = verifier.verify(document, at: Moment.now)
        #expect(reported.isValid)
        #expect(reported.signers.first?.revocation == .unknown)
        #expect(reported.signers.first?.warnings.map(\.code) == [.revocationUnavailable])
    }

    @Test("a stale list is no evidence")
    func stale() throws {
        let report = try authority.verifier().verify(document, at: Moment.now + .seconds(2 * 86_400))
        #expect(report.codes.contains(.certificateExpired))
        var verifier = try authority.verifier()
        verifier.evidence.listPolicy.listAge = .seconds(60)
        let later = verifier.verify(document, at: Moment.now + .seconds(120))
        #expect(later.codes == [.revocationAnswer])
        #expect(later.signers.first?.revocation == .unknown)
    }

    @Test("expired, and not yet valid")
    func validity() throws {
        let expired = try authority.verifier().verify(document, at: Moment.now + .seconds(7200))
        #expect(expired.codes == [.certificateExpired])
        #expect(expired.signers.first?.chain == .invalid)
        let early = try authority.verifier().verify(document, at: Moment.start - .seconds(60))
        #expect(early.codes == [.certificateNotYetValid])
    }

    @Test("a missing issuer is an error, never a sign of not being revoked")
    func missingIssuer() throws {
        let other = try TestAuthority(name: "Other Authority")
        var verifier = try authority.verifier()
        verifier.anchors = [other.certificate]
        let report = verifier.verify(document, at: Moment.now)
        #expect(report.codes == [.certificateIssuerMissing])
        #expect(report.signers.first?.chain == .invalid)
        #expect(report.signers.first?.revocation == .unknown)
        #expect(!report.isValid)
    }

    @Test("a root that comes with the document is not trusted for that")
    func embeddedRoot() throws {
        let options = CAdESOptions(signingTime: Moment.now, certificates: .chain)
        let document = try person.sign(
            CAdESSigning.prepare(
                .document(text), certificate: person.certificate, chain: [authority.certificate], options: options))
        var verifier = try authority.verifier()
        verifier.anchors = []
        #expect(verifier.verify(document, at: Moment.now).codes == [.certificateIssuerMissing])
    }

    @Test("a certificate for logging in does not sign documents, unless that is asked for")
    func purpose() throws {
        let login = try authority.issue(extensions: [
            .keyUsage([.digitalSignature, .keyEncipherment]), .extendedKeyUsage([ExtendedKeyUsage.clientAuth]),
        ])
        let document = try login.sign(
            CAdESSigning.prepare(.document(text), certificate: login.certificate, options: .attached))
        var verifier = try authority.verifier()
        #expect(verifier.verify(document, at: Moment.now).codes == [.certificatePurpose])
        verifier.purpose = .authentication
        #expect(verifier.verify(document, at: Moment.now).isValid)
        verifier.purpose = nil
        #expect(verifier.verify(document, at: Moment.now).isValid)
    }

    @Test("a certificate without extended key usage does not stop the verifier")
    func noExtensions() throws {
        let plain = try authority.issue(extensions: [])
        let document = try plain.sign(
            CAdESSigning.prepare(.document(text), certificate: plain.certificate, options: .attached))
        #expect(try authority.verifier().verify(document, at: Moment.now).isValid)
    }

    @Test("the report names signer, organisation and dates, masks the IIN, and travels as JSON")
    func report() throws {
        let report = try authority.verifier().verify(document, at: Moment.now)
        let certificate = try #require(report.signers.first?.certificate)
        #expect(certificate.name == "Demo Person 1")
        #expect(certificate.organisation == "Demo Organisation")
        #expect(certificate.maskedIIN == "••••••••0017")
        #expect(certificate.bin == "900140000011")
        #expect(certificate.issuer == "Demo Authority")
        #expect(certificate.notAfter == person.certificate.notAfter)
        #expect(certificate.keyAlgorithm == "EC P-256")
        #expect(report.signers.first?.algorithm == "EC P-256, sha256")
        let json = try JSONEncoder().encode(report)
        #expect(!String(decoding: json, as: UTF8.self).contains("900101300017"))
        #expect(try JSONDecoder().decode(SignatureReport.self, from: json) == report)
    }

    @Test("a claimed signing time that is yet to come is said")
    func claimedTime() throws {
        let options = CAdESOptions(signingTime: Moment.now + .seconds(1800))
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: options))
        let report = try authority.verifier().verify(document, at: Moment.now)
        #expect(report.isValid)
        #expect(report.signers.first?.warnings.map(\.code) == [.clockUntrusted])
    }
}
