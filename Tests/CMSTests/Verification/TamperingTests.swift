import CMS
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("A flipped bit in any region fails (issue 3, items 8 and 9)")
struct TamperingTests {
    @Test("every byte that the signature covers, and its value", arguments: CAdESSigningTests.algorithms)
    func everyCoveredByte(_ algorithm: KeyAlgorithm) throws {
        let authority = try TestAuthority()
        let person = try authority.issue(algorithm)
        let encoded = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached)
        ).encoded()
        let verifier = try authority.verifier()
        #expect(try verifier.verify(encoded, at: Moment.now).isValid)
        let digest = algorithm.signatureAlgorithm.digestAlgorithm.digest(text)
        let regions: [(String, [UInt8])] = [
            ("content", text), ("message-digest", digest),
            ("certificate reference", DigestAlgorithm.sha256.digest(person.certificate.der)),
            ("signature", Array(encoded.suffix(24))), ("certificate", person.certificate.tbsBytes),
        ]
        for (name, bytes) in regions {
            let range = try #require(encoded.firstRange(of: bytes), "\(name)")
            for index in stride(from: range.lowerBound, to: range.upperBound, by: name == "certificate" ? 7 : 3) {
                let changed = encoded.flipping(index, at: index)
                let isValid = (try? verifier.verify(changed, at: Moment.now))?.isValid ?? false
                #expect(!isValid, "\(name), byte \(index)")
            }
        }
    }

    @Test("a certificate of another key with the same issuer and number does not do")
    func wrongSignersCertificate() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let twin = try authority.issue(serial: person.certificate.serialNumber)
        let options = CAdESOptions(signingTime: Moment.now, certificates: .none)
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: options))
        var verifier = try authority.verifier()
        verifier.certificates = [twin.certificate]
        let report = verifier.verify(document, at: Moment.now)
        #expect(report.codes == [.signatureInvalid])
        #expect(report.signers.first?.cryptographic == .invalid)
        verifier.certificates = [twin.certificate, person.certificate]
        #expect(verifier.verify(document, at: Moment.now).isValid)
    }

    @Test("signing-certificate-v2 keeps another certificate of the same key away (RFC 5035 1)")
    func substitutedCertificate() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let longer = try authority.issue(
            to: Moment.end + .seconds(86_400), serial: person.certificate.serialNumber, reusing: person.key)
        let options = CAdESOptions(signingTime: Moment.now, certificates: .none)
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: options))
        var verifier = try authority.verifier()
        verifier.certificates = [longer.certificate]
        let report = verifier.verify(document, at: Moment.now)
        let problems = report.signers.flatMap(\.problems)
        #expect(problems.map(\.code) == [.signatureInvalid])
        #expect(problems.map(\.step) == [.attributes])

        let unnamed = CAdESOptions(signingTime: Moment.now, certificates: .none, namesCertificate: false)
        let plain = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: unnamed))
        let accepted = verifier.verify(plain, at: Moment.now)
        #expect(accepted.isValid)
        #expect(accepted.signers.first?.level == .plain)
    }

    @Test("another document beside an attached one is named")
    func contradiction() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
        let verifier = try authority.verifier()
        #expect(verifier.verify(document, content: .document(text), at: Moment.now).isValid)
        #expect(!verifier.verify(document, content: .document([1]), at: Moment.now).isValid)
        #expect(!verifier.verify(document, content: .digest([UInt8](repeating: 0, count: 32)), at: Moment.now).isValid)
    }

    @Test("no signature at all has its own code")
    func noSignature() throws {
        let empty = DEREncoding.sequence(
            DEREncoding.objectIdentifier([1, 2, 840, 113_549, 1, 7, 2]),
            DEREncoding.explicit(
                0,
                DEREncoding.sequence(
                    DEREncoding.integer(1), DEREncoding.set(of: []),
                    DEREncoding.sequence(DEREncoding.objectIdentifier([1, 2, 840, 113_549, 1, 7, 1])),
                    DEREncoding.set(of: []))))
        let report = try TestAuthority().verifier().verify(empty, at: Moment.now)
        #expect(report.codes == [.signatureMissing])
    }
}
