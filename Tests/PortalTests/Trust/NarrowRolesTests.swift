import FoundationEssentials
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import SwiftASN1
import Testing

@testable import PortalServer

@Suite("6.2: a certificate gives no more than it says", .onEachStore) struct NarrowRolesTests {
    /// A technician who became an admin by a new code, with the certificate of before.
    private func former(_ portal: PortalFixture) async throws -> DeviceIdentity {
        let former = try await portal.enrol([.technician])
        let code = try await PortalAdministration.newCode(for: [.technician, .admin], in: portal.options).code
        let request = EnrolmentRequest(
            code: code, request: try await DeviceIdentity.request(for: former.key), roles: [.technician, .admin])
        let grant = try await portal.withClient { try await $0.enrol(request) }
        #expect(grant.kioskID == former.kioskID && grant.roles == [.admin, .technician])
        return former
    }

    @Test("Roles on record that the certificate does not name are not told, not shown on pages and not passed on")
    func narrower() async throws {
        try await withPortal { portal in
            let former = try await former(portal)
            try await portal.withClient(former) { client in
                #expect(try await client.present(trustDigest: nil).roles == [.technician])
                let key = FileKey()
                let request = KioskCertificateRequest(request: try await DeviceIdentity.request(for: key))
                let grant = try await client.renewCertificate(request)
                #expect(grant.roles == [.technician])
                let units = try Certificate(der: Array(grant.certificate)).subject
                    .all(.NameAttributes.organizationalUnitName)
                #expect(units == ["technician"])
            }
        }
    }
}

@Suite("6.6: the fleet page's events", .timeLimit(.minutes(5))) struct FleetEventsTests {
    @Test("Others hear that somebody looks after an alarm, though the number of alarms is the same") func seen()
        async throws
    {
        try await withPortal { portal in
            let identity = try await portal.enrol([.technician])
            let line = try await Line(portal.kioskAddress, tls: try Wire(portal: portal, identity: identity).tls())
            let store = try await PortalStore.open(portal.options)
            try await store.write {
                try AlarmsService.raise($0, .auditGap, of: identity.kioskID, at: portal.clock.now())
            }
            try await line.send("GET /fleet/events HTTP/1.1\r\nHost: h\r\n\r\n")
            func changes() -> Int { line.received.components(separatedBy: "event: changed").count - 1 }
            try await eventually { changes() == 1 }
            for (number, standing) in [KioskAlarmStanding.seen, .seen].enumerated() {
                let word = KioskAlarmWord(standing: standing, person: "Technician \(number)", note: "", findings: 1)
                _ = try await portal.withClient(identity) { try await $0.say(word, of: identity.kioskID, .chainGap) }
                try await eventually { changes() == 2 + number }
            }
            await line.close()
            try await store.close()
        }
    }
}
