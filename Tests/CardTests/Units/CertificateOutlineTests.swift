import KioskDomain
import KioskTestSupport
@testable import SmartCard
import Testing

@Suite("What decides which certificate of a card is used")
struct CertificateOutlineTests {
    private static let key = PublicKeyMaterial.p256(point: [0x04] + Array(repeating: 5, count: 64))
    private static let clientAuthentication: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02]
    private static let emailProtection: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x04]

    @Test("dates: UTCTime on both sides of 2050, GeneralizedTime, both ends belong to the validity")
    func dates() throws {
        let outline = try #require(
            CertificateOutline(TestCertificate(key: Self.key, from: "500101000000Z", until: "20500101000001Z").der))
        #expect(outline.notBefore == UnixTime(milliseconds: -631_152_000_000))
        #expect(outline.notAfter == UnixTime(milliseconds: 2_524_608_001_000))
        let certificate = CardCertificate(label: "", der: [], outline: outline, key: nil)
        #expect(certificate.validity(at: outline.notBefore) == .valid)
        #expect(certificate.validity(at: outline.notAfter) == .valid)
        #expect(certificate.validity(at: outline.notAfter + .milliseconds(1)) == .expired)
        #expect(certificate.validity(at: outline.notBefore + .milliseconds(-1)) == .notYetValid)
    }

    @Test("missing extensions forbid nothing (NCANode#161); those that are there count")
    func usages() throws {
        let none = try #require(CertificateOutline(TestCertificate(key: Self.key).der))
        #expect(none.allows(.nonRepudiation) && none.allowsClientAuthentication)
        let some = try #require(
            CertificateOutline(
                TestCertificate(key: Self.key, usage: [0x07, 0x80], extendedUsage: [Self.emailProtection]).der))
        #expect(some.allows(.digitalSignature) && !some.allows(.nonRepudiation) && !some.allowsClientAuthentication)
        let login = try #require(
            CertificateOutline(TestCertificate(key: Self.key, extendedUsage: [Self.clientAuthentication]).der))
        #expect(login.allowsClientAuthentication)
    }

    @Test("a key of a kind that cards here do not sign with is no public key, and the certificate is still shown")
    func otherKey() throws {
        let other = TestCertificate(key: .rsa(modulus: [1], exponent: [3]))
        let outline = try #require(CertificateOutline(other.der))
        #expect(outline.publicKey == nil)
        #expect(CertificateOutline(TestCertificate(key: Self.key).der)?.publicKey == Self.key)
    }

    @Test("OpenSSL's certificates are read alike", arguments: ["rsa:2048", "ec"])
    func openssl(_ kind: String) async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("outline")
        let curve = kind == "ec" ? ["-pkeyopt", "ec_paramgen_curve:P-384"] : []
        let made = try await Tool.run(
            "openssl",
            ["req", "-x509", "-newkey", kind] + curve
                + ["-nodes", "-subj", "/CN=Demo Person 1", "-days", "30", "-addext", "keyUsage=nonRepudiation"]
                + ["-addext", "extendedKeyUsage=clientAuth", "-outform", "DER"]
                + ["-keyout", folder.file("key"), "-out", folder.file("crt")])
        try #require(made.succeeded, "\(made.standardError)")
        let outline = try #require(CertificateOutline(try folder.read("crt")))
        #expect(outline.publicKey?.keyAlgorithm == (kind == "ec" ? .ecP384 : .rsa(bits: 2048)))
        #expect(outline.publicKey?.subjectPublicKeyInfo == outline.subjectPublicKeyInfo)
        #expect(outline.allows(.nonRepudiation) && !outline.allows(.digitalSignature))
        #expect(outline.allowsClientAuthentication && outline.notBefore < outline.notAfter)
    }

    @Test("truncated, doubled and mutated certificates never trap")
    func fuzz() {
        let der = TestCertificate(key: Self.key, usage: [0x06, 0x40], extendedUsage: [Self.emailProtection]).der
        for end in 0..<der.count { #expect(CertificateOutline(Array(der.prefix(end))) == nil) }
        #expect(CertificateOutline(der + der) == nil)
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(seed: seed)
        var survivors = 0
        for _ in 0..<5000 where CertificateOutline(Mutation.of(der, &generator)) != nil { survivors += 1 }
        #expect(survivors < 5000, "seed \(seed)")
    }
}
