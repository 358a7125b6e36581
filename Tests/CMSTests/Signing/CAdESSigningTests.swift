import CMS
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("CAdES-BES in two steps (issue 3, item 9)")
struct CAdESSigningTests {
    static let algorithms: [KeyAlgorithm] = [
        .rsa(bits: 2048), .ecP256, .ecP384, .gost2004, .gost2015_256, .gost2015_512,
    ]

    @Test("every algorithm signs and verifies, attached and detached", arguments: algorithms)
    func everyAlgorithm(_ algorithm: KeyAlgorithm) throws {
        let authority = try TestAuthority()
        let person = try authority.issue(algorithm)
        let verifier = try authority.verifier()
        let attached = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
        let report = try verifier.verify(attached.encoded(), at: Moment.now)
        #expect(report.isValid, "\(report)")
        #expect(report.isAttached)
        #expect(report.signers.first?.level == .bes)
        #expect(report.signers.first?.signingTime == Moment.now)

        let detached = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .detached))
        #expect(detached.content == nil)
        #expect(try verifier.verify(detached.encoded(), content: .document(text), at: Moment.now).isValid)
    }

    @Test("a digest alone makes the signature that the document makes")
    func digestOnly() throws {
        let authority = try TestAuthority()
        let person = try authority.issue(.gost2015_512)
        let digest = DigestAlgorithm.streebog512.digest(text)
        let byDigest = try CAdESSigning.prepare(
            .digest(digest), certificate: person.certificate, options: .attached)
        let byDocument = try CAdESSigning.prepare(
            .document(text), certificate: person.certificate, options: .detached)
        #expect(byDigest.digestToSign == byDocument.digestToSign)
        let document = try person.sign(byDigest)
        #expect(document.content == nil)
        let verifier = try authority.verifier()
        #expect(verifier.verify(document, content: .document(text), at: Moment.now).isValid)
        #expect(verifier.verify(document, content: .digest(digest), at: Moment.now).isValid)
        #expect(verifier.verify(document, at: Moment.now).codes.contains(.documentMalformed))
    }

    @Test("a digest of another length is refused")
    func wrongDigestLength() throws {
        let person = try TestAuthority().issue()
        let failure = #expect(throws: Failure.self) {
            try CAdESSigning.prepare(
                .digest([1, 2, 3]), certificate: person.certificate, options: .detached)
        }
        #expect(failure?.code == .documentMalformed)
    }

    @Test("a signature of another key never becomes a document")
    func wrongKey() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let other = try authority.issue()
        let prepared = try CAdESSigning.prepare(
            .document(text), certificate: person.certificate, options: .attached)
        let failure = #expect(throws: Failure.self) { try other.sign(prepared) }
        #expect(failure?.code == .signatureInvalid)
    }

    @Test("RSA-PSS is made when asked for; SHA-1 and another key's algorithm are refused")
    func otherAlgorithms() throws {
        let authority = try TestAuthority()
        let person = try authority.issue(.rsa(bits: 2048))
        let prepared = try CAdESSigning.prepare(
            .document(text), certificate: person.certificate, algorithm: .rsaPSSSHA512, options: .attached)
        let report = try authority.verifier().verify(person.sign(prepared), at: Moment.now)
        #expect(report.isValid, "\(report)")
        for algorithm in [SignatureAlgorithm.rsaSHA1, .ecdsaSHA256, .gost2004] {
            let failure = #expect(throws: Failure.self) {
                try CAdESSigning.prepare(
                    .document(text), certificate: person.certificate, algorithm: algorithm, options: .attached)
            }
            #expect(failure?.code == .signAlgorithm)
        }
    }

    @Test("Base64 and PEM are read as the binary form is", arguments: CMSForm.allCases)
    func forms(_ form: CMSForm) throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: .attached))
        let encoded = document.encoded(as: form)
        #expect(try CMSDocument(encoded).encoded() == document.encoded())
        if form == .pem {
            let lines = String(decoding: encoded, as: UTF8.self).split(separator: "\n")
            #expect(lines.first == "-----BEGIN CMS-----")
            #expect(lines.last == "-----END CMS-----")
            #expect(lines.allSatisfy { $0.count <= 64 })
        }
        if form == .base64 { #expect(!encoded.contains(0x0A)) }
    }

    @Test("certificates come along as asked")
    func certificates() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let expected: [CAdESOptions.Certificates: [Certificate]] = [
            .none: [], .signer: [person.certificate], .chain: [person.certificate, authority.certificate],
        ]
        for (choice, certificates) in expected {
            let options = CAdESOptions(signingTime: nil, certificates: choice)
            let document = try person.sign(
                CAdESSigning.prepare(
                    .document(text), certificate: person.certificate, chain: [authority.certificate],
                    options: options))
            #expect(try CMSDocument(document.encoded()).certificates == certificates)
            var verifier = try authority.verifier()
            if choice == .none {
                #expect(verifier.verify(document, at: Moment.now).codes == [.certificateIssuerMissing])
                verifier.certificates = [person.certificate]
            }
            let report = verifier.verify(document, at: Moment.now)
            #expect(report.isValid)
            #expect(report.signers.first?.signingTime == nil)
        }
    }

    @Test("another content type without the certificate's name, as an SOD of ICAO 9303 is")
    func otherContentType() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let options = CAdESOptions(
            signingTime: Moment.now, contentType: [2, 23, 136, 1, 1, 1], namesCertificate: false)
        let document = try person.sign(
            CAdESSigning.prepare(.document(text), certificate: person.certificate, options: options))
        let report = try authority.verifier().verify(document.encoded(), at: Moment.now)
        #expect(report.isValid)
        #expect(report.contentType == "2.23.136.1.1.1")
        #expect(report.signers.first?.level == .plain)
    }

    @Test("48 MiB attached: signed, written, read and verified; beyond 64 MiB the remedy is the digest")
    func large() throws {
        let authority = try TestAuthority()
        let person = try authority.issue()
        let large = [UInt8](repeating: 0x5A, count: 48 << 20)
        let document = try person.sign(
            CAdESSigning.prepare(.document(large), certificate: person.certificate, options: .attached))
        let encoded = document.encoded()
        #expect(encoded.count < large.count + 4096)
        let read = try CMSDocument(encoded)
        #expect(try authority.verifier().verify(read, at: Moment.now).isValid)

        let beyond = [UInt8](repeating: 0, count: CAdESSigning.maximumContent + 1)
        let failure = #expect(throws: Failure.self) {
            try CAdESSigning.prepare(.document(beyond), certificate: person.certificate, options: .attached)
        }
        #expect(failure?.code == .documentTooLarge)
        _ = try CAdESSigning.prepare(.document(beyond), certificate: person.certificate, options: .detached)
    }
}
