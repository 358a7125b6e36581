import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct EventsTests {
    private func slip(_ sequence: Int64, _ state: String, demonstration: Bool = true) throws -> KioskEvent {
        KioskEvent(
            sequence: sequence, type: .slipState,
            body: try ContractJSON.encode(SlipStateBody(slip: 1, state: state)), demonstration: demonstration)
    }

    @Test("DESIGN 5.4: a replay answers the stored digest, an altered one conflicts and changes nothing")
    func idempotency() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let event = try slip(1, "printed")
                let unknown = KioskEvent(
                    sequence: 2, type: .init(rawValue: "of.tomorrow"), body: Data("{}".utf8), demonstration: true)
                for _ in 1...2 {
                    let answer = try await machine.client.send(EventBatch(events: [event, unknown]))
                    #expect(answer.receipts.map(\.digest) == [event.digest, unknown.digest])
                    #expect(answer.receipts.allSatisfy { $0.code == nil })
                }
                let altered = try await machine.client.send(EventBatch(events: [try slip(1, "failed")]))
                #expect(
                    altered.receipts == [
                        EventReceipt(sequence: 1, digest: event.digest, code: "portal.idempotency-conflict")
                    ])
                var lying = event
                lying.body = Data("{}".utf8)
                let lie = try await machine.client.send(EventBatch(events: [lying]))
                #expect(lie.receipts.first?.code == "portal.idempotency-conflict")
                #expect(try await machine.client.send(EventBatch(events: [event])).receipts.first?.code == nil)
            }
        }
    }

    @Test("R1: a portal outside demonstration mode refuses what virtual parts did") func demonstrationMark()
        async throws
    {
        try await withPortal(demonstration: false) { portal in
            try await portal.withMachine { machine in
                let batch = EventBatch(events: [
                    try slip(1, "printed"), try slip(2, "printed", demonstration: false),
                ])
                let answer = try await machine.client.send(batch)
                #expect(answer.receipts.map(\.code) == ["portal.demonstration-refused", nil])
                #expect(answer.receipts.first?.digest == nil)
            }
        }
    }

    @Test("B2, B3: an attempt closes once; a match needs evidence that holds") func closing() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let proof = try await machine.proof(of: People.adult)
                for sequence in Int64(1)...2 {
                    _ = try await machine.client.openAttempt(
                        machine.attempt(sequence), AttemptOpening(iin: People.adult, proof: proof))
                }
                func code(_ event: KioskEvent) async throws -> String? {
                    try await machine.client.send(EventBatch(events: [event])).receipts.first?.code
                }
                #expect(try await code(machine.closedEvent(10, attempt: 1, .matched)) == "face.no-match")
                // What the kiosk itself swore and does not suffice ends the attempt as the failure that it is.
                let far = try await machine.evidence(2, distance: 0.46)
                for _ in 1...2 {
                    #expect(
                        try await code(machine.closedEvent(9, attempt: 2, .matched, evidence: far)) == "face.no-match")
                }
                #expect(try await code(machine.closedEvent(14, attempt: 2, .noMatch)) == nil)
                let others = try await machine.evidence(2)
                #expect(
                    try await code(machine.closedEvent(10, attempt: 1, .matched, evidence: others))
                        == "face.no-match")
                #expect(try await code(machine.closedEvent(10, attempt: 1, .blurred)) == nil)
                #expect(try await code(machine.closedEvent(11, attempt: 1, .blurred)) == nil)
                #expect(
                    try await code(machine.closedEvent(12, attempt: 1, .cancelled)) == "portal.idempotency-conflict")
                #expect(try await code(machine.closedEvent(13, attempt: 99, .cancelled)) == nil)
            }
        }
    }

    @Test("DESIGN 5.8: a batch has a bound, and malformed bodies are refused") func bounds() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let many = try (1...201).map { try slip(Int64($0), "printed") }
                let error = await failure { _ = try await machine.client.send(EventBatch(events: many)) }
                #expect(error?.code == .portalRequest)
                let bad = KioskEvent(
                    sequence: 1, type: .attemptClosed, body: Data("{}".utf8), demonstration: true)
                let answer = try await machine.client.send(EventBatch(events: [bad]))
                #expect(answer.receipts.first?.code == "portal.request-invalid")
            }
        }
    }
}
