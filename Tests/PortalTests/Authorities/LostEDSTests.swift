import FoundationEssentials
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

/// E7: whoever lost the card revokes its EDS by face and SMS code (B0–B8).
@Suite("The EDS of a lost card (E7)", .onEachStore) struct LostEDSTests {
    private func issue(_ machine: Machine, sequence: Int64 = 1) async throws -> (number: String, serials: Set<String>) {
        let number = try await machine.application(of: People.adult, sequence: sequence).number
        let set = try await machine.client.issueCertificates(
            number,
            CertificatesRequest(
                authentication: try Requests.der(naming: People.adult, key: try PrivateKey.generate(.ecP256)),
                signature: try Requests.der(naming: People.adult, key: try PrivateKey.generate(.ecP256))))
        return (number, [set.authentication.serial, set.signature.serial])
    }

    /// An attempt that the portal has open.
    private func open(_ machine: Machine, _ sequence: Int64) async throws {
        _ = try await machine.client.openAttempt(
            machine.attempt(sequence),
            AttemptOpening(iin: People.adult, proof: try await machine.proof(of: People.adult)))
    }

    private func list(_ machine: Machine, _ sequence: Int64) async throws -> LiveEDSRequest {
        LiveEDSRequest(
            iin: People.adult, attempt: machine.attempt(sequence), evidence: try await machine.evidence(sequence))
    }

    private func loss(_ machine: Machine, _ sequence: Int64, _ sets: [String]) -> LostRevocationRequest {
        LostRevocationRequest(
            iin: People.adult, attempt: machine.attempt(sequence), sets: sets, cause: .keyCompromise)
    }

    @Test(
        "a match shows what is valid; the chosen set is revoked as a whole, at once; the same again has the same answer"
    )
    func revoked() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let (kept, lost) = (try await issue(machine), try await issue(machine, sequence: 2))
                try await open(machine, 3)
                let request = try await list(machine, 3)
                let live = try await machine.client.liveEDS(request)
                #expect(Set(live.sets.map(\.id)) == [kept.number, lost.number])
                #expect(live.sets.allSatisfy { $0.medium == .idCard && $0.serials.count == 2 })
                #expect(try await machine.client.liveEDS(request) == live)
                let loss = loss(machine, 3, [lost.number])
                let first = try await machine.client.revokeLost(loss)
                #expect(Set(first.revocations.map(\.serial)) == lost.serials)
                #expect(first.revocations.allSatisfy { $0.cause == .keyCompromise })
                portal.clock.advance(by: .seconds(3_600))
                #expect(try await machine.client.revokeLost(loss) == first)
                #expect(try await machine.client.application(lost.number).state == .revoked)
                #expect(try await machine.client.application(kept.number).state != .revoked)
                let audit = try await portal.stored(
                    "SELECT COUNT(*) FROM audit WHERE action = 'certificate.revoked' AND detail LIKE '%by face%'")
                #expect(audit == "2")
            }
        }
    }

    @Test("E3: an organisation's EDS is neither shown nor revoked by its head's face, by number or with the head's own")
    func organisation() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let head = try await OrganisationHead(machine)
                let made = try await machine.client.applyForOrganisation(try head.request("230440000010"), key: "o")
                let entity = try await machine.client.issueCertificates(
                    made.number, try Requests.pair(naming: People.adult))
                try await open(machine, 2)
                let live = try await machine.client.liveEDS(try await list(machine, 2))
                #expect(live.sets.map(\.id) == [head.holder.application])
                for set in [made.number, entity.signature.serial] {
                    for sets in [[set], [head.holder.application, set]] {
                        let request = loss(machine, 2, sets)
                        #expect(
                            await failure { _ = try await machine.client.revokeLost(request) }?.code
                                == .certificateMismatch, "\(sets)")
                    }
                }
                #expect(await head.isStillValid())
                let revoked = try await machine.client.revokeLost(loss(machine, 2, [head.holder.application]))
                let own = [head.holder.set.signature.serial, head.holder.set.authentication.serial]
                #expect(Set(revoked.revocations.map(\.serial)) == Set(own))
                #expect(try await portal.stored("SELECT count(*) FROM revocation") == "2")
                #expect(try await machine.client.application(made.number).state != .revoked)
            }
        }
    }

    @Test("one match serves once: neither another revocation nor an application follows from it")
    func once() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let (one, other) = (try await issue(machine), try await issue(machine, sequence: 2))
                try await open(machine, 3)
                _ = try await machine.client.liveEDS(try await list(machine, 3))
                _ = try await machine.client.revokeLost(loss(machine, 3, [one.number]))
                func code(_ body: () async throws -> Void) async -> FailureCode? { await failure(body)?.code }
                let again = loss(machine, 3, [other.number])
                #expect(await code { _ = try await machine.client.revokeLost(again) } == .idempotencyConflict)
                let application = ApplicationRequest(
                    iin: People.adult, attempt: machine.attempt(3), channel: .kiosk, medium: .idCard,
                    evidence: try await machine.evidence(3))
                #expect(
                    await code { _ = try await machine.client.apply(application, key: "k3") } == .idempotencyConflict)
                // And the attempt of an application revokes nothing.
                let spent = loss(machine, 1, [other.number])
                #expect(await code { _ = try await machine.client.revokeLost(spent) } == .idempotencyConflict)
            }
        }
    }

    @Test(
        "no match, another's attempt, a set that is not the person's or not valid, a reason of others: nothing is revoked"
    )
    func refused() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let set = try await issue(machine)
                try await open(machine, 2)
                func listed(_ change: (inout LiveEDSRequest) -> Void) async throws -> FailureCode? {
                    var request = try await list(machine, 2)
                    change(&request)
                    let asked = request
                    return await failure { _ = try await machine.client.liveEDS(asked) }?.code
                }
                #expect(try await listed { $0.evidence = nil } == .faceNoMatch)
                #expect(try await listed { $0.iin = People.neverMatching } == .requestForOtherPerson)
                #expect(try await listed { $0.attempt.sequence = 9 } == .requestUnproven)
                func revoked(_ change: (inout LostRevocationRequest) -> Void = { _ in }) async -> FailureCode? {
                    var request = loss(machine, 2, [set.number])
                    change(&request)
                    let asked = request
                    return await failure { _ = try await machine.client.revokeLost(asked) }?.code
                }
                #expect(await revoked() == .faceNoMatch, "the attempt is open")
                _ = try await machine.client.liveEDS(try await list(machine, 2))
                #expect(await revoked { $0.sets = ["E999999999"] } == .certificateMismatch)
                #expect(await revoked { $0.sets = [set.number, set.number] } == .portalRequest)
                #expect(await revoked { $0.sets = [] } == .portalRequest)
                #expect(await revoked { $0.iin = People.neverMatching } == .requestForOtherPerson)
                for cause in [RevocationCause.unspecified, .superseded, .affiliationChanged] {
                    #expect(await revoked { $0.cause = cause } == .portalRequest, "\(cause)")
                }
                #expect(try await portal.stored("SELECT COUNT(*) FROM revocation") == "0")
                #expect(try await portal.stored("SELECT COUNT(*) FROM lostRevocation") == "0")
            }
            try await portal.withMachine([.desk]) { desk in
                let request = loss(desk, 1, ["E000000001"])
                #expect(await failure { _ = try await desk.client.revokeLost(request) }?.code == .roleRefused)
            }
        }
    }

    @Test("B4: an attempt whose own evidence does not suffice ends as a failure and shows nothing")
    func insufficient() async throws {
        try await withPortal(rules: .standard) { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                try await open(machine, 1)
                let request = LiveEDSRequest(
                    iin: People.adult, attempt: machine.attempt(1),
                    evidence: try await machine.evidence(1, challenge: "gentle"))
                #expect(await failure { _ = try await machine.client.liveEDS(request) }?.code == .faceLiveness)
                #expect(try await machine.client.attempts(iin: People.adult).failures == 1)
            }
        }
    }

    @Test("a match is good for 15 minutes, to the millisecond", arguments: [899_999, 900_000] as [Int64])
    func age(_ milliseconds: Int64) async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let set = try await issue(machine)
                try await open(machine, 2)
                portal.clock.stand()
                _ = try await machine.client.liveEDS(try await list(machine, 2))
                portal.clock.advance(by: .milliseconds(milliseconds))
                let request = loss(machine, 2, [set.number])
                let refused = await failure { _ = try await machine.client.revokeLost(request) }?.code
                #expect(refused == (milliseconds < 900_000 ? nil : .reissueStale))
            }
        }
    }

    @Test("what is over is not shown, from the second after its last one", arguments: [-1_000, 0] as [Int64])
    func over(_ offset: Int64) async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await issue(machine)
                portal.clock.stand()
                try await portal.change("UPDATE certificate SET notAfter = \(portal.clock.now().milliseconds + offset)")
                try await open(machine, 2)
                let live = try await machine.client.liveEDS(try await list(machine, 2))
                #expect(live.sets.isEmpty == (offset < 0))
            }
        }
    }
}
