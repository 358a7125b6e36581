import KioskDomain
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct AttemptsTests {
    private func open(
        _ machine: Machine, _ sequence: Int64, _ iin: String, _ proof: String?
    ) async throws -> AttemptOpened {
        try await machine.client.openAttempt(
            machine.attempt(sequence), AttemptOpening(iin: iin, proof: proof))
    }

    @Test("B0: without proof, with a made-up one, another's, another kiosk's or an old one nothing opens")
    func proofIsNeeded() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let none = await failure { _ = try await open(machine, 1, People.adult, nil) }
                #expect(none?.code == .requestUnproven)
                let invented = await failure { _ = try await open(machine, 1, People.adult, "abc") }
                #expect(invented?.code == .requestUnproven)
                let proof = try await machine.proof(of: People.adult)
                let other = await failure { _ = try await open(machine, 1, People.neverMatching, proof) }
                #expect(other?.code == .requestForOtherPerson)
                try await portal.withMachine { elsewhere in
                    let stolen = await failure { _ = try await open(elsewhere, 1, People.adult, proof) }
                    #expect(stolen?.code == .requestUnproven)
                    let foreign = await failure {
                        _ = try await elsewhere.client.openAttempt(
                            machine.attempt(1), AttemptOpening(iin: People.adult, proof: proof))
                    }
                    #expect(foreign?.code == .portalRefused)
                }
                portal.clock.advance(by: .seconds(1_800))
                let old = await failure { _ = try await open(machine, 1, People.adult, proof) }
                #expect(old?.code == .requestUnproven)
            }
        }
    }

    @Test("B1, B2: five attempts with one proof, the same one is not counted twice, the sixth is refused")
    func fiveAttempts() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let proof = try await machine.proof(of: People.adult)
                for sequence in Int64(1)...5 {
                    let opened = try await open(machine, sequence, People.adult, proof)
                    #expect(
                        opened
                            == AttemptOpened(
                                ordinal: Int(sequence), failuresBefore: Int(sequence) - 1, needsLiveness: false))
                    #expect(try await open(machine, sequence, People.adult, proof) == opened)
                    let event = try machine.closedEvent(100 + sequence, attempt: sequence, .noMatch)
                    let receipts = try await machine.client.send(EventBatch(events: [event]))
                    #expect(receipts.receipts.map(\.code) == [nil])
                }
                let sixth = await failure { _ = try await open(machine, 6, People.adult, proof) }
                #expect(sixth?.code == .attemptsExhausted)
                #expect(sixth?.count == 5)
                let conflict = await failure { _ = try await open(machine, 1, People.neverMatching, proof) }
                #expect(conflict?.code == .idempotencyConflict)
            }
        }
    }

    @Test("B1: of two kiosks racing for the fifth attempt exactly one wins") func race() async throws {
        try await withPortal { portal in
            try await portal.withMachine { one in
                try await portal.withMachine { two in
                    let proofs = [
                        try await one.proof(of: People.fourFailures), try await two.proof(of: People.fourFailures),
                    ]
                    async let first = failure { _ = try await open(one, 1, People.fourFailures, proofs[0]) }
                    async let second = failure { _ = try await open(two, 1, People.fourFailures, proofs[1]) }
                    let outcomes = await [first, second]
                    #expect(outcomes.filter { $0 == nil }.count == 1)
                    #expect(outcomes.compactMap { $0?.code } == [.attemptOpen])
                }
            }
        }
    }

    @Test("B6, L2: a match closes the count and uses the proof up") func success() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let proof = try await machine.proof(of: People.fourFailures)
                #expect(try await open(machine, 1, People.fourFailures, proof).ordinal == 5)
                let event = try machine.closedEvent(2, attempt: 1, .matched, evidence: try await machine.evidence(1))
                #expect(try await machine.client.send(EventBatch(events: [event])).receipts.map(\.code) == [nil])
                let reuse = await failure { _ = try await open(machine, 3, People.fourFailures, proof) }
                #expect(reuse?.code == .requestUnproven)
                let list = try await machine.client.attempts(iin: People.fourFailures)
                #expect(list.failures == 0)
                #expect(list.attempts.count == 5)
                #expect(list.attempts.allSatisfy { !$0.counts })
                let fresh = try await machine.proof(of: People.fourFailures)
                #expect(try await open(machine, 3, People.fourFailures, fresh).ordinal == 1)
            }
        }
    }

    @Test("B5: the operator's list has channel, outcome and count; a kiosk may not ask for it") func list() async throws
    {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let list = try await desk.client.attempts(iin: People.fiveFailures)
                #expect(list.failures == 5)
                #expect(list.attempts.map(\.channel) == [.home, .home, .mobile, .mobile, .home])
                #expect(list.attempts.first?.outcome == .noMatch)
                #expect(
                    await failure { _ = try await desk.client.attempts(iin: People.unknown) }?.code == .personUnknown)
            }
            try await portal.withMachine([.kiosk]) { kiosk in
                let error = await failure { _ = try await kiosk.client.attempts(iin: People.fiveFailures) }
                #expect(error?.code == .roleRefused)
                #expect(error?.status == 403)
            }
        }
    }

    @Test("B8: a portrait is released once, only to its kiosk, only against an open attempt") func portrait()
        async throws
    {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let proof = try await machine.proof(of: People.adult)
                #expect(await failure { _ = try await machine.client.portrait(machine.attempt(1)) }?.status == 404)
                _ = try await open(machine, 1, People.adult, proof)
                #expect(Array(try await machine.client.portrait(machine.attempt(1))) == [0xFF, 0xD8, 1, 0xFF, 0xD9])
                let again = await failure { _ = try await machine.client.portrait(machine.attempt(1)) }
                #expect(again?.status == 410)
                _ = try await open(machine, 2, People.adult, proof)
                try await portal.withMachine { other in
                    let foreign = await failure { _ = try await other.client.portrait(machine.attempt(2)) }
                    #expect(foreign?.status == 403)
                }
                let event = try machine.closedEvent(3, attempt: 2, .cancelled)
                _ = try await machine.client.send(EventBatch(events: [event]))
                let closed = await failure { _ = try await machine.client.portrait(machine.attempt(2)) }
                #expect(closed?.status == 409)
                let faceless = try await machine.proof(of: People.withoutPortrait)
                _ = try await open(machine, 4, People.withoutPortrait, faceless)
                let missing = await failure { _ = try await machine.client.portrait(machine.attempt(4)) }
                #expect(missing?.code == .referenceMissing)
            }
        }
    }
}
