import PortalServer
import CMS
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PKIX
import PortalContract
import Testing

@Suite("OCSP of the test authorities (item 9, RFC 6960)", .onEachStore)
struct StatusTests {
    @Test(
        "openssl ocsp sees good, revoked with its reason, and never issued",
        arguments: [KeyAlgorithm.rsa(bits: 2048), .ecP384])
    func openssl(algorithm: KeyAlgorithm) async throws {
        try RealPart.require(programs: "openssl")
        try await withPortal { portal in
            let demo = try await portal.demoCertificate(algorithm)
            let files = try demo.write("leaf", portal.folder)
            #expect(demo.certificate.extensions.ocspResponders == ["\(portal.services)/ocsp"])
            func ask(_ about: String...) async throws -> String {
                let output = try await Tool.run(
                    "openssl",
                    ["ocsp", "-issuer", files.issuer] + about
                        + ["-url", "\(portal.services)/ocsp", "-CAfile", portal.options.issuingAuthorityFile])
                #expect(output.succeeded, "\(output.standardError)")
                #expect(output.standardError.contains("Response verify OK"), "\(output.standardError)")
                #expect(!output.standardError.contains("nonce"), "\(output.standardError)")
                return output.standardOutput
            }
            #expect(try await ask("-cert", files.leaf).contains("leaf.pem: good"))
            let never = try await ask("-serial", "0x0A0B0C")
            #expect(never.contains("revoked") && never.contains("certificateHold") && never.contains("1970"))
            try await portal.revoke(demo)
            let revoked = try await ask("-cert", files.leaf)
            #expect(revoked.contains("leaf.pem: revoked") && revoked.contains("keyCompromise"), "\(revoked)")
        }
    }

    @Test(
        "CertID with SHA-1 and SHA-256, by POST and GET, for each family; the nonce comes back",
        arguments: [
            KeyAlgorithm.rsa(bits: 2048), .ecP256, .gost2015_512, .gost2004,
        ])
    func ours(algorithm: KeyAlgorithm) async throws {
        try await withPortal { portal in
            let demo = try await portal.demoCertificate(algorithm)
            func status(_ digest: DigestAlgorithm, get: Bool) async throws -> RevocationStatus {
                let request = OCSPRequest(
                    OCSPCertificateID(demo.certificate, issuer: demo.issuer, digestAlgorithm: digest))
                let path = Data(request.der).base64EncodedString().replacing("+", with: "%2B").replacing(
                    "=", with: "%3d")
                let answer = try await portal.service(
                    get ? "/ocsp/\(path)" : "/ocsp", posting: get ? nil : request.der, type: "application/ocsp-request")
                #expect(answer.type == "application/ocsp-response")
                let response = try OCSPResponse(der: answer.body)
                #expect(response.basic?.nonce == request.nonce)
                return demo.certificate.revocation(
                    by: response, answering: request, issuer: demo.issuer, at: portal.clock.now())
            }
            for get in [false, true] {
                #expect(try await status(.sha1, get: get) == .good)
                #expect(try await status(.sha256, get: get) == .good)
            }
            try await portal.revoke(demo, .superseded)
            guard case .revoked(_, .superseded) = try await status(.sha256, get: true) else {
                Issue.record("not revoked")
                return
            }
        }
    }

    @Test("What is no request is malformed; an issuer of others is not answered for") func refusals() async throws {
        try await withPortal { portal in
            for body in [[], [0x30], [0x30, 0x03, 2, 1, 1], [UInt8](repeating: 0x30, count: 60_000)] as [[UInt8]] {
                let answer = try await portal.service("/ocsp", posting: body)
                #expect(answer.status == 200)
                #expect(try OCSPResponse(der: answer.body).status == .malformedRequest)
            }
            let garbage = try await portal.service("/ocsp/not%20base64%")
            #expect(try OCSPResponse(der: garbage.body).status == .malformedRequest)
            let demo = try await portal.demoCertificate(.ecP256)
            let foreign = OCSPRequest(OCSPCertificateID(demo.certificate, issuer: demo.root))
            let answer = try await portal.service("/ocsp", posting: foreign.der)
            #expect(try OCSPResponse(der: answer.body).status == .unauthorized)
        }
    }
}
