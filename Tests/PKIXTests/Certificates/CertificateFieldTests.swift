import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("Certificates with fields missing, odd or wrong (Bad input; complaints: NCANode#161)")
struct CertificateFieldTests {
    @Test("No extension at all: everything can still be asked")
    func noExtensions() throws {
        let authority = try DemoAuthority()
        let bare = try authority.issue(to: authority.key.publicKey.info, extensions: [])
        #expect(bare.extensions.all.isEmpty)
        #expect(bare.extensions.extendedKeyUsage == nil)
        #expect(bare.purposes == [.signature, .authentication])
        #expect(bare.holder == nil && bare.identification == nil)
        #expect(!bare.hasExtendedKeyUsage(dotted: "1.3.6.1.5.5.7.3.2"))
        #expect(
            ChainBuilder(anchors: [authority.certificate]).path(for: bare, at: DemoAuthority.now)
                == .path([bare, authority.certificate]))
    }

    @Test("Key usage without extended key usage: one with no signature serves nothing")
    func keyUsageOnly() throws {
        let authority = try DemoAuthority()
        let key = authority.key.publicKey.info
        #expect(try authority.issue(to: key, extensions: [.keyUsage(.keyEncipherment)]).purposes.isEmpty)
        #expect(
            try authority.issue(to: key, extensions: [.keyUsage(.digitalSignature)]).purposes
                == [.signature, .authentication])
    }

    @Test("One certificate for both uses (NCANode#192): the extended key usage says so")
    func bothPurposes() throws {
        let authority = try DemoAuthority()
        let both = try authority.issue(to: authority.key.publicKey.info, kind: .individualBoth)
        #expect(both.purposes == [.signature, .authentication])
    }

    @Test("Every holder's part is written and read back", arguments: CertificateHolder.allCases)
    func holders(holder: CertificateHolder) throws {
        let authority = try DemoAuthority()
        let certificate = try authority.issue(
            to: authority.key.publicKey.info, kind: .legalEntitySignature(holder))
        let isPart = holder.rawValue.hasPrefix("1.2.398.3.3.4.1.2.")
        #expect(certificate.holder == (isPart ? holder : .legalEntity))
        let names = [ExtendedKeyUsage.emailProtection, try ASN1ObjectIdentifier(dotRepresentation: holder.rawValue)]
        let own = try authority.issue(
            to: authority.key.publicKey.info, extensions: [.extendedKeyUsage(names)])
        #expect(own.holder == holder)
    }

    @Test("Identification and key storage type are read", arguments: HolderIdentification.allCases)
    func identification(kind: HolderIdentification) throws {
        let authority = try DemoAuthority()
        let certificate = try authority.issue(
            to: authority.key.publicKey.info,
            extensions: [
                .extendedKeyUsage([try ASN1ObjectIdentifier(dotRepresentation: kind.rawValue)]),
                CertificateExtension(KZ.keyStorageFile, value: DEREncoding.null),
            ])
        #expect(certificate.identification == kind)
        #expect(certificate.holder == nil)
        #expect(certificate.extensions.keyStorage == KZ.keyStorageFile)
    }

    @Test("An extension that cannot be read is noted; a critical one makes the path invalid")
    func unreadable() throws {
        let authority = try DemoAuthority()
        let key = authority.key.publicKey.info
        let builder = ChainBuilder(anchors: [authority.certificate])
        let junk: [UInt8] = [0x30, 0x80, 1, 2, 3]
        let soft = try authority.issue(
            to: key, extensions: [CertificateExtension(ExtensionName.extendedKeyUsage, value: junk)])
        #expect(soft.extensions.unreadable == [ExtensionName.extendedKeyUsage])
        #expect(builder.path(for: soft, at: DemoAuthority.now).code == nil)
        for name in [ExtensionName.keyUsage, [1, 2, 3, 4]] as [ASN1ObjectIdentifier] {
            let hard = try authority.issue(
                to: key, extensions: [CertificateExtension(name, isCritical: true, value: junk)])
            #expect(builder.path(for: hard, at: DemoAuthority.now) == .invalid(.criticalExtension, at: hard))
        }
        let twice = try authority.issue(
            to: key, extensions: [.keyUsage(.digitalSignature), .keyUsage(.keyCertSign)])
        #expect(twice.extensions.unreadable == [ExtensionName.keyUsage])
        #expect(builder.path(for: twice, at: DemoAuthority.now) == .invalid(.criticalExtension, at: twice))
    }

    @Test("A key of an unknown kind does not keep a certificate from being read")
    func unknownKey() throws {
        let authority = try DemoAuthority()
        let foreign = DEREncoding.sequence(
            DEREncoding.sequence(DEREncoding.objectIdentifier([1, 3, 101, 112])), DEREncoding.bitString([1, 2, 3]))
        let info = try SubjectPublicKeyInfo(DER.parse(foreign))
        let certificate = try authority.issue(to: info)
        #expect(certificate.publicKey == nil)
        #expect(certificate.isSigned(by: authority.key.publicKey))
        #expect(throws: Failure(.signAlgorithm, "public key of an unknown kind")) { try PublicKey(info) }
    }

    @Test("A subject's number with and without the letters IIN; BIN in OU or serial number")
    func numbers() throws {
        let authority = try DemoAuthority()
        func issue(_ attributes: [DistinguishedName.Attribute]) throws -> Certificate {
            try authority.issue(to: authority.key.publicKey.info, subject: DistinguishedName(attributes))
        }
        let good = try authority.issue(to: authority.key.publicKey.info)
        #expect(good.individualNumber?.iin.digits == "900101300017")
        #expect(good.individualNumber?.warning == nil && good.warnings.isEmpty)
        let none = try issue([.init(.NameAttributes.serialNumber, "900101300017")])
        #expect(none.individualNumber == nil)
        let short = try issue([.init(.NameAttributes.serialNumber, "IIN9001013000")])
        #expect(short.individualNumber == nil && short.warnings.isEmpty)
        let organisation = try issue([.init(.NameAttributes.serialNumber, "BIN123456789021")])
        #expect(organisation.organisationNumber == "123456789021")
        let letters = try issue([.init(.NameAttributes.organizationalUnitName, "BIN12345678902x")])
        #expect(letters.organisationNumber == nil)
    }

    @Test("Dates: UTCTime until 2049, GeneralizedTime after, and a century that a UTCTime cannot hold")
    func dates() throws {
        let authority = try DemoAuthority()
        let end = UnixTime(milliseconds: 4_102_444_800_000)
        let certificate = try authority.issue(to: authority.key.publicKey.info, notAfter: end)
        #expect(certificate.notAfter == end)
        #expect(certificate.notBefore == DemoAuthority.start)
        #expect(certificate.isValid(at: end) && !certificate.isValid(at: end + .milliseconds(1)))
    }

    @Test(
        "Not certificates at all are refused with their code",
        arguments: [
            [], [0x30], [0x30, 0], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], Array("-----BEGIN CERTIFICATE-----".utf8),
        ])
    func refused(bytes: [UInt8]) {
        let failure = #expect(throws: Failure.self) { try Certificate.read(bytes) }
        #expect(failure?.code == .certificateMalformed)
    }

    @Test("A certificate beyond the size limit and one nested beyond the depth limit are refused")
    func bounds() {
        let large = DEREncoding.sequence([UInt8](repeating: 5, count: DERLimits.certificate + 1))
        #expect(throws: Failure.self) { try Certificate(der: large) }
        let deep = (0..<2000).reduce([UInt8]()) { inner, _ in DEREncoding.sequence(inner) }
        #expect(throws: Failure.self) { try Certificate(der: deep) }
    }
}
