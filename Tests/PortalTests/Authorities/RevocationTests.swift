import PortalServer
import PKIX
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import Testing

@Suite("Revoking (E7)", .onEachStore)
struct RevocationTests {
    private static func request(_ cause: RevocationCause = .keyCompromise) -> RevocationRequest {
        RevocationRequest(cause: cause, operatorID: "Operator 1")
    }

    @Test("Only a desk revokes; once for good; saying it again changes nothing; both revoked closes the application")
    func revoke() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { desk in
                let number = try await desk.application(of: People.adult).number
                let set = try await desk.client.issueCertificates(number, try Requests.pair())
                let first = try await desk.client.revoke(set.signature.serial, Self.request())
                #expect(first.cause == .keyCompromise && first.serial == set.signature.serial)
                portal.clock.advance(by: .seconds(60))
                #expect(try await desk.client.revoke(set.signature.serial, Self.request()) == first)
                let other = await failure {
                    _ = try await desk.client.revoke(set.signature.serial, Self.request(.superseded))
                }
                #expect(other?.code == .idempotencyConflict)
                #expect(try await desk.client.application(number).state == .issued)
                _ = try await desk.client.revoke(set.authentication.serial, Self.request())
                #expect(try await desk.client.application(number).state == .revoked)
            }
            try await portal.withMachine([.kiosk]) { kiosk in
                let refused = await failure { _ = try await kiosk.client.revoke("0a", Self.request()) }
                #expect(refused?.code == .roleRefused)
            }
        }
    }

    @Test("A certificate that was never issued is not revoked") func unknown() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let unknown = await failure { _ = try await desk.client.revoke("0a0b", Self.request()) }
                #expect(unknown?.code == .certificateMismatch)
                let nameless = RevocationRequest(cause: .unspecified, operatorID: "")
                #expect(await failure { _ = try await desk.client.revoke("0a0b", nameless) }?.code == .portalRequest)
            }
        }
    }

    @Test("Each revocation is on record with machine, operator and person (R4)") func journal() async throws {
        try await withPortal { portal in
            let demo = try await portal.demoCertificate(.ecP256)
            try await portal.revoke(demo)
            let read = try await portal.stored(
                "SELECT substr(kiosk, 1, 6), iin, detail FROM audit WHERE action = 'certificate.revoked'")
            #expect(read == "kiosk-|\(People.adult)|\(demo.serial) key-compromise by Operator 1")
        }
    }

    @Test("E7: a desk lists a person's certificates with what was revoked, and nobody else's; a kiosk does not")
    func listed() async throws {
        try await withPortal { portal in
            let iin = try IIN(text: People.adult)
            try await portal.withMachine([.kiosk, .desk]) { desk in
                #expect(try await desk.client.certificates(of: iin).certificates.isEmpty)
                let number = try await desk.application(of: People.adult).number
                let set = try await desk.client.issueCertificates(number, try Requests.pair())
                _ = try await desk.client.revoke(set.signature.serial, Self.request())
                let list = try await desk.client.certificates(of: iin).certificates
                #expect(Set(list.map(\.serial)) == [set.authentication.serial, set.signature.serial])
                #expect(list.allSatisfy { $0.application == number })
                #expect(list.filter { $0.revocation != nil }.map(\.serial) == [set.signature.serial])
                let other = try await desk.client.certificates(of: IIN(text: People.neverMatching))
                #expect(other.certificates.isEmpty)
                let unknown = await failure {
                    _ = try await desk.client.certificates(of: IIN(text: People.unknown))
                }
                #expect(unknown?.code == .personUnknown)
            }
            try await portal.withMachine([.kiosk]) { kiosk in
                #expect(await failure { _ = try await kiosk.client.certificates(of: iin) }?.code == .roleRefused)
            }
        }
    }
}
