import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

@Suite(.onEachStore) struct RevokedKioskTests {
    @Test("6.2: a revoked machine is refused at once on every line and can get no certificate; others go on")
    func revoked() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.admin]) { admin in
                try await portal.withMachine { machine in
                    _ = try await machine.client.present(trustDigest: nil)
                    let id = machine.identity.kioskID
                    let listed = try await admin.client.revokeKiosk(id, .init(cause: .lost))
                    #expect(listed.revocation?.cause == .lost)
                    // The first cause stays.
                    #expect(try await admin.client.revokeKiosk(id, .init(cause: .closed)) == listed)
                    #expect(
                        await failure { _ = try await machine.client.present(trustDigest: nil) }?.code == .kioskRevoked)
                    let wire = Wire(portal: portal, identity: machine.identity)
                    let answer = try await wire.send(.post, PortalRoute.events)
                    #expect(answer.status == 403 && answer.problem?.code == FailureCode.kioskRevoked.rawValue)
                    let request = try await DeviceIdentity.request(for: machine.identity.key)
                    let anew = EnrolmentRequest(code: try portal.code(), request: request, roles: [.kiosk])
                    #expect(await failure { _ = try await admin.client.enrol(anew) }?.code == .kioskRevoked)
                    let fetch = KioskCertificateRequest(request: request)
                    #expect(await failure { _ = try await admin.client.fetchCertificate(fetch) }?.code == .kioskRevoked)
                    _ = try await admin.client.present(trustDigest: nil)
                    #expect(
                        await failure { _ = try await admin.client.revokeKiosk("x", .init(cause: .lost)) }?.status
                            == 404)
                }
            }
        }
    }

    @Test("6.2: the revoked machine sends nothing any more, and keeps what is unsent") func freezes() async throws {
        try await withPortal { portal in
            let machine = try await portal.enrol([.kiosk])
            _ = try await PortalAdministration.revoke(machine.kioskID, .lost, in: portal.options)
            try await portal.withClient(machine) { client in
                #expect(await failure { _ = try await client.present(trustDigest: nil) }?.code == .kioskRevoked)
                // Even a portal that would take it now is not asked.
                portal.clock.advance(by: .seconds(1))
                let batch = EventBatch(events: [])
                #expect(await failure { _ = try await client.send(batch) }?.code == .kioskRevoked)
                _ = try await client.time()
            }
        }
    }

    @Test("6.2: an admin and a technician see every machine, page by page") func register() async throws {
        try await withPortal { portal in
            let ids = try await [portal.enrol([.kiosk]).kioskID, portal.enrol([.hall]).kioskID]
            try await portal.withMachine([.technician]) { technician in
                let all = try await technician.client.kiosks()
                let sorted = (ids + [technician.identity.kioskID]).sorted()
                #expect(all.kiosks.map(\.kioskID) == sorted)
                #expect(
                    try await technician.client.kiosks(after: sorted[0]).kiosks.map(\.kioskID) == Array(sorted[1...]))
                let commanded = try await PortalAdministration.kiosks(in: portal.options)
                #expect(commanded.kiosks.map(\.kioskID) == sorted)
            }
        }
    }
}
