import Crypto
import FoundationEssentials
import HTTPTypes
import KioskDomain
import PortalContract
import Testing

struct MessageSignatureTests {
    private let key = P256.Signing.PrivateKey()
    private let body = Data(#"{"a":1}"#.utf8)

    private func signed(key idempotencyKey: String? = nil) throws -> HTTPRequest {
        var request = HTTPRequest(method: .post, scheme: "https", authority: nil, path: "/v1/a?b=c")
        if let idempotencyKey { request.headerFields[.idempotencyKey] = idempotencyKey }
        try MessageSignature.sign(&request, body: body, keyID: "k", key: key, created: 1, nonce: "n")
        return request
    }

    private func problem(_ request: HTTPRequest, body: Data? = nil) -> SignatureProblem? {
        do throws(SignatureProblem) {
            let claimed = try MessageSignature.claimed(by: request)
            try MessageSignature.verify(request, body: body ?? self.body, parameters: claimed, key: key.publicKey)
            return nil
        } catch {
            return error
        }
    }

    @Test func signatureHoldsAndNamesWhatRFC9421Asks() throws {
        let request = try signed(key: "i")
        #expect(problem(request) == nil)
        #expect(
            request.headerFields[.signatureInput]
                == "kiosk=(\"@method\" \"@path\" \"@query\" \"content-digest\" \"idempotency-key\")"
                + ";created=1;keyid=\"k\";nonce=\"n\";alg=\"ecdsa-p256-sha256\"")
    }

    @Test func everyCoveredPartIsProtected() throws {
        var method = try signed()
        method.method = .put
        #expect(problem(method) == .signature)
        var path = try signed()
        path.path = "/v1/b?b=c"
        #expect(problem(path) == .signature)
        var query = try signed()
        query.path = "/v1/a?b=d"
        #expect(problem(query) == .signature)
        #expect(problem(try signed(), body: Data()) == .digest)
        var digest = try signed()
        digest.headerFields[.contentDigest] = ContentDigest.field(of: Data())
        #expect(problem(digest, body: Data()) == .signature)
        var created = try signed()
        created.headerFields[.signatureInput] = created.headerFields[.signatureInput]?
            .replacing("created=1", with: "created=2")
        #expect(problem(created) == .signature)
        var added = try signed()
        added.headerFields[.idempotencyKey] = "later"
        #expect(problem(added) == .notCovered)
    }

    @Test(arguments: ["", "kiosk=", "kiosk=()", "other=(\"@method\")", "kiosk=(\"@method\";created=1", "kiosk=(\")"])
    func malformedParametersAreRefused(_ input: String) throws {
        var request = try signed()
        request.headerFields[.signatureInput] = input
        #expect(problem(request) != nil)
    }

    @Test func fewerCoveredPartsAreRefused() throws {
        var request = try signed()
        request.headerFields[.signatureInput] = request.headerFields[.signatureInput]?
            .replacing(" \"content-digest\"", with: "")
        #expect(problem(request) == .notCovered)
    }

    @Test func evidenceIsVerifiedByItsKeyOnly() throws {
        let evidence = AttemptEvidence(
            attempt: .init(source: "k", sequence: 1), outcome: .noMatch, closedAtMilliseconds: 2)
        let text = try evidence.signed(by: key)
        #expect(AttemptEvidence.verified(text, by: key.publicKey) == evidence)
        #expect(AttemptEvidence.verified(text, by: P256.Signing.PrivateKey().publicKey) == nil)
        #expect(AttemptEvidence.verified(text + "A", by: key.publicKey) == nil)
        #expect(AttemptEvidence.verified("a.b", by: key.publicKey) == nil)
    }
}
