import Crypto
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import LocalAuthority
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

struct HandshakeTests {
    /// A client certificate by an authority of our own making, or by the portal's under another clock.
    private func identity(
        authority folder: String, _ name: String, at now: UnixTime
    ) throws -> DeviceIdentity {
        let roll = try AuthorityRoll(
            name, commonName: "TEST", in: IdentityFolder(path: folder, organisation: "TEST", now: now))
        let key = FileKey()
        let own = try PublicKey(der: Array(key.publicKey.derRepresentation))
        let certificate = try roll.signing.certify(
            own.info, as: .client("kiosk-0000000000000000", roles: ["kiosk"]), days: 90, now: now)
        return DeviceIdentity(kioskID: "kiosk-0000000000000000", key: key, certificate: certificate)
    }

    private func code(_ portal: PortalFixture, _ identity: DeviceIdentity) async throws -> FailureCode? {
        try await portal.withClient(identity) { client in
            await failure { _ = try await client.application("E1") }?.code
        }
    }

    @Test("6.2: foreign, expired and unknown certificates are refused with codes of their own") func refused()
        async throws
    {
        try await withPortal { portal in
            let (now, state) = (portal.clock.now(), portal.options.stateFolder)
            let foreign = try TemporaryFolder("foreign")
            #expect(try await code(portal, identity(authority: foreign.path, "ca", at: now)) == .kioskCertificate)
            let past = now - .seconds(91 * 86_400)
            #expect(
                try await code(portal, identity(authority: state, "kiosk-ca", at: past)) == .kioskCertificateExpired)
            #expect(try await code(portal, identity(authority: state, "kiosk-ca", at: now)) == .kioskCertificate)
            let good = try await portal.enrol([.kiosk])
            #expect(try await code(portal, good) == .applicationUnknown)
            // The key of one machine with the certificate of another.
            let mixed = DeviceIdentity(kioskID: good.kioskID, key: FileKey(), certificate: good.certificate)
            #expect(try await code(portal, mixed) != .applicationUnknown)
        }
    }

    @Test("6.2: a certificate of the kiosks' authority that is made for servers opens nothing") func otherPurpose()
        async throws
    {
        try await withPortal { portal in
            let good = try await portal.enrol([.kiosk])
            #expect(try await code(portal, good) == .applicationUnknown)
            let roll = try AuthorityRoll(
                "kiosk-ca", commonName: "TEST",
                in: IdentityFolder(
                    path: portal.options.stateFolder, organisation: "TEST", now: portal.clock.now()))
            let key = try #require(good.key as? FileKey)
            let own = try PublicKey(der: Array(key.publicKey.derRepresentation))
            // Everything else is as in the one that is good.
            let certificate = try roll.signing.certify(
                own.info, as: .server(good.kioskID, roles: ["kiosk"]), days: 90, now: portal.clock.now())
            let other = DeviceIdentity(kioskID: good.kioskID, key: key, certificate: certificate)
            #expect(try await code(portal, other) == .kioskCertificate)
        }
    }

    @Test("6.2: with a stolen key of the kiosks' authority, a copied serial number with another key opens nothing")
    func copiedSerial() async throws {
        try await withPortal { portal in
            let good = try await portal.enrol([.kiosk])
            let real = try #require(good.certificate)
            let roll = try AuthorityRoll(
                "kiosk-ca", commonName: "TEST",
                in: IdentityFolder(path: portal.options.stateFolder, organisation: "TEST", now: portal.clock.now()))
            func code(with key: FileKey) async throws -> FailureCode? {
                let own = try PublicKey(der: Array(key.publicKey.derRepresentation))
                let copy = try roll.signing.certify(
                    CertificateBuilder(
                        serialNumber: real.serialNumber, issuer: real.issuer, subject: real.subject,
                        notBefore: real.notBefore, notAfter: real.notAfter, publicKey: own.info,
                        extensions: real.extensions.all))
                return try await self.code(
                    portal, DeviceIdentity(kioskID: good.kioskID, key: key, certificate: copy))
            }
            #expect(try await code(with: FileKey()) == .kioskCertificate)
            // All else is as in the one that is good.
            #expect(try await code(with: try #require(good.key as? FileKey)) == .applicationUnknown)
        }
    }

    @Test("6.2: a certificate that ends while the portal runs is refused from then on") func ends() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await machine.client.present(trustDigest: nil)
                portal.clock.advance(by: .seconds(90 * 86_400 + 1))
                let error = await failure { _ = try await machine.client.present(trustDigest: nil) }
                #expect(error?.code == .kioskCertificateExpired)
            }
        }
    }

    @Test("6: openssl s_client is refused without a client certificate, and below TLS 1.3") func openssl() async throws
    {
        try RealPart.require(programs: "openssl")
        try await withPortal { portal in
            let identity = try await portal.enrol([.kiosk])
            let certificate = try portal.folder.write("c.pem", Array((identity.certificate?.pem ?? "").utf8))
            let key = try portal.folder.write("k.pem", Array(identity.key.kept.utf8))
            let request = Array("GET /v1/applications/E1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".utf8)
            let file = try portal.folder.write("request", request)
            // The answer is waited for: in TLS 1.3 a refusal comes after the client's last message.
            func ask(_ address: String, _ more: [String]) async throws -> String {
                let port = address.split(separator: ":").last ?? ""
                let command =
                    (["openssl", "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile"]
                    + [portal.options.tlsAuthorityFile, "-ign_eof", "-quiet"] + more).joined(separator: " ")
                let result = try await Tool.run("sh", ["-c", "timeout 20 \(command) < \(file)"])
                return result.standardOutput + result.standardError
            }
            let known = try await ask(portal.kioskAddress, ["-cert", certificate, "-key", key])
            #expect(known.contains("404 Not Found"), "\(known)")
            let none = try await ask(portal.kioskAddress, [])
            #expect(!none.contains("HTTP/1.1") && none.contains("certificate required"), "\(none)")
            for address in [portal.kioskAddress, portal.address] {
                let old = try await ask(address, ["-tls1_2", "-cert", certificate, "-key", key])
                #expect(!old.contains("HTTP/1.1") && old.contains("alert protocol version"), "\(old)")
            }
        }
    }
}
