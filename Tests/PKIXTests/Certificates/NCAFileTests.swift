import KioskDomain
import KioskTestSupport
import PKIX
import Testing

@Suite("The NCA's own test files (kz-pki 3.1, 3.2, 3.5; item 8)")
struct NCAFileTests {
    /// A file, and the authority that signed it.
    static let signed = [
        ("ceo_valid_sign_2004_gost.cer", "nca_gost_test.crt"),
        ("individual_valid_sign_2004_rsa.cer", "nca_rsa_test.crt"),
        ("individual_valid_sign_2004_rsa_auth.cer", "nca_rsa_test.crt"),
    ]
    static let issued = [
        ("nca_gost_test.crl", "nca_gost_test.crt", 7), ("nca_gost2022_test.crl", "nca_gost2015_test.cer", 4),
        ("nca_rsa_test.crl", "nca_rsa_test.crt", 9),
    ]

    @Test("Every certificate verifies under its authority; one flipped bit fails", arguments: signed)
    func certificates(file: String, authority: String) throws {
        let certificate = try TestFiles.certificate(file)
        let key = try #require(TestFiles.certificate(authority).publicKey)
        #expect(certificate.isSigned(by: key))
        #expect(!certificate.isSigned(by: try #require(certificate.publicKey)))
        // The last byte of a name in the subject, and the signature's middle.
        for index in [certificate.der.count - 200, certificate.der.count - 20] {
            let changed = try? Certificate(der: certificate.der.flipping(bit: 0, ofByte: index))
            #expect(changed?.isSigned(by: key) != true)
        }
    }

    @Test("Every list verifies under its authority; one flipped bit fails", arguments: issued)
    func lists(file: String, authority: String, number: Int) throws {
        let list = try TestFiles.list(file)
        let issuer = try TestFiles.certificate(authority)
        let key = try #require(issuer.publicKey)
        #expect(list.isSigned(by: key))
        #expect(list.issuer == issuer.subject)
        #expect(list.number == SerialNumber([UInt8(number)]))
        #expect(list.baseNumber == nil)
        #expect(list.count > 0)
        let bytes = list.der
        for index in [bytes.count / 2, bytes.count - 20] {
            let changed = try? CertificateList(der: bytes.flipping(bit: 0, ofByte: index))
            #expect(changed?.isSigned(by: key) != true)
        }
    }

    @Test("A GOST 2004 list read with the digest of 2015 fails, and the other way round")
    func digestsAreNotMixed() throws {
        let list = try TestFiles.list("nca_gost_test.crl")
        let key = try #require(TestFiles.certificate("nca_gost_test.crt").publicKey)
        #expect(
            !key.verify(
                signature: list.signature, digest: DigestAlgorithm.streebog256.digest(list.tbsBytes),
                algorithm: .gost2004))
        #expect(!key.verify(signature: list.signature, of: list.tbsBytes, algorithm: .gost2015_256))
    }

    @Test("The wrong S-boxes fail on the NCA's own certificate and list")
    func wrongBoxes() async throws {
        let key = try #require(TestFiles.certificate("nca_gost_test.crt").publicKey)
        let certificate = try TestFiles.certificate("ceo_valid_sign_2004_gost.cer")
        let list = try TestFiles.list("nca_gost_test.crl")
        let answers = try await Oracle.answers([
            "digest wrong-boxes \(Hexadecimal.text(certificate.tbsBytes))",
            "digest wrong-boxes \(Hexadecimal.text(list.tbsBytes))", "digest 2004 \(Hexadecimal.text(list.tbsBytes))",
        ])
        let digests = answers.map { bytes($0) }
        #expect(!key.verify(signature: certificate.signature, digest: digests[0], algorithm: .gost2004))
        #expect(!key.verify(signature: list.signature, digest: digests[1], algorithm: .gost2004))
        #expect(key.verify(signature: list.signature, digest: digests[2], algorithm: .gost2004))
    }

    @Test("Keys are of the kinds that the facts name")
    func keys() throws {
        let kinds: [(String, KeyAlgorithm)] = [
            ("ceo_valid_sign_2004_gost.cer", .gost2004), ("nca_gost_test.crt", .gost2004),
            ("nca_gost2015_test.cer", .gost2015_512), ("nca_rsa_test.crt", .rsa(bits: 4096)),
            ("individual_valid_sign_2004_rsa.cer", .rsa(bits: 2048)),
        ]
        for (file, kind) in kinds { #expect(try TestFiles.certificate(file).publicKey?.algorithm == kind) }
    }

    @Test("A person's certificate to sign: fields of the profile")
    func individualSignature() throws {
        let certificate = try TestFiles.certificate("individual_valid_sign_2004_rsa.cer")
        #expect(certificate.version == 3)
        #expect(certificate.purposes == [.signature])
        #expect(certificate.holder == .individual)
        #expect(certificate.extensions.keyUsage == [.digitalSignature, .nonRepudiation])
        #expect(certificate.extensions.policies.map(\.dotted) == ["1.2.398.3.3.2.3"])
        #expect(certificate.extensions.crlDistributionPoints == ["http://test.pki.gov.kz/crl/nca_rsa_test.crl"])
        #expect(certificate.extensions.freshestCRL == ["http://test.pki.gov.kz/crl/nca_d_rsa_test.crl"])
        #expect(certificate.extensions.caIssuers == ["http://test.pki.gov.kz/cert/nca_rsa_test.cer"])
        #expect(certificate.extensions.ocspResponders == ["http://test.pki.gov.kz/ocsp/"])
        let authority = try TestFiles.certificate("nca_rsa_test.crt")
        #expect(
            certificate.extensions.authorityKeyIdentifier?.keyIdentifier == authority.extensions.subjectKeyIdentifier)
        #expect(authority.extensions.basicConstraints == BasicConstraints(isAuthority: true))
        #expect(certificate.extensions.unrespected.isEmpty && certificate.extensions.unreadable.isEmpty)
        #expect(certificate.organisationNumber == nil)
        #expect(certificate.notBefore == UnixTime(milliseconds: 1_642_480_730_000))
    }

    @Test("A certificate to log in is told apart by its extended key usage")
    func individualAuthentication() throws {
        let certificate = try TestFiles.certificate("individual_valid_sign_2004_rsa_auth.cer")
        #expect(certificate.purposes == [.authentication])
        #expect(certificate.hasExtendedKeyUsage(dotted: "1.3.6.1.5.5.7.3.2"))
        #expect(!certificate.hasExtendedKeyUsage(dotted: "1.3.6.1.5.5.7.3.4"))
    }

    @Test("A chief executive's certificate: the most exact holder, and the organisation's number")
    func chiefExecutive() throws {
        let certificate = try TestFiles.certificate("ceo_valid_sign_2004_gost.cer")
        #expect(certificate.holder == .chiefExecutive)
        #expect(certificate.organisationNumber == "123456789021")
    }

    @Test("The IIN of the NCA's test person has a wrong check digit: a warning, no refusal (P5)")
    func wrongCheckDigit() throws {
        for (file, _) in Self.signed {
            let certificate = try TestFiles.certificate(file)
            #expect(certificate.individualNumber?.warning == .checkDigit)
            #expect(certificate.warnings == [.certificateIIN])
        }
    }

    @Test("Chains: valid in their time, expired today, not yet valid before; no issuer is an error")
    func chains() throws {
        let then = UnixTime(milliseconds: 1_650_000_000_000)
        for (file, authority) in Self.signed {
            let certificate = try TestFiles.certificate(file)
            let anchor = try TestFiles.certificate(authority)
            let builder = ChainBuilder(anchors: [anchor])
            #expect(builder.path(for: certificate, at: then) == .path([certificate, anchor]))
            let late = UnixTime(milliseconds: 1_690_000_000_000)
            #expect(builder.path(for: certificate, at: late) == .invalid(.expired, at: certificate))
            let early = UnixTime(milliseconds: 1_600_000_000_000)
            #expect(builder.path(for: certificate, at: early) == .invalid(.notYetValid, at: certificate))
            let none = ChainBuilder(anchors: [])
            #expect(
                none.path(for: certificate, at: then)
                    == .missingIssuer(of: certificate, addresses: certificate.extensions.caIssuers))
            #expect(none.path(for: certificate, at: then).code == .certificateIssuerMissing)
        }
    }

    @Test("Revocation by the NCA's lists: named and not named")
    func revocation() throws {
        let fetched = UnixTime(milliseconds: 1_650_000_000_000)
        let list = FetchedList(try TestFiles.list("nca_rsa_test.crl"), fetchedAt: fetched)
        let certificate = try TestFiles.certificate("individual_valid_sign_2004_rsa.cer")
        let issuer = try TestFiles.certificate("nca_rsa_test.crt")
        #expect(certificate.revocation(by: list, issuer: issuer, at: fetched) == .good)
        #expect(certificate.revocation(by: list, issuer: nil, at: fetched) == .unknown(.issuerMissing))
        let other = try TestFiles.certificate("nca_gost_test.crt")
        #expect(certificate.revocation(by: list, issuer: other, at: fetched) == .unknown(.outOfScope))
        let entry = try list.list.entry(for: SerialNumber(bytes("4B779CB5647C4DA7B07327C503EAB1656D716ED8")))
        #expect(entry?.reason == .keyCompromise)
        #expect(entry?.revokedAt == UnixTime(milliseconds: 1_617_127_821_000))
    }

    @Test("Files are read as DER, PEM, several in one PEM, and Base64 without label")
    func forms() throws {
        let certificate = try TestFiles.certificate("ceo_valid_sign_2004_gost.cer")
        let other = try TestFiles.certificate("nca_gost2015_test.cer")
        #expect(try Certificate.read(certificate.der) == [certificate])
        let both = "Bag Attributes\r\n" + certificate.pem.replacing("\n", with: "\r\n") + "text\n" + other.pem
        #expect(try Certificate.read(Array(both.utf8)) == [certificate, other])
        let base64 = certificate.pem.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n ")
        #expect(try Certificate.read(Array(base64.utf8)) == [certificate])
    }
}
