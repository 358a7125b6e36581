import CMS
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("Time stamps (RFC 3161) and CAdES-T (issue 3, item 9)")
struct TimeStampTests {
    static let policy: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 2, 6, 4]
    private let authority: TestAuthority
    private let person: Identity
    private let document: CMSDocument

    init() throws {
        authority = try TestAuthority()
        person = try authority.issue(to: Moment.now + .seconds(3600))
        document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
    }

    private func service(_ identity: Identity) -> TimeStampAuthority {
        TimeStampAuthority(
            certificate: identity.certificate, chain: [authority.certificate], policy: Self.policy,
            accuracy: .seconds(1))
    }

    private func answer(
        _ request: TimeStampRequest, by identity: Identity, at time: UnixTime? = Moment.now
    ) throws -> TimeStampResponse {
        try TimeStampResponse(
            der: service(identity).answer(request.der, serialNumber: [0x11], at: time, sign: identity.sign(digest:)))
    }

    private func stamped(by identity: Identity, at time: UnixTime = Moment.now) throws -> CMSDocument {
        let request = try document.timeStampRequest(forSignerAt: 0)
        return try document.addingTimeStamp(
            answer(request, by: identity, at: time).token(answering: request), toSignerAt: 0)
    }

    @Test(
        "a time stamp is added to a finished document: level T, every algorithm",
        arguments: CAdESSigningTests.algorithms)
    func levelT(_ algorithm: KeyAlgorithm) throws {
        let stamped = try CMSDocument(stamped(by: authority.timeStampAuthority(algorithm)).encoded())
        let report = try authority.verifier().verify(stamped, at: Moment.now)
        #expect(report.isValid, "\(report)")
        #expect(report.signers.first?.level == .t)
        #expect(report.signers.first?.timeStamp?.time == Moment.now)
        #expect(report.signers.first?.timeStamp?.policy == "1.2.398.3.3.2.6.4")
        #expect(report.signers.first?.timeStamp?.authority?.name == "Demo Time Stamps")
        let signature = Array(document.encoded().suffix(24))
        #expect(stamped.encoded().firstRange(of: signature) != nil)
    }

    @Test("a signature proven by a time stamp outlives its certificate, and a later revocation")
    func outlives() throws {
        let stamped = try stamped(by: authority.timeStampAuthority())
        let later = Moment.now + .seconds(7200)
        #expect(try authority.verifier().verify(document, at: later).codes == [.certificateExpired])
        #expect(try authority.verifier().verify(stamped, at: later).isValid)

        func entry(_ time: UnixTime) -> CertificateListBuilder.Entry {
            .init(person.certificate.serialNumber, revokedAt: time, reason: .keyCompromise)
        }
        let after = try authority.verifier([entry(Moment.now + .seconds(60))]).verify(stamped, at: later)
        #expect(after.isValid)
        #expect(after.signers.first?.warnings.map(\.code) == [.certificateRevoked])
        let before = try authority.verifier([entry(Moment.now - .seconds(60))]).verify(stamped, at: later)
        #expect(before.codes == [.certificateRevoked])
    }

    @Test("a time stamp over another signature is refused, and found when it was put there")
    func otherSignature() throws {
        let identity = try authority.timeStampAuthority()
        let other = try person.sign(
            CAdESSigning.prepare(.document([1]), certificate: person.certificate, options: .attached))
        let request = try other.timeStampRequest(forSignerAt: 0)
        let token = try answer(request, by: identity).token(answering: request)
        let failure = #expect(throws: Failure.self) { try document.addingTimeStamp(token, toSignerAt: 0) }
        #expect(failure?.code == .timeStampInvalid)
        let report = try authority.verifier().verify(
            token, over: MessageImprint(.sha256, of: text), at: Moment.now)
        #expect(report.problems.map(\.code) == [.timeStampInvalid])
        let missing = #expect(throws: Failure.self) { try document.timeStampRequest(forSignerAt: 1) }
        #expect(missing?.code == .signatureMissing)
    }

    @Test("nonce, imprint and policy of the answer must be those of the request")
    func answersTheRequest() throws {
        let identity = try authority.timeStampAuthority()
        let imprint = MessageImprint(.sha256, of: text)
        let request = TimeStampRequest(imprint, policy: Self.policy)
        let response = try answer(request, by: identity)
        _ = try response.token(answering: request)
        let others = [
            TimeStampRequest(imprint, policy: Self.policy), TimeStampRequest(MessageImprint(.sha512, of: text)),
        ]
        for other in others {
            let failure = #expect(throws: Failure.self) { try response.token(answering: other) }
            #expect(failure?.code == .timeStampInvalid)
        }
    }

    @Test("the authority refuses what it does not serve")
    func refusals() throws {
        let identity = try authority.timeStampAuthority()
        let imprint = MessageImprint(.sha256, of: text)
        let policy = TimeStampRequest(imprint, policy: [1, 2, 3])
        #expect(try answer(policy, by: identity).refusals == [.unacceptedPolicy])
        let request = TimeStampRequest(imprint)
        #expect(try answer(request, by: identity, at: nil).refusals == [.timeNotAvailable])
        let garbage = try TimeStampResponse(
            der: service(identity).answer([1, 2], serialNumber: [1], at: Moment.now, sign: identity.sign(digest:)))
        #expect(garbage.refusals == [.badDataFormat])
        let unknown = DEREncoding.sequence(
            DEREncoding.integer(1),
            DEREncoding.sequence(
                AlgorithmIdentifier([1, 2, 3]).der, DEREncoding.octetString([1])))
        let algorithm = try TimeStampResponse(
            der: service(identity).answer(unknown, serialNumber: [1], at: Moment.now, sign: identity.sign(digest:)))
        #expect(algorithm.refusals == [.badAlgorithm])
        let broken = try TimeStampResponse(
            der: service(identity).answer(request.der, serialNumber: [1], at: Moment.now) { _ in [0] })
        #expect(broken.refusals == [.systemFailure])
        let failure = #expect(throws: Failure.self) { try broken.token(answering: request) }
        #expect(failure?.code == .timeStampUnavailable)
    }

    @Test("an authority must be for time stamps alone, critically (RFC 3161 2.3)")
    func purpose() throws {
        let wrong = [
            try authority.timeStampAuthority(isCritical: false),
            try authority.timeStampAuthority(purposes: [ExtendedKeyUsage.timeStamping, ExtendedKeyUsage.clientAuth]),
            try authority.issue(),
        ]
        for identity in wrong {
            let report = try authority.verifier().verify(stamped(by: identity), at: Moment.now)
            #expect(report.codes == [.certificatePurpose])
            #expect(report.signers.first?.level == .bes)
        }
    }

    @Test("an authority that is not trusted, revoked, or of another policy does not count")
    func trust() throws {
        let stranger = try TestAuthority(name: "Other Authority")
        let foreign = try authority.verifier().verify(stamped(by: stranger.timeStampAuthority()), at: Moment.now)
        #expect(foreign.codes == [.certificateIssuerMissing])

        let identity = try authority.timeStampAuthority()
        let document = try stamped(by: identity)
        let entry = CertificateListBuilder.Entry(identity.certificate.serialNumber, revokedAt: Moment.start)
        #expect(try authority.verifier([entry]).verify(document, at: Moment.now).codes == [.certificateRevoked])

        var verifier = try authority.verifier()
        verifier.timeStampPolicies = [SignatureVerifier.ncaTimeStampPolicies]
        #expect(verifier.verify(document, at: Moment.now).isValid)
        verifier.timeStampPolicies = [[1, 2, 3]]
        #expect(verifier.verify(document, at: Moment.now).codes == [.timeStampInvalid])

        let future = try stamped(by: identity, at: Moment.now + .seconds(1800))
        #expect(try authority.verifier().verify(future, at: Moment.now).codes == [.timeStampInvalid])
    }

    @Test("a flipped bit in what a time stamp says, in its certificate or its signature is found")
    func flipped() throws {
        let identity = try authority.timeStampAuthority()
        let encoded = try stamped(by: identity).encoded()
        let verifier = try authority.verifier()
        let policy = try #require(encoded.firstRange(of: DEREncoding.objectIdentifier(Self.policy)))
        let regions = [
            policy.lowerBound..<(policy.upperBound + 80),
            try #require(encoded.firstRange(of: identity.certificate.tbsBytes)), (encoded.count - 24)..<encoded.count,
        ]
        for index in regions.joined() where index.isMultiple(of: 3) {
            let report = try? verifier.verify(encoded.flipping(index / 3, at: index), at: Moment.now)
            #expect(report?.isValid != true, "byte \(index)")
        }
    }
}
