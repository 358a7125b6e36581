import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

/// E7: a holder revokes the own EDS by a statement that its key signs.
@Suite("The holder revokes the EDS (E7)", .onEachStore) struct OwnRevocationTests {
    private struct Held {
        let number: String
        let set: CertificatesAnswer
        let authentication: PrivateKey
        let signature: PrivateKey
        var serials: Set<String> { [set.authentication.serial, set.signature.serial] }
    }

    private func held(_ machine: Machine) async throws -> Held {
        let number = try await machine.application(of: People.adult).number
        let (authentication, signature) = (try PrivateKey.generate(.ecP256), try PrivateKey.generate(.ecP256))
        let set = try await machine.client.issueCertificates(
            number,
            CertificatesRequest(
                authentication: try Requests.der(naming: People.adult, key: authentication),
                signature: try Requests.der(naming: People.adult, key: signature)))
        return Held(number: number, set: set, authentication: authentication, signature: signature)
    }

    private func statement(_ held: Held, _ machine: Machine, _ portal: PortalFixture) -> RevocationStatement {
        RevocationStatement(
            iin: People.adult, certificate: held.set.signature.serial, cause: .keyCompromise,
            kiosk: machine.identity.kioskID, madeAtMilliseconds: portal.clock.now().milliseconds)
    }

    private func request(
        _ statement: RevocationStatement, by key: PrivateKey, _ certificate: Data
    ) throws -> OwnRevocationRequest {
        let input = try CertifiedJWS.Input(try ContractJSON.encode(statement), .es256, certificate: certificate)
        let signature = try key.sign(digest: DigestAlgorithm.sha256.digest(Array(input.text.utf8)))
        return OwnRevocationRequest(statement: try input.signed(Data(signature)))
    }

    @Test("the set is revoked as a whole, at once and for good; the same statement again has the same answer")
    func revoked() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let held = try await held(machine)
                let request = try request(
                    statement(held, machine, portal), by: held.signature, held.set.signature.certificate)
                let first = try await machine.client.revokeOwn(request)
                #expect(Set(first.revocations.map(\.serial)) == held.serials)
                #expect(first.revocations.allSatisfy { $0.cause == .keyCompromise })
                portal.clock.advance(by: .seconds(60))
                #expect(try await machine.client.revokeOwn(request) == first)
                #expect(try await machine.client.application(held.number).state == .revoked)
                let audit = try await portal.stored(
                    "SELECT COUNT(*) FROM audit WHERE action = 'certificate.revoked' AND detail LIKE '%by the holder'")
                #expect(audit == "2")
                var other = statement(held, machine, portal)
                other.cause = .cessationOfOperation
                let again = try self.request(other, by: held.signature, held.set.signature.certificate)
                #expect(
                    await failure { _ = try await machine.client.revokeOwn(again) }?.code == .certificateRevoked)
            }
        }
    }

    @Test("what is not signed by that very key, for this machine, now, for a reason of the holder's, revokes nothing")
    func refused() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let held = try await held(machine)
                func code(
                    _ key: PrivateKey? = nil, _ certificate: Data? = nil,
                    _ change: (inout RevocationStatement) -> Void = { _ in }
                ) async throws -> FailureCode? {
                    var statement = statement(held, machine, portal)
                    change(&statement)
                    let request = try request(
                        statement, by: key ?? held.signature, certificate ?? held.set.signature.certificate)
                    return await failure { _ = try await machine.client.revokeOwn(request) }?.code
                }
                #expect(try await code(held.authentication) == .signatureInvalid)
                #expect(try await code { $0.kiosk = "kiosk-of-another" } == .signatureInvalid)
                #expect(try await code { $0.certificate = held.set.authentication.serial } == .signatureInvalid)
                #expect(try await code { $0.madeAtMilliseconds -= 901_000 } == .reissueStale)
                #expect(try await code { $0.madeAtMilliseconds += 901_000 } == .reissueStale)
                #expect(try await code { $0.iin = People.neverMatching } == .requestForOtherPerson)
                for cause in [RevocationCause.unspecified, .superseded, .affiliationChanged] {
                    #expect(try await code { $0.cause = cause } == .portalRequest, "\(cause)")
                }
                let authentication = held.set.authentication
                #expect(
                    try await code(held.authentication, authentication.certificate) {
                        $0.certificate = authentication.serial
                    } == .certificatePurpose)
                #expect(try await portal.stored("SELECT COUNT(*) FROM revocation") == "0")
            }
            try await portal.withMachine([.desk]) { desk in
                let refused = await failure {
                    _ = try await desk.client.revokeOwn(OwnRevocationRequest(statement: "e30.e30.AA"))
                }
                #expect(refused?.code == .roleRefused)
            }
        }
    }

    @Test("after its last second a certificate needs no revoking")
    func expired() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let held = try await held(machine)
                try await portal.change(
                    "UPDATE certificate SET notAfter = \(portal.clock.now().milliseconds - 1_000)")
                let request = try request(
                    statement(held, machine, portal), by: held.signature, held.set.signature.certificate)
                let refused = await failure { _ = try await machine.client.revokeOwn(request) }
                #expect(refused?.code == .certificateExpired)
            }
        }
    }
}
