import CMS
import KioskDevices
import KioskDomain
import PKIX
import Testing

@Suite("Co-signatures (issue 3, item 9)")
struct CoSignatureTests {
    private func signed(_ options: CAdESOptions) throws -> (TestAuthority, CMSDocument) {
        let authority = try TestAuthority()
        let first = try authority.issue(.rsa(bits: 2048), name: "Demo Person 1")
        let document = try first.sign(
            CAdESSigning.prepare(.document(text), certificate: first.certificate, options: options))
        return (authority, document)
    }

    @Test("a second signature leaves the first byte for byte, and both are valid", arguments: [true, false])
    func second(isAttached: Bool) throws {
        let options: CAdESOptions = isAttached ? .attached : .detached
        let (authority, document) = try signed(options)
        let second = try authority.issue(.gost2015_512, name: "Demo Person 2")
        let both = try second.sign(
            document.prepareSignature(
                content: isAttached ? nil : .document(text), certificate: second.certificate, options: options))
        let signer = try signerInfo(document.encoded())
        #expect(both.encoded().firstRange(of: signer) != nil)
        let report = try authority.verifier().verify(
            CMSDocument(both.encoded()), content: isAttached ? nil : .document(text), at: Moment.now)
        #expect(report.isValid, "\(report)")
        #expect(report.signers.map(\.certificate?.name) == ["Demo Person 1", "Demo Person 2"])
    }

    @Test("of two signatures one broken: it is named, the other stays valid", arguments: [0, 1])
    func oneBroken(_ broken: Int) throws {
        let (authority, document) = try signed(.attached)
        let second = try authority.issue(.ecP256, name: "Demo Person 2")
        let both = try second.sign(
            document.prepareSignature(certificate: second.certificate, options: .attached)
        ).encoded()
        // Each signature's message-digest differs by algorithm or not; the signing times are the same. The value that
        // is broken is the certificate reference, found by the certificate's digest.
        let certificate = try CMSDocument(both).certificates[broken]
        let reference = try #require(both.firstRange(of: DigestAlgorithm.sha256.digest(certificate.der)))
        let report = try authority.verifier().verify(both.flipping(0, at: reference.lowerBound), at: Moment.now)
        #expect(!report.isValid)
        #expect(report.signers.map(\.isValid) == (broken == 0 ? [false, true] : [true, false]))
        #expect(report.signers[broken].cryptographic == .invalid)
    }

    @Test("a second signature over another content, or none, is refused")
    func otherContent() throws {
        let (authority, document) = try signed(.detached)
        let second = try authority.issue(.ecP256)
        let other = #expect(throws: Failure.self) {
            try document.prepareSignature(
                content: .document([1]), certificate: second.certificate, options: .detached)
        }
        #expect(other?.code == .signatureInvalid)
        let none = #expect(throws: Failure.self) {
            try document.prepareSignature(certificate: second.certificate, options: .detached)
        }
        #expect(none?.code == .documentMalformed)
    }

    @Test("more signatures than 64 are refused")
    func many() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        var document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
        for _ in 1..<64 {
            document = try person.sign(
                document.prepareSignature(certificate: person.certificate, options: .attached))
        }
        #expect(try CMSDocument(document.encoded()).signerCount == 64)
        #expect(document.certificates.count == 1)
        let failure = #expect(throws: Failure.self) {
            try document.prepareSignature(certificate: person.certificate, options: .attached)
        }
        #expect(failure?.code == .documentTooLarge)
    }

    /// The one SignerInfo of an encoding: the last SEQUENCE in it, found from the SET before the end.
    private func signerInfo(_ encoded: [UInt8]) throws -> [UInt8] {
        let version: [UInt8] = [0x02, 0x01, 0x01, 0x30]
        let starts = encoded.indices.dropLast(8).filter { Array(encoded[$0..<($0 + 4)]) == version }
        return Array(encoded[try #require(starts.last)...])
    }
}
