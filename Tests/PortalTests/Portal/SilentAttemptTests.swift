import KioskDomain
import PortalClient
import PortalContract
import PortalSync
import Testing

/// Attempts whose end nobody tells, and what a person with four failures can do then.
@Suite(.onEachStore) struct SilentAttemptTests {
    private func open(_ machine: Machine, _ sequence: Int64) async throws {
        let opening = AttemptOpening(
            iin: People.fourFailures, proof: try await machine.proof(of: People.fourFailures))
        _ = try await machine.client.openAttempt(machine.attempt(sequence), opening)
    }

    private func apply(_ desk: Machine) async -> PortalError? {
        let request = OperatorApplicationRequest(iin: People.fourFailures, medium: .idCard, operatorID: "Operator 1")
        return await failure { _ = try await desk.client.applyAtDesk(request, key: "a") }
    }

    @Test(
        "B2, B5: the attempt of a kiosk that fell silent counts as a technical error after fifteen minutes, not before")
    func silent() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in try await open(machine, 1) }
            try await portal.withMachine([.kiosk, .desk]) { desk in
                portal.clock.advance(by: SilentAttemptRule.patience - .seconds(30))
                #expect(await failure { try await open(desk, 1) }?.code == .attemptOpen)
                #expect(await apply(desk)?.count == 4)
                #expect(try await desk.client.attempts(iin: People.fourFailures).attempts.last?.outcome == nil)
                portal.clock.advance(by: .seconds(30))
                #expect(await failure { try await open(desk, 2) }?.code == .attemptsExhausted)
                let list = try await desk.client.attempts(iin: People.fourFailures)
                #expect(list.failures == 5 && list.attempts.last?.outcome == .technicalError)
                #expect(await apply(desk) == nil)
            }
        }
    }

    @Test("B2, B8: its own word still ends it, however late, in one outcome; no portrait is released meanwhile")
    func lateWord() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                try await open(machine, 1)
                portal.clock.advance(by: SilentAttemptRule.patience)
                #expect(await failure { _ = try await machine.client.portrait(machine.attempt(1)) }?.status == 409)
                let match = try machine.closedEvent(2, attempt: 1, .matched, evidence: try await machine.evidence(1))
                #expect(try await machine.client.send(EventBatch(events: [match])).receipts.map(\.code) == [nil])
                let list = try await machine.client.attempts(iin: People.fourFailures)
                #expect(list.failures == 0 && list.attempts.last?.outcome == .matched)
                let other = try machine.closedEvent(3, attempt: 1, .noMatch)
                let refused = try await machine.client.send(EventBatch(events: [other])).receipts.map(\.code)
                #expect(refused == [FailureCode.idempotencyConflict.rawValue])
            }
        }
    }
}
