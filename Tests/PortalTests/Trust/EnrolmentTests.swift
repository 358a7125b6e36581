import Crypto
import FoundationEssentials
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import PortalServer
import SwiftASN1
import Testing

struct EnrolmentTests {
    private func request(_ code: String, _ roles: [KioskRole] = [.kiosk]) async throws -> EnrolmentRequest {
        EnrolmentRequest(code: code, request: try await DeviceIdentity.request(for: FileKey()), roles: roles)
    }

    @Test("6.2: a code serves one key, the same key again, and never another") func oneKey() async throws {
        try await withPortal { portal in
            let mine = try await request(try portal.code())
            try await portal.withClient { client in
                let grant = try await client.enrol(mine)
                #expect(try await client.enrol(mine) == grant)
                var thief = try await request(mine.code)
                #expect(await failure { _ = try await client.enrol(thief) }?.code == .enrolmentRefused)
                thief.code = "guess"
                #expect(await failure { _ = try await client.enrol(thief) }?.code == .enrolmentRefused)
                #expect(await failure { _ = try await client.application("E1") }?.code == .kioskCertificate)
            }
        }
    }

    @Test("6.2: the certificate holds the machine's ID and roles, for clients only") func certificate() async throws {
        try await withPortal { portal in
            let identity = try await portal.enrol([.desk, .kiosk])
            let certificate = try #require(identity.certificate)
            #expect(certificate.subject.all(.NameAttributes.organizationalUnitName) == ["desk", "kiosk"])
            #expect(certificate.subject.first(.NameAttributes.commonName) == identity.kioskID)
            #expect(certificate.extensions.extendedKeyUsage == [ExtendedKeyUsage.clientAuth])
        }
    }

    @Test("6.2: a request that its key did not sign, or for another kind of key, gets none") func unproven()
        async throws
    {
        try await withPortal { portal in
            let code = try portal.code()
            let whole = try await DeviceIdentity.request(for: FileKey())
            let altered = whole.dropLast() + [(whole.last ?? 0) ^ 1]
            let rsa = try Requests.der(key: .generate(.rsa(bits: 2048)))
            try await portal.withClient { client in
                for bytes in [altered, rsa, Data([1]), Data()] {
                    let wish = EnrolmentRequest(code: code, request: bytes, roles: [.kiosk])
                    #expect(await failure { _ = try await client.enrol(wish) }?.code == .portalRequest)
                }
            }
            // Nothing of it used the code up.
            _ = try await portal.enrol([.kiosk], code: code)
        }
    }

    @Test("6.2: nobody takes a role that the code is not good for; an admin's code ends after a day") func roles()
        async throws
    {
        try await withPortal { portal in
            let own = try await request(try portal.code(), [.kiosk, .admin])
            try await portal.withClient { client in
                #expect(await failure { _ = try await client.enrol(own) }?.code == .enrolmentRefused)
            }
            try await portal.withMachine([.admin]) { admin in
                let code = try await admin.client.newEnrolmentCode(EnrolmentCodeRequest(roles: [.officer])).code
                let wide = try await request(code, [.officer, .admin])
                #expect(await failure { _ = try await admin.client.enrol(wide) }?.code == .enrolmentRefused)
                let officer = try await request(code, [.officer])
                #expect(try await admin.client.enrol(officer).roles == [.officer])
                let late = try await admin.client.newEnrolmentCode(EnrolmentCodeRequest(roles: [.desk])).code
                portal.clock.advance(by: .seconds(24 * 3600))
                let desk = try await request(late, [.desk])
                #expect(await failure { _ = try await admin.client.enrol(desk) }?.code == .enrolmentRefused)
            }
        }
    }

    @Test("6.2: the identity is kept with mode 0600, enrolled once, and found again off-line") func kept() async throws
    {
        let device = try TemporaryFolder("device")
        let first = try await withPortal { portal in
            try await portal.withClient { client in
                let code = try portal.code()
                return try await IdentityKeeper(
                    folder: device.path, client: client, code: { code }, roles: [.kiosk]
                ).identify()
            }
        }
        let authority = try await withPortal {
            try String(contentsOfFile: $0.options.tlsAuthorityFile, encoding: .utf8)
        }
        let away = try PortalClient(
            PortalConfiguration(address: "https://127.0.0.1:1", trustedAuthorities: authority, tries: 1))
        let again = try await IdentityKeeper(
            folder: device.path, client: away, code: { throw CancellationError() }, roles: [.kiosk]
        ).identify()
        #expect(first.kioskID == again.kioskID && again.certificate == first.certificate)
        let attributes = try FileManager.default.attributesOfItem(atPath: device.file("device-identity.pem"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        await away.shutdown()
    }

    @Test("6.2: a key that an older version enrolled fetches its certificate by a request it signs, once")
    func olderVersion() async throws {
        try RealPart.require(programs: "sqlite3")
        let folder = try TemporaryFolder("older")
        let key = FileKey()
        let id = "kiosk-0123456789abcdef"
        try await withPortal(folder: folder) { _ in }
        let der = key.publicKey.derRepresentation.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let sql = "INSERT INTO kiosk VALUES ('\(id)', x'\(der.joined())', 'desk kiosk', 1)"
        #expect(try await Tool.run("sqlite3", [folder.file("state/portal.sqlite"), sql]).succeeded)
        let device = try TemporaryFolder("device")
        try device.write("kiosk-id", Array("\(id)\n".utf8))
        try device.write("device-key.pem", Array(key.kept.utf8))
        try await withPortal(folder: folder) { portal in
            try await portal.withClient { client in
                let keeper = IdentityKeeper(
                    folder: device.path, client: client, code: { throw CancellationError() }, roles: [.kiosk])
                #expect(try await keeper.identify().certificate == nil)
                let standing = try await keeper.tend()
                #expect(standing.kioskID == id && standing.roles == [.desk, .kiosk])
                #expect(await failure { _ = try await client.application("E1") }?.code == .applicationUnknown)
                let names = try FileManager.default.contentsOfDirectory(atPath: device.path)
                #expect(!names.contains("device-key.pem") && !names.contains("kiosk-id"))
            }
            let wish = KioskCertificateRequest(request: try await DeviceIdentity.request(for: FileKey()))
            try await portal.withClient { client in
                #expect(await failure { _ = try await client.fetchCertificate(wish) }?.code == .kioskCertificate)
            }
        }
    }
}
