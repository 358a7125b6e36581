import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import KioskTime
import PKIX
import Testing

@testable import KioskDaemon
@testable import SmartCard

/// What a card's contents mean for a holder: with certificates of the NCA's own test authority.
@Suite("Cards: the report of contents") struct CardReportTests {
    private static let now = UnixTime(milliseconds: 1_750_000_000_000)

    private func certificate(_ name: String, in place: CardKey.Place, _ purposes: Set<CardKeyPurpose>) throws
        -> CardCertificate
    {
        guard let root = RealPart.environment("KIOSK_TEST_DATA") else {
            try Test.cancel("KIOSK_TEST_DATA is not set")
        }
        // PEM (RFC 7468).
        let lines = try String(contentsOfFile: "\(root)/kz-pki/\(name)", encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("-") }
        let der = [UInt8](try #require(Data(base64Encoded: lines.joined())))
        let key = CardKey(place: place, label: name, algorithm: .rsa(bits: 2048), purposes: purposes)
        return CardCertificate(label: name, der: der, outline: try #require(CertificateOutline(der)), key: key)
    }

    private func report(_ certificates: [CardCertificate]) throws -> CardReport {
        var contents = CardContents(serial: nil, label: "card")
        contents.certificates = certificates
        let status = PINStatus(
            pin: .remaining(3), puk: .unknown, format: .piv(.pin), pukFormat: nil, canChange: true)
        let zone = try #require(CentreZone(identifier: "Asia/Almaty"))
        return CardReport(contents, contents.held(at: Self.now, in: zone).map(\.held), status)
    }

    @Test("E3: a certificate that names an organisation is not the person's own; one that names none is")
    func organisation() throws {
        let report = try report([
            certificate("ceo_valid_sign_2004_gost.cer", in: .piv(.signature), [.signature]),
            certificate("individual_valid_sign_2004_rsa.cer", in: .piv(.keyManagement), [.signature]),
        ])
        #expect(report.certificates.map(\.isPersonal).sorted { $0 && !$1 } == [true, false])
        let entity = report.certificates.first { !$0.isPersonal }
        #expect(entity?.uses == [.signature])
    }

    @Test("E6: a certificate for servers of TLS is told as one that is not renewed, whatever else it is for")
    func template() throws {
        let (key, name) = (try PrivateKey.generate(.ecP256), DistinguishedName([]))
        for (usages, template) in [
            ([ExtendedKeyUsage.emailProtection], CertificateTemplate.ordinary),
            ([ExtendedKeyUsage.emailProtection, ExtendedKeyUsage.serverAuth], .ssl),
        ] {
            let builder = CertificateBuilder(
                serialNumber: .random(), issuer: name, subject: name,
                notBefore: UnixTime(milliseconds: Self.now.milliseconds - 1_000),
                notAfter: UnixTime(milliseconds: Self.now.milliseconds + 1_000), publicKey: key.publicKey.info,
                extensions: [.extendedKeyUsage(usages)])
            let made = try builder.signed(key.algorithm.signatureAlgorithm) { digest throws(Failure) in
                try key.sign(digest: digest)
            }
            let place = CardKey(
                place: .piv(.signature), label: "", algorithm: .rsa(bits: 2048), purposes: [.signature])
            let report = try report([
                CardCertificate(
                    label: "", der: made.der, outline: try #require(CertificateOutline(made.der)), key: place)
            ])
            #expect(report.certificates.map(\.template) == [template])
            #expect(report.rights.contains(.renewal) == (template == .ordinary))
        }
    }

    @Test("L1: only the key of PIV slot 9A signs log-ins, whatever another certificate allows")
    func logInKey() throws {
        let name = "individual_valid_sign_2004_rsa_auth.cer"
        let both: Set<CardKeyPurpose> = [.authentication, .signature]
        for (place, signs) in [
            (CardKey.Place.piv(.authentication), true), (.piv(.signature), false), (.pkcs15(identifier: [1]), false),
        ] {
            let report = try report([certificate(name, in: place, both)])
            #expect(report.certificates.map(\.signsLogIn) == [signs], "\(place)")
            #expect(report.certificates.map(\.uses) == [[.authentication, .signature]])
        }
    }
}
