import FoundationEssentials
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

@testable import PortalServer

/// docs/sticks.md: certificates of keys that a person left behind do not outlive them.
@Suite("E1, E7: certificates of a key file that was never saved end by themselves", .onEachStore)
struct UnsavedFilesTests {
    private static let hours = Duration.seconds(5 * 3_600)

    private func keep(_ portal: PortalFixture, after time: Duration) async throws {
        let store = try await PortalStore.open(portal.options)
        let clock = portal.clock
        try await Housekeeping(
            store: store, clock: PortalClock { clock.now() + time }, retention: Retention(unsavedFiles: Self.hours),
            asksDatabase: false
        ).keep()
        try await store.close()
    }

    /// An application for a file whose certificates are issued; its number.
    private func issued(
        _ machine: Machine, _ iin: String, sequence: Int64, medium: Medium = .file
    ) async throws -> (String, CertificatesAnswer) {
        _ = try await machine.client.openAttempt(
            machine.attempt(sequence), AttemptOpening(iin: iin, proof: try await machine.proof(of: iin)))
        let made = try await machine.client.apply(
            ApplicationRequest(
                iin: iin, attempt: machine.attempt(sequence), channel: .kiosk, medium: medium,
                evidence: try await machine.evidence(sequence)), key: "file-\(sequence)")
        return (
            made.number, try await machine.client.issueCertificates(made.number, try Requests.pair(.rsa(bits: 2048)))
        )
    }

    @Test("not a second before their hours; both are revoked and on record, once; the owner comes back for new keys")
    func ceased() async throws {
        try await withPortal { portal in
            portal.clock.stand()
            try await portal.withMachine { machine in
                let (number, set) = try await issued(machine, People.adult, sequence: 1)
                let revoked = "SELECT count(*) FROM revocation WHERE cause = 'cessation-of-operation'"
                try await keep(portal, after: Self.hours - .seconds(1))
                #expect(try await portal.stored(revoked) == "0")
                for _ in 1...2 { try await keep(portal, after: Self.hours + .seconds(2)) }
                #expect(try await portal.stored(revoked) == "2")
                #expect(
                    try await portal.stored(
                        "SELECT count(*) FROM audit WHERE action = 'certificate.revoked' AND kiosk = 'portal'") == "2")
                #expect(try await machine.client.application(number).state == .issued)
                let again = try await machine.client.issueCertificates(
                    number, try Requests.pair(.rsa(bits: 2048)))
                #expect(again.signature.serial != set.signature.serial)
                _ = try await machine.client.reportWritten(
                    number, serials: [again.authentication.serial, again.signature.serial])
                try await keep(portal, after: Self.hours + .seconds(2))
                #expect(try await portal.stored(revoked) == "2", "what was saved stays")
                #expect(try await machine.client.application(number).state == .written)
            }
        }
    }

    @Test("a card that is still being written is left alone; a kiosk that tells too late is told what became of it")
    func others() async throws {
        try await withPortal { portal in
            portal.clock.stand()
            try await portal.withMachine { machine in
                _ = try await issued(machine, People.fourFailures, sequence: 1, medium: .idCard)
                let (number, set) = try await issued(machine, People.adult, sequence: 2)
                try await keep(portal, after: Self.hours + .seconds(2))
                #expect(
                    try await portal.stored(
                        "SELECT count(*) FROM certificate WHERE serial IN (SELECT serial FROM revocation)") == "2")
                let late = try await machine.client.reportWritten(
                    number, serials: [set.authentication.serial, set.signature.serial])
                #expect(late.state == .revoked, "its owner applies anew")
            }
        }
    }
}
