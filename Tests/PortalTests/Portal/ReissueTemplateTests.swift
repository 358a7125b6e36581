import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Testing

@testable import PortalServer

/// E6: which certificates are of a template that is not renewed.
struct ReissueTemplateTests {
    private static let start = UnixTime(milliseconds: 1_700_000_000_000)
    private static let end = UnixTime(milliseconds: 1_800_000_000_000)

    private func certificate(_ extensions: [CertificateExtension]) throws -> Certificate {
        let key = try PrivateKey.generate(.ecP256)
        let name = DistinguishedName([.init(.NameAttributes.commonName, "Demo Person 1")])
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: name, subject: name, notBefore: Self.start, notAfter: Self.end,
            publicKey: key.publicKey.info, extensions: extensions)
        return try builder.signed(key.algorithm.signatureAlgorithm) { digest throws(Failure) in
            try key.sign(digest: digest)
        }
    }

    private func decision(_ extensions: [CertificateExtension], at now: UnixTime) throws -> ReissueGate.Decision {
        ReissueGate.decide(
            template: try certificate(extensions).template, notBefore: Self.start, notAfter: Self.end,
            isRevoked: false, now: now)
    }

    @Test("E6: a certificate for servers of TLS is not renewed, whatever else it is for, and whenever; another one is")
    func servers() throws {
        let middle = Self.start + .seconds(60)
        let server = ExtendedKeyUsage.serverAuth
        for purposes in [[server], [ExtendedKeyUsage.clientAuth, server], [ExtendedKeyUsage.emailProtection, server]] {
            for now in [middle, Self.end + .seconds(1)] {
                #expect(try decision([.extendedKeyUsage(purposes)], at: now) == .templateExcluded)
            }
        }
        for purpose in [ExtendedKeyUsage.emailProtection, ExtendedKeyUsage.clientAuth] {
            #expect(try decision([.extendedKeyUsage([purpose])], at: middle) == .allowed)
            #expect(try decision([.extendedKeyUsage([purpose])], at: Self.end + .seconds(1)) == .notValid)
        }
        #expect(try decision([], at: middle) == .allowed)
    }
}
