import FoundationEssentials
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// A machine with files, as kioskd has them.
private struct Device: Sendable {
    let folder: TemporaryFolder
    let portal: PortalFixture
    let code: String

    init(_ portal: PortalFixture, _ folder: TemporaryFolder, _ code: String) {
        self.portal = portal
        self.folder = folder
        self.code = code
    }

    init(_ portal: PortalFixture) throws {
        folder = try TemporaryFolder("device")
        self.portal = portal
        code = try portal.code()
    }

    func with<Value: Sendable>(
        _ body: @Sendable (PortalClient, IdentityKeeper) async throws -> Value
    ) async throws -> Value {
        let code = code
        return try await portal.withClient { client in
            let keeper = IdentityKeeper(folder: folder.path, client: client, code: { code }, roles: [.kiosk])
            _ = try await keeper.identify()
            return try await body(client, keeper)
        }
    }
}

@Suite(.onEachStore) struct RotationTests {
    @Test("6.2: key and certificate are rotated before the end; the old one holds until its own, the ID stays")
    func overlap() async throws {
        try await withPortal { portal in
            try await Device(portal).with { client, keeper in
                let before = try #require(client.currentIdentity)
                _ = try await keeper.tend()
                #expect(client.currentIdentity?.certificate == before.certificate)
                portal.clock.advance(by: .seconds(61 * 86_400))
                _ = try await keeper.tend()
                let after = try #require(client.currentIdentity)
                #expect(after.kioskID == before.kioskID)
                #expect(after.key.kept != before.key.kept)
                #expect(after.certificate != before.certificate)
                try await portal.withClient(before) { old in
                    let standing = try await old.present(trustDigest: nil)
                    #expect(standing.kioskID == before.kioskID)
                }
            }
        }
    }

    @Test("6.2: a crash after the portal gave the next certificate loses nothing and makes no second one")
    func crash() async throws {
        try await withPortal { portal in
            let device = try Device(portal)
            try await device.with { client, _ in
                // As when the machine died before it kept the answer: the next key is on disk, the portal has served it.
                let next = FileKey()
                try device.folder.write("device-key-next.pem", Array(next.kept.utf8))
                portal.clock.advance(by: .seconds(61 * 86_400))
                let grant = try await client.renewCertificate(
                    KioskCertificateRequest(request: try await DeviceIdentity.request(for: next)))
                try await device.with { again, keeper in
                    _ = try await keeper.tend()
                    #expect(again.currentIdentity?.key.kept == next.kept)
                    #expect(again.currentIdentity?.certificate?.der == Array(grant.certificate))
                }
                let names = try FileManager.default.contentsOfDirectory(atPath: device.folder.path)
                #expect(!names.contains("device-key-next.pem"))
            }
        }
    }

    @Test("6.2: what was sworn with the former key holds after the rotation") func formerKey() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await machine.client.openAttempt(
                    machine.attempt(1),
                    AttemptOpening(iin: People.adult, proof: try await machine.proof(of: People.adult)))
                let evidence = try await machine.evidence(1)
                let next = FileKey()
                let grant = try await machine.client.renewCertificate(
                    KioskCertificateRequest(request: try await DeviceIdentity.request(for: next)))
                machine.client.use(
                    DeviceIdentity(
                        kioskID: grant.kioskID, key: next, certificate: try Certificate(der: Array(grant.certificate))))
                let event = try machine.closedEvent(2, attempt: 1, .matched, evidence: evidence)
                let receipts = try await machine.client.send(EventBatch(events: [event])).receipts
                #expect(receipts.first?.code == nil)
            }
        }
    }

    @Test("6.2: nobody gets a certificate for another machine's key") func othersKey() async throws {
        try await withPortal { portal in
            try await portal.withMachine { other in
                try await portal.withMachine { machine in
                    let wish = KioskCertificateRequest(
                        request: try await DeviceIdentity.request(for: other.identity.key))
                    let error = await failure { _ = try await machine.client.renewCertificate(wish) }
                    #expect(error?.code == .kioskCertificate)
                }
            }
        }
    }

    @Test("6.2: a machine that was off for too long comes back by a new code, as itself") func off() async throws {
        let folder = try TemporaryFolder("off")
        let past = MovableClock()
        past.advance(by: .seconds(-91 * 86_400))
        let (device, before) = try await withPortal(folder: folder, clock: past) { portal in
            let device = try Device(portal)
            return (device, try await device.with { client, _ in client.kioskID })
        }
        try await withPortal(folder: folder) { portal in
            try await Device(portal, device.folder, device.code).with { client, keeper in
                // Its own code was used: the refusal stands.
                let error = await failure { _ = try await keeper.tend() }
                #expect(error?.code == .kioskCertificateExpired)
                let fresh = try portal.code()
                let again = IdentityKeeper(
                    folder: device.folder.path, client: client, code: { fresh }, roles: [.kiosk])
                #expect(try await again.tend().kioskID == before)
            }
        }
    }
}
