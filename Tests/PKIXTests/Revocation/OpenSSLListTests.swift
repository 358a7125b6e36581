import KioskTestSupport
import PKIX
import Testing

@Suite("Certificates and lists with OpenSSL as the other side (item 8)")
struct OpenSSLListTests {
    @Test("OpenSSL accepts our chain and list, and sees the revocation", arguments: DemoKeys.kinds)
    func ours(kind: KeyAlgorithm) async throws {
        let openssl = try OpenSSL()
        let root = try DemoAuthority("Demo Root", kind)
        let middle = try DemoAuthority("Demo Authority", .ecP256, below: root)
        let leaf = try middle.issue(to: DemoKeys.key(kind).publicKey.info)
        let rootList = try root.list([])
        try openssl.folder.write("root", Array(root.certificate.pem.utf8))
        try openssl.folder.write("middle", Array(middle.certificate.pem.utf8))
        try openssl.folder.write("leaf", Array(leaf.pem.utf8))
        let text = try await openssl.run("x509", "-in", "@leaf", "-noout", "-text")
        for part in ["1.2.398.3.3.4.1.1", "E-mail Protection", "OCSP - URI:http://ca.example/ocsp", "Freshest CRL"] {
            #expect(text.standardOutput.contains(part), "\(part)")
        }
        for (entries, accepted) in [([], true), ([leaf.serialNumber], false)] as [([SerialNumber], Bool)] {
            let list = try middle.list(
                entries.map { .init($0, revokedAt: DemoAuthority.start, reason: .keyCompromise) })
            let lists = [list, rootList].map { PEM.text($0.der, label: "X509 CRL") }.joined()
            try openssl.folder.write("lists", Array(lists.utf8))
            let verified = try await openssl.run(
                "verify", "-attime", "1750000000", "-x509_strict", "-crl_check_all", "-CAfile", "@root", "-untrusted",
                "@middle", "-CRLfile", "@lists", "@leaf")
            #expect(verified.succeeded == accepted, "\(verified.standardError)")
            #expect(accepted || verified.standardError.contains("certificate revoked"))
        }
    }

    @Test("We accept OpenSSL's list, whole and delta numbers included")
    func theirs() async throws {
        let openssl = try OpenSSL()
        let configuration = """
            [ca]
            default_ca = demo
            [demo]
            database = \(openssl.folder.file("index"))
            crlnumber = \(openssl.folder.file("number"))
            default_md = sha256
            default_crl_days = 30
            crl_extensions = extensions
            [extensions]
            authorityKeyIdentifier = keyid
            """
        try openssl.folder.write("ca.cnf", Array(configuration.utf8))
        try openssl.folder.write(
            "index", Array("R\t330101000000Z\t240101000000Z,keyCompromise\t0A0B\tunknown\t/CN=Demo Person 1\n".utf8))
        try openssl.folder.write("number", Array("1F\n".utf8))
        let root = try await openssl.made(
            "root", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "@key", "-subj", "/CN=Demo Root",
            "-out",
            "@root")
        let bytes = try await openssl.made(
            "list", "ca", "-gencrl", "-config", "@ca.cnf", "-keyfile", "@key", "-cert", "@root", "-out", "@list")
        let authority = try #require(Certificate.read(root).first)
        let list = try CertificateList.read(bytes)
        #expect(list.isSigned(by: try #require(authority.publicKey)))
        #expect(list.issuer == authority.subject)
        #expect(list.number == SerialNumber([0x1F]))
        #expect(try list.entry(for: SerialNumber([0x0A, 0x0B]))?.reason == .keyCompromise)
    }

    @Test("We accept OpenSSL's certificate signed with RSA-PSS")
    func pss() async throws {
        let openssl = try OpenSSL()
        let root = try await openssl.made(
            "root", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "@key", "-subj", "/CN=Demo Root",
            "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32", "-out", "@root")
        let certificate = try #require(Certificate.read(root).first)
        #expect(SignatureAlgorithm(certificate.signatureAlgorithm) == .rsaPSSSHA256)
        #expect(certificate.isSigned(by: try #require(certificate.publicKey)))
    }
}
