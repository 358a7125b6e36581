import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// OpenSSL is the oracle for what the test authority issues (facts on the national profile).
struct CertificateProfileTests {
    private func text(_ portal: PortalFixture, _ name: String, _ der: Data) async throws -> String {
        let file = try portal.folder.write(name, der)
        let pem = try await Tool.run("openssl", ["x509", "-inform", "DER", "-in", file, "-out", "\(file).pem"])
        #expect(pem.succeeded)
        let verified = try await Tool.run(
            "openssl", ["verify", "-x509_strict", "-CAfile", portal.options.issuingAuthorityFile, "\(file).pem"])
        #expect(verified.succeeded, "\(verified.standardError)")
        return try await Tool.run(
            "openssl", ["x509", "-in", "\(file).pem", "-noout", "-text", "-nameopt", "RFC2253,sname"]
        ).standardOutput
    }

    @Test(
        "E0, E1: both certificates verify and have the national profile; three years on an ID card",
        arguments: [
            (KeyAlgorithm.rsa(bits: 2048), "sha256WithRSAEncryption"), (.ecP256, "ecdsa-with-SHA256"),
        ])
    func profile(algorithm: KeyAlgorithm, signature name: String) async throws {
        try RealPart.require(programs: "openssl")
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let number = try await machine.application(of: People.adult).number
                let set = try await machine.client.issueCertificates(number, try Requests.pair(algorithm))
                let authentication = try await text(portal, "authentication", set.authentication.certificate)
                let signature = try await text(portal, "signature", set.signature.certificate)
                for text in [authentication, signature] {
                    #expect(text.contains("serialNumber=IIN\(People.adult)"))
                    #expect(text.contains("CN=Demo Person 1"))
                    #expect(text.contains("SN=Demo"))
                    #expect(text.contains("GN=Demonstration"))
                    #expect(text.contains("C=KZ"))
                    #expect(text.contains("1.2.398.3.3.4.1.1"))
                    #expect(text.contains("X509v3 CRL Distribution Points"))
                    #expect(text.contains("X509v3 Freshest CRL"))
                    #expect(text.contains("CA Issuers - URI:"))
                    #expect(text.contains("OCSP - URI:"))
                    #expect(text.contains("CPS: http"))
                    #expect(text.contains("TEST CERTIFICATION AUTHORITY"))
                    #expect(text.contains(name))
                }
                #expect(authentication.contains("TLS Web Client Authentication"))
                #expect(authentication.contains("Digital Signature, Key Encipherment"))
                #expect(authentication.contains("Policy: 1.2.398.3.3.2.4"))
                #expect(signature.contains("E-mail Protection"))
                #expect(signature.contains("Digital Signature, Non Repudiation"))
                #expect(signature.contains("Policy: 1.2.398.3.3.2.3"))
                let days = (set.signature.notAfterMilliseconds - set.signature.notBeforeMilliseconds) / 86_400_000
                #expect((1_095...1_096).contains(days))
            }
        }
    }

    @Test("E1: a file store holds for one year") func fileStore() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await machine.client.openAttempt(
                    machine.attempt(1),
                    AttemptOpening(iin: People.adult, proof: try await machine.proof(of: People.adult)))
                let number = try await machine.client.apply(
                    ApplicationRequest(
                        iin: People.adult, attempt: machine.attempt(1), channel: .kiosk, medium: .file,
                        evidence: try await machine.evidence(1)), key: "k"
                ).number
                let set = try await machine.client.issueCertificates(number, try Requests.pair())
                let days = (set.signature.notAfterMilliseconds - set.signature.notBeforeMilliseconds) / 86_400_000
                #expect((365...366).contains(days))
            }
        }
    }
}
