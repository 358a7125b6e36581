import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

/// Who may sign, and what is said of those who may not (facts/complaints.md "Cards and signing").
@Suite("Rules for signers through kiosk-sign")
struct SignerRuleTests {
    private func judged(
        _ network: TestNetwork, rules: SignerRules = SignerRules(), trust: TrustSettings? = nil,
        revoking status: RevocationStatus? = nil,
        certify: (TestAuthority, PublicKey) throws -> Certificate = { try $0.issue($1) }
    ) async throws -> CertificateVerdict {
        let certificate = try certify(network.authority, try PrivateKey.generate(.ecP256).publicKey)
        if let status { network.revoke(certificate, status) }
        let helper = try await HelperProcess()
        let client = helper.client(fetch: network.fetch)
        return try await client.judge([certificate.der], rules: rules, trust: trust ?? network.trust)
    }

    @Test("A good certificate: path, status by OCSP, no findings")
    func good() async throws {
        let network = try TestNetwork()
        let verdict = try await judged(network)
        #expect(verdict.verdict == .valid && verdict.findings.isEmpty)
        #expect(verdict.chain.map(\.subjectName) == ["Test Authority"])
        #expect(verdict.revocation.status == .good && verdict.revocation.source == "ocsp")
        #expect(verdict.certificate.role == .individual && verdict.certificate.iin == "900101300017")
    }

    @Test("NCANode#184, #158, #41: revoked is revoked, and a missing issuer is an error, never `not revoked`")
    func revokedAndMissing() async throws {
        let network = try TestNetwork()
        let since = TestAuthority.now + .seconds(-3600)
        let revoked = try await judged(network, revoking: .revoked(at: since, reason: .keyCompromise))
        #expect(revoked.verdict == .invalid && revoked.findings.map(\.code) == [.certificateRevoked])
        #expect(revoked.revocation.revokedAt == since && revoked.revocation.reason == "keyCompromise")

        var nobody = network.trust
        nobody.anchors = []
        let orphan = try await judged(network, trust: nobody)
        #expect(orphan.verdict == .invalid)
        #expect(orphan.revocation.status == .notAsked)

        let stranger = try TestNetwork()
        var other = try TestAuthority(name: "Other Authority")
        other.issuer = "http://gone.example/ca.cer"
        let verdict = try await judged(stranger) { try other.issue($1) }
        #expect(verdict.verdict == .unknown && verdict.findings.map(\.code) == [.certificateIssuerMissing])
        #expect(verdict.revocation.status == .notAsked)
    }

    @Test("NCANode#198: OCSP down: the list answers; nothing answers: unknown, neither good nor revoked")
    func withoutOCSP() async throws {
        let network = try TestNetwork()
        network.stopOCSP()
        let byList = try await judged(network)
        #expect(byList.verdict == .valid && byList.revocation.source == "crl")
        #expect(network.asked == [.ocsp, .crl])
        let revoked = try await judged(network, revoking: .revoked(at: TestAuthority.now + .seconds(-99), reason: nil))
        #expect(revoked.findings.map(\.code) == [.certificateRevoked])
    }

    @Test("A list is fetched once and kept, but the responder is asked anew each time: it knows better")
    func cachedList() async throws {
        let network = try TestNetwork()
        network.stopOCSP()
        let certificate = try network.authority.issue(try PrivateKey.generate(.ecP256).publicKey)
        let helper = try await HelperProcess()
        let client = helper.client(fetch: network.fetch)
        for _ in 0..<2 {
            #expect(try await client.judge([certificate.der], trust: network.trust).verdict == .valid)
        }
        #expect(network.asked == [.ocsp, .crl, .ocsp])
        var later = network.trust
        later.now = later.now + .seconds(25 * 3600)
        let stale = try await client.judge([certificate.der], trust: later)
        #expect(stale.verdict == .unknown && stale.findings.map(\.code) == [.revocationAnswer])
    }

    @Test("Nobody answers: unknown, neither good nor revoked")
    func nobodyAnswers() async throws {

        let dark = try TestNetwork()
        dark.stopOCSP()
        let unknown = try await judged(dark) { authority, key in
            var authority = authority
            authority.list = "http://gone.example/ca.crl"
            return try authority.issue(key)
        }
        #expect(unknown.verdict == .unknown && unknown.findings.map(\.code) == [.revocationUnavailable])
        #expect(unknown.revocation.status == .unknown)
    }

    @Test("Never issued by its issuer (facts/kz-pki.md 3.3) is told apart from revoked")
    func neverIssued() async throws {
        let verdict = try await judged(try TestNetwork(), revoking: .neverIssued)
        #expect(verdict.verdict == .invalid && verdict.findings.map(\.code) == [.certificateStatusUnknown])
        #expect(verdict.revocation.status == .unknown)
    }

    @Test("Expired and not yet valid are refused; allowExpired and allowRevoked let them sign")
    func dates() async throws {
        let network = try TestNetwork()
        let expired: (TestAuthority, PublicKey) throws -> Certificate = {
            try $0.issue($1, from: .seconds(-99_999), until: .seconds(-1))
        }
        #expect(try await judged(network, certify: expired).findings.map(\.code) == [.certificateExpired])
        let allowed = try await judged(network, rules: SignerRules(allowExpired: true), certify: expired)
        #expect(allowed.verdict == .valid && allowed.findings.map(\.verdict) == [nil])
        let early = try await judged(network) { try $0.issue($1, from: .seconds(60)) }
        #expect(early.findings.map(\.code) == [.certificateNotYetValid])
        let revoked = try await judged(
            network, rules: SignerRules(allowRevoked: true),
            revoking: .revoked(at: TestAuthority.now + .seconds(-9), reason: nil))
        #expect(revoked.verdict == .valid && revoked.revocation.status == .notAsked)
    }

    @Test("basics.sign: the signer must be the one asked for by usage, IIN, BIN or serial number")
    func filters() async throws {
        let network = try TestNetwork()
        let wrong: [SignerFilter] = [
            SignerFilter(extendedKeyUsages: ["1.2.398.3.3.4.1.2"]), SignerFilter(iin: "900101300811"),
            SignerFilter(bin: "123456789012"), SignerFilter(serialNumber: "00ff"),
        ]
        for filter in wrong {
            let verdict = try await judged(network, rules: SignerRules(filter: filter))
            #expect(verdict.verdict == .invalid && verdict.findings.map(\.code) == [.certificatePurpose])
        }
        let right = SignerFilter(extendedKeyUsages: ["1.2.398.3.3.4.1.1"], iin: "900101300017")
        #expect(try await judged(network, rules: SignerRules(filter: right)).verdict == .valid)
    }

    @Test("chain []: nothing is built and nothing asked, so that test certificates may sign")
    func withoutChain() async throws {
        let network = try TestNetwork()
        let trust = TrustSettings(now: TestAuthority.now, chain: .none)
        let verdict = try await judged(network, trust: trust)
        #expect(verdict.verdict == .valid && verdict.revocation.status == .notAsked && network.asked.isEmpty)
    }

    @Test("An issuer that is nowhere at hand is fetched by its address (AIA)")
    func fetchedIssuer() async throws {
        let network = try TestNetwork()
        let middleKey = try PrivateKey.generate(.ecP256)
        let middle = try network.authority.issue(
            middleKey.publicKey, name: "Middle Authority", iin: nil, usages: [], isAuthority: true)
        let leafKey = try PrivateKey.generate(.ecP256)
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: middle.subject,
            subject: DistinguishedName([.init(.NameAttributes.commonName, "DEMO PERSON 1")]),
            notBefore: TestAuthority.now + .seconds(-99), notAfter: TestAuthority.now + .seconds(99),
            publicKey: leafKey.publicKey.info,
            extensions: [.authorityInformationAccess(caIssuers: ["http://ca.example/middle.cer"], ocsp: [])])
        let leaf = try builder.signed(.ecdsaSHA256) { digest throws(Failure) in try middleKey.sign(digest: digest) }
        let helper = try await HelperProcess()
        let fetch = network.fetch
        let client = helper.client { request in
            request.url == "http://ca.example/middle.cer" ? middle.der : try await fetch(request)
        }
        var trust = network.trust
        trust.asksRevocation = false
        let verdict = try await client.judge([leaf.der], trust: trust)
        #expect(verdict.verdict == .valid)
        #expect(verdict.chain.map(\.subjectName) == ["Middle Authority", "Test Authority"])
    }

    @Test("P5: a wrong check digit of the IIN on a certificate is a remark")
    func checkDigit() async throws {
        let verdict = try await judged(try TestNetwork()) { try $0.issue($1, iin: "123456789011") }
        #expect(verdict.verdict == .valid)
        #expect(verdict.findings == [Finding(nil, .certificateIIN)])
    }

    @Test("A refused signer is a result, and nothing is asked of the key")
    func refusedBeforeSigning() async throws {
        let network = try TestNetwork()
        let helper = try await HelperProcess()
        let client = helper.client(fetch: network.fetch)
        let signer = try await TestSigner(client, network.authority)
        network.revoke(signer.certificate, .revoked(at: TestAuthority.now + .seconds(-9), reason: nil))
        let outcome = try await client.sign(
            [SigningDocument([1])], .cms(CMSProfile()), with: signer.key, trust: network.trust)
        guard case .signerRefused(let verdict) = outcome else {
            Issue.record("signed")
            return
        }
        #expect(verdict.findings.map(\.code) == [.certificateRevoked])
    }
}
