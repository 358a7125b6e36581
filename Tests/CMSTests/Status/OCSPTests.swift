import CMS
import KioskDevices
import KioskDomain
import PKIX
import Testing

@Suite("OCSP (RFC 6960; issue 3, item 9; complaints: OCSP rows)")
struct OCSPTests {
    private let authority: TestAuthority
    private let person: Identity
    private let responder: Identity

    init() throws {
        authority = try TestAuthority()
        person = try authority.issue()
        responder = try authority.responder()
    }

    private func ask(
        _ status: RevocationStatus, by identity: Identity, at time: UnixTime = Moment.now,
        digest: DigestAlgorithm = .sha256, hasNonce: Bool = true
    ) throws -> (OCSPRequest, OCSPResponse) {
        let identifier = OCSPCertificateID(
            person.certificate, issuer: authority.certificate, digestAlgorithm: digest)
        let request = OCSPRequest(identifier, hasNonce: hasNonce)
        let service = OCSPResponder(certificate: identity.certificate)
        let answer = service.answer(
            request.der, at: time, status: { $0 == identifier ? status : .unknown(.responder) },
            sign: identity.sign(digest:))
        return (request, try OCSPResponse(der: answer))
    }

    private func judge(
        _ pair: (OCSPRequest, OCSPResponse), at time: UnixTime = Moment.now, policy: OCSPPolicy = OCSPPolicy()
    ) -> RevocationStatus {
        person.certificate.revocation(
            by: pair.1, answering: pair.0, issuer: authority.certificate, at: time, policy: policy)
    }

    static let statuses: [RevocationStatus] = [
        .good, .revoked(at: Moment.start, reason: .keyCompromise), .revoked(at: Moment.start, reason: nil),
        .neverIssued, .unknown(.responder),
    ]

    @Test("each status is told as it is", arguments: statuses, [DigestAlgorithm.sha256, .sha1])
    func eachStatus(_ status: RevocationStatus, _ digest: DigestAlgorithm) throws {
        #expect(try judge(ask(status, by: responder, digest: digest)) == status)
        #expect(try judge(ask(status, by: authority.identity, digest: digest)) == status)
    }

    @Test("every algorithm of ours signs answers", arguments: CAdESSigningTests.algorithms)
    func everyAlgorithm(_ algorithm: KeyAlgorithm) throws {
        #expect(try judge(ask(.good, by: authority.responder(algorithm))) == .good)
    }

    @Test("a responder that the issuer did not make one is not believed")
    func unauthorised() throws {
        let stranger = try TestAuthority(name: "Other Authority")
        let pretenders = [
            try stranger.responder(), try authority.issue(), stranger.identity,
            try authority.responder(to: Moment.now - .seconds(60)),
        ]
        for pretender in pretenders {
            let pair = try ask(.good, by: pretender)
            #expect(judge(pair) == .unknown(.untrusted))
        }
        let configured = OCSPPolicy(responders: [stranger.certificate])
        #expect(try judge(ask(.good, by: stranger.identity), policy: configured) == .good)
    }

    @Test("the nonce must come back")
    func nonce() throws {
        let first = try ask(.good, by: responder)
        let second = try ask(.good, by: responder)
        #expect(judge((first.0, second.1)) == .unknown(.untrusted))
        let without = try ask(.good, by: responder, hasNonce: false)
        #expect(judge(without) == .good)
        #expect(judge((first.0, without.1)) == .unknown(.untrusted))
        #expect(judge((first.0, without.1), policy: OCSPPolicy(demandsNonce: false)) == .good)
        #expect(judge((first.0, second.1), policy: OCSPPolicy(demandsNonce: false)) == .unknown(.untrusted))
    }

    @Test("an answer holds from thisUpdate to nextUpdate, clocks 5 minutes apart at most")
    func window() throws {
        let pair = try ask(.good, by: responder)
        #expect(judge(pair, at: Moment.now - .seconds(299)) == .good)
        #expect(judge(pair, at: Moment.now - .seconds(301)) == .unknown(.notYetValid))
        #expect(judge(pair, at: Moment.now + .seconds(3600 + 299)) == .good)
        #expect(judge(pair, at: Moment.now + .seconds(3600 + 301)) == .unknown(.stale))
    }

    @Test("an answer about another certificate, or without the issuer, says nothing")
    func scope() throws {
        let other = try authority.issue()
        let pair = try ask(.good, by: responder)
        let status = other.certificate.revocation(
            by: pair.1, answering: pair.0, issuer: authority.certificate, at: Moment.now)
        #expect(status == .unknown(.outOfScope))
        let missing = person.certificate.revocation(by: pair.1, answering: pair.0, issuer: nil, at: Moment.now)
        #expect(missing == .unknown(.issuerMissing))
        #expect(missing.code == .certificateIssuerMissing)
    }

    @Test("try later, malformed and the like are no status; garbage has its code")
    func refusals() throws {
        for status in OCSPResponse.Status.allCases where status != .successful {
            let response = try OCSPResponse(der: DEREncoding.sequence(DEREncoding.enumerated(status.rawValue)))
            #expect(response.status == status)
            let request = OCSPRequest(OCSPCertificateID(person.certificate, issuer: authority.certificate))
            #expect(judge((request, response)) == .unknown(.unavailable))
        }
        for garbage in [[], [0x30], [0x30, 3, 0x0A, 1, 0], [0x30, 3, 0x0A, 1, 9], Array("Try again".utf8)] {
            let failure = #expect(throws: Failure.self) { try OCSPResponse(der: garbage) }
            #expect(failure?.code == .revocationAnswer)
        }
        let service = OCSPResponder(certificate: responder.certificate)
        let answer = service.answer([1], at: Moment.now, status: { _ in .good }, sign: responder.sign(digest:))
        #expect(try OCSPResponse(der: answer).status == .malformedRequest)
        let request = OCSPRequest(OCSPCertificateID(person.certificate, issuer: authority.certificate))
        let failed = service.answer(
            request.der, at: Moment.now, status: { _ in .good },
            sign: { _ in throw Failure(.internalError, "no key") })
        #expect(try OCSPResponse(der: failed).status == .internalError)
    }

    @Test("a flipped bit anywhere in an answer is found")
    func flipped() throws {
        let identifier = OCSPCertificateID(person.certificate, issuer: authority.certificate)
        let request = OCSPRequest(identifier)
        #expect(identifier.isIssued(by: authority.certificate))
        #expect(!identifier.isIssued(by: responder.certificate))
        let answer = OCSPResponder(certificate: responder.certificate).answer(
            request.der, at: Moment.now, status: { _ in .good }, sign: responder.sign(digest:))
        for index in answer.indices {
            guard let response = try? OCSPResponse(der: answer.flipping(index, at: index)) else { continue }
            // A bit of the responder's certificate that its issuer's signature covers, or of the answer's data.
            #expect(judge((request, response)) != .good || response.basic?.entries.isEmpty == true, "byte \(index)")
        }
    }

    @Test("as evidence: the answer decides about a signer; revoked wins over good")
    func evidence() throws {
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
        var verifier = SignatureVerifier(anchors: [authority.certificate])
        let good = try ask(.good, by: responder)
        verifier.evidence.answers = [.init(good.1, answering: good.0)]
        #expect(verifier.verify(document, at: Moment.now).isValid)
        let revoked = try ask(.revoked(at: Moment.start, reason: .superseded), by: responder)
        verifier.evidence.answers.append(.init(revoked.1, answering: revoked.0))
        #expect(verifier.verify(document, at: Moment.now).codes == [.certificateRevoked])
        let unknown = try ask(.unknown(.responder), by: responder)
        verifier.evidence.answers = [.init(unknown.1, answering: unknown.0)]
        #expect(verifier.verify(document, at: Moment.now).codes == [.certificateStatusUnknown])
        #expect(verifier.verify(document, at: Moment.now).signers.first?.revocation == .unknown)
    }
}
