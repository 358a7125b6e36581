import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract
import Testing

/// Attempts of the day that a database which was put back has lost, and attempts under numbers that are used twice.
@Suite(.onEachStore) struct ForgottenAttemptTests {
    private func opening(
        _ sequence: Int64, _ iin: String, proof: String?, at openedAt: UnixTime
    ) throws -> KioskEvent {
        let body = AttemptOpenedBody(
            attempt: sequence, iin: iin, proof: proof, openedAtMilliseconds: openedAt.milliseconds)
        return KioskEvent(
            sequence: sequence, type: .attemptOpened, body: try ContractJSON.encode(body), demonstration: true)
    }

    private func position(_ last: Int64, said: Int64, heard: Int64 = 0, era: String? = nil) -> JournalPosition {
        JournalPosition(
            journal: "j", last: last, heard: heard, era: era, saidAtMilliseconds: said,
            audit: AuditHeadBody(index: last, hash: "a\(last)"), anchor: nil)
    }

    /// Everything of the day is gone, the proofs with it.
    private func forget(_ portal: PortalFixture) async throws {
        let tables = ["attempt", "proof", "smsChallenge", "event", "eventBody", "kioskSync", "kioskLink"]
        try await portal.change(tables.map { "DELETE FROM \($0);" }.joined(separator: " "))
    }

    @Test("B1: attempts that a put back database has lost count again when the kiosk offers them, days later")
    func offeredAgain() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let proof = try await machine.proof(of: People.adult)
                let openedAt = portal.clock.now()
                let events = [
                    try opening(1, People.adult, proof: proof, at: openedAt),
                    try machine.closedEvent(2, attempt: 1, .noMatch),
                    try opening(3, People.adult, proof: proof, at: openedAt),
                    try machine.closedEvent(4, attempt: 3, .matched, evidence: try await machine.evidence(3)),
                    try opening(5, People.adult, proof: proof, at: openedAt),
                ]
                let first = try await machine.client.send(
                    EventBatch(events: Array(events.prefix(4)), position: position(4, said: 1)))
                #expect(first.receipts.map(\.code) == [nil, nil, nil, nil])
                try await forget(portal)
                portal.clock.advance(by: .seconds(86_400))
                let told = try await machine.client.send(
                    EventBatch(events: [], position: position(5, said: 2, heard: 1)))
                let era = try #require(told.standing?.era)
                let again = try await machine.client.send(
                    EventBatch(events: events, position: position(5, said: 3, heard: 0, era: era)))
                // The fifth is unproven as it would have been before: its proof was spent on the match.
                #expect(
                    again.receipts.map(\.code) == [nil, nil, nil, nil, FailureCode.requestUnproven.rawValue])
                let list = try await machine.client.attempts(iin: People.adult)
                #expect(list.attempts.map(\.outcome) == [.noMatch, .matched])
            }
        }
    }

    @Test("B0: a seal holds for its person, its machine and half an hour, and nobody else makes one")
    func sealed() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let proof = try await machine.proof(of: People.adult)
                let openedAt = portal.clock.now()
                try await forget(portal)
                let made = try #require(Data(base64Encoded: proof))
                let forged = (made.prefix(47) + [made[47] ^ 1]).base64EncodedString()
                let events = [
                    try opening(1, People.neverMatching, proof: proof, at: openedAt),
                    try opening(2, People.adult, proof: forged, at: openedAt),
                    try opening(3, People.adult, proof: proof, at: openedAt + .seconds(1_801)),
                ]
                portal.clock.advance(by: .seconds(3_600))
                let answer = try await machine.client.send(EventBatch(events: events))
                #expect(answer.receipts.allSatisfy { $0.code == FailureCode.requestUnproven.rawValue })
                try await portal.withMachine { other in
                    let stolen = EventBatch(events: [try opening(1, People.adult, proof: proof, at: openedAt)])
                    #expect(
                        try await other.client.send(stolen).receipts.map(\.code)
                            == [FailureCode.requestUnproven.rawValue])
                }
            }
        }
    }

    @Test("an old disk image that opens another attempt under the number of one that was opened directly is fenced")
    func numberUsedTwice() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let proof = try await machine.proof(of: People.adult)
                _ = try await machine.client.openAttempt(
                    machine.attempt(7), AttemptOpening(iin: People.adult, proof: proof))
                let other = try await machine.proof(of: People.neverMatching)
                let again = EventBatch(
                    events: [
                        try opening(7, People.neverMatching, proof: other, at: portal.clock.now()),
                        try machine.closedEvent(8, attempt: 7, .noMatch),
                    ], position: position(8, said: 1))
                #expect(await failure { _ = try await machine.client.send(again) }?.code == .kioskFenced)
                try await portal.withMachine([.desk]) { desk in
                    let outcomes = try await desk.client.attempts(iin: People.adult).attempts.map(\.outcome)
                    #expect(outcomes == [nil])
                }
            }
        }
    }

    @Test("item 2: a machine that may not open attempts cannot tell of any afterwards either")
    func role() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let proof = try await desk.proof(of: People.adult)
                let events = [
                    try opening(1, People.adult, proof: proof, at: portal.clock.now()),
                    try desk.closedEvent(2, attempt: 1, .noMatch),
                ]
                let answer = try await desk.client.send(EventBatch(events: events))
                #expect(answer.receipts.allSatisfy { $0.code == FailureCode.roleRefused.rawValue })
                #expect(try await desk.client.attempts(iin: People.adult).attempts.isEmpty)
            }
        }
    }
}
