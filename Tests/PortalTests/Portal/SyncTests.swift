import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract
import Testing

/// Issue 6 items 3 and 4 and its bad input, over real TLS and the portal's real database (`docs/sync.md`).
@Suite(.onEachStore) struct SyncTests {
    private func slip(_ sequence: Int64, _ state: String = "printed") throws -> KioskEvent {
        KioskEvent(
            sequence: sequence, type: .slipState,
            body: try ContractJSON.encode(SlipStateBody(slip: sequence, state: state)), demonstration: true)
    }

    private func position(
        _ last: Int64, said: Int64, journal: String = "j1", heard: Int64 = 0, era: String? = nil,
        audit: Int64 = 1, chain: String = "a", anchor: AuditHeadBody? = nil
    ) -> JournalPosition {
        JournalPosition(
            journal: journal, last: last, heard: heard, era: era, saidAtMilliseconds: said,
            audit: AuditHeadBody(index: audit, hash: "\(chain)\(audit)"), anchor: anchor)
    }

    private func withMachine(_ body: @escaping @Sendable (Machine) async throws -> Void) async throws {
        try await withPortal { portal in try await portal.withMachine { try await body($0) } }
    }

    @Test("a journal that goes on is answered with what the portal holds of it, over restarts of the portal")
    func standing() async throws {
        try await withMachine { machine in
            let batch = EventBatch(events: [try slip(3)], position: position(3, said: 1, audit: 2))
            let first = try await machine.client.send(batch)
            #expect(first.standing?.audit == AuditHeadBody(index: 2, hash: "a2"))
            #expect(first.standing?.answer == 1)
            // The same again, as after a lost reply: late, and nothing changes but the count.
            let again = try await machine.client.send(batch)
            #expect(again.receipts == first.receipts && again.standing?.audit == first.standing?.audit)
            let next = EventBatch(
                events: [try slip(4)],
                position: position(
                    4, said: 2, heard: 2, audit: 5, anchor: AuditHeadBody(index: 2, hash: "a2")))
            let standing = try await machine.client.send(next).standing
            #expect(standing?.audit == AuditHeadBody(index: 5, hash: "a5"))
            #expect(standing?.answer == 3 && standing?.alarm == nil)
        }
    }

    @Test("an old disk image: a sequence used twice fences the kiosk, nothing is merged, no attempt opens")
    func fenced() async throws {
        try await withMachine { machine in
            let proof = try await machine.proof(of: People.adult)
            let events = [try slip(1), try slip(2)]
            _ = try await machine.client.send(EventBatch(events: events, position: position(2, said: 1)))
            // Set back to before both, gone on past them without the portal.
            let again = EventBatch(events: [try slip(1, "failed"), try slip(3)], position: position(3, said: 2))
            let error = await failure { _ = try await machine.client.send(again) }
            #expect(error?.code == .kioskFenced)
            #expect(error?.status == 403)
            // Not even what it had before, and no attempt.
            let before = EventBatch(events: events, position: position(3, said: 3))
            #expect(await failure { _ = try await machine.client.send(before) }?.code == .kioskFenced)
            #expect(
                await failure { _ = try await machine.client.send(EventBatch(events: events)) }?.code == .kioskFenced)
            let opening = await failure {
                _ = try await machine.client.openAttempt(
                    machine.attempt(9), AttemptOpening(iin: People.adult, proof: proof))
            }
            #expect(opening?.code == .kioskFenced)
        }
    }

    @Test(
        "an old disk image whose number used twice waits behind an open record: its mark fences, nothing newer is taken"
    )
    func fencedByWithheld() async throws {
        try await withMachine { machine in
            let (kept, other) = (try slip(2), try slip(2, "failed"))
            _ = try await machine.client.send(EventBatch(events: [kept], position: position(2, said: 1)))
            var honest = position(3, said: 2)
            honest.withheld = [RecordMark(sequence: 2, digest: kept.digest)]
            let taken = try await machine.client.send(EventBatch(events: [try slip(3)], position: honest))
            #expect(taken.receipts.map(\.code) == [nil])
            var again = position(4, said: 3)
            again.withheld = [RecordMark(sequence: 2, digest: other.digest)]
            let error = await failure {
                _ = try await machine.client.send(EventBatch(events: [try slip(4)], position: again))
            }
            #expect(error?.code == .kioskFenced)
        }
    }

    @Test(
        "an old disk image with enough new records: one that the portal jumped over or refused comes back as another one, and fences",
        arguments: [true, false])
    func fencedByShown(_ isHeldBack: Bool) async throws {
        try await withMachine { machine in
            let (kept, other) = (try slip(2), try slip(2, "failed"))
            _ = try await machine.client.send(EventBatch(events: [try slip(1)], position: position(2, said: 1)))
            var jumped = EventBatch(events: [try slip(3)], position: position(3, said: 2))
            if isHeldBack {
                jumped.position?.withheld = [RecordMark(sequence: 2, digest: kept.digest)]
            } else {
                let unfit = KioskEvent(sequence: 2, type: .slipState, body: Data("{}".utf8), demonstration: true)
                jumped.events.insert(unfit, at: 0)
            }
            let taken = try await machine.client.send(jumped).receipts
            #expect(taken.map(\.code) == (isHeldBack ? [nil] : [FailureCode.portalRequest.rawValue, nil]))
            // Its own third record would fence by its digest; it is beyond this batch.
            let error = await failure {
                _ = try await machine.client.send(EventBatch(events: [other], position: position(3, said: 3)))
            }
            #expect(error?.code == .kioskFenced)
        }
    }

    @Test("an old disk image that still slept: its numbers or its chain end before what the portal holds")
    func fencedByPosition() async throws {
        for old in [position(4, said: 3), position(5, said: 3, journal: "j0"), position(5, said: 3, audit: 2)] {
            try await withMachine { machine in
                let start = position(5, said: 1, journal: "j0", audit: 1)
                _ = try await machine.client.send(EventBatch(events: [try slip(1)], position: start))
                let present = position(5, said: 2, audit: 3)
                _ = try await machine.client.send(EventBatch(events: [try slip(5)], position: present))
                // It may only be late: nothing is taken before it is said with this answer heard.
                let doubted = try await machine.client.send(EventBatch(events: [try slip(4)], position: old))
                #expect(doubted.receipts.isEmpty && doubted.standing?.isDoubted == true)
                var again = old
                (again.echo, again.saidAtMilliseconds) = (try #require(doubted.standing?.answer), 4)
                let error = await failure {
                    _ = try await machine.client.send(EventBatch(events: [try slip(4)], position: again))
                }
                #expect(error?.code == .kioskFenced)
            }
        }
    }

    @Test("a batch that comes late, from a clock that was ahead then, harms nobody: it is doubted and offered anew")
    func lateFromFastClock() async throws {
        try await withMachine { machine in
            let late = EventBatch(events: [try slip(1)], position: position(1, said: 9))
            let present = EventBatch(events: [try slip(1), try slip(2)], position: position(2, said: 5))
            #expect(try await machine.client.send(present).receipts.allSatisfy { $0.code == nil })
            let doubted = try await machine.client.send(late)
            #expect(doubted.receipts.isEmpty && doubted.standing?.isDoubted == true)
            var next = EventBatch(events: [try slip(3)], position: position(3, said: 10))
            next.position?.echo = try #require(doubted.standing?.answer)
            #expect(try await machine.client.send(next).receipts.map(\.code) == [nil])
        }
    }

    @Test("gap and fork of the audit chain are told to the kiosk; the records are taken")
    func audit() async throws {
        try await withMachine { machine in
            _ = try await machine.client.send(
                EventBatch(events: [try slip(1)], position: position(1, said: 1, audit: 3)))
            let fork = position(2, said: 2, audit: 3, chain: "x")
            let forked = try await machine.client.send(EventBatch(events: [try slip(2)], position: fork))
            #expect(forked.standing?.alarm == "audit.chain-fork")
            #expect(forked.receipts.first?.code == nil)
            let gap = position(2, said: 3, audit: 9, anchor: AuditHeadBody(index: 8, hash: "a8"))
            #expect(
                try await machine.client.send(EventBatch(events: [], position: gap)).standing?.alarm
                    == "audit.chain-gap")
        }
    }

    @Test("a database put back to yesterday takes nothing before it was offered what it lost, in order")
    func portalSetBack() async throws {
        try await withMachine { machine in
            let first = EventBatch(events: [try slip(1)], position: position(1, said: 1))
            #expect(try await machine.client.send(first).standing?.answer == 1)
            // The kiosk has heard more than this database ever answered.
            let ahead = EventBatch(events: [try slip(3)], position: position(3, said: 2, heard: 4))
            let answer = try await machine.client.send(ahead)
            #expect(answer.receipts.isEmpty)
            #expect(answer.standing?.alarm == "portal.set-back")
            #expect(answer.standing?.answer == 1)
            let era = try #require(answer.standing?.era)
            let events = try (1...3).map { try slip($0) }
            let again = EventBatch(events: events, position: position(3, said: 3, heard: 1, era: era))
            let taken = try await machine.client.send(again)
            #expect(taken.receipts.allSatisfy { $0.code == nil })
            #expect(taken.standing?.alarm == nil)
        }
    }

    @Test("B2: an opening told by an event, days late, counts as pressed; a foreign or old proof opens nothing")
    func openedLate() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.kiosk, .desk]) { machine in
                let proof = try await machine.proof(of: People.adult)
                let pressed = portal.clock.now()
                func opened(_ sequence: Int64, at time: UnixTime, proof: String) throws -> KioskEvent {
                    let body = AttemptOpenedBody(
                        attempt: sequence, iin: People.adult, proof: proof, openedAtMilliseconds: time.milliseconds)
                    return KioskEvent(
                        sequence: sequence, type: .attemptOpened, body: try ContractJSON.encode(body),
                        demonstration: true)
                }
                func code(_ event: KioskEvent) async throws -> String? {
                    try await machine.client.send(EventBatch(events: [event])).receipts.first?.code
                }
                portal.clock.advance(by: .seconds(3 * 86_400))
                #expect(try await code(opened(1, at: pressed, proof: "none")) == "portal.attempt-without-proof")
                let tooLate = pressed + .seconds(1_801)
                #expect(try await code(opened(2, at: tooLate, proof: proof)) == "portal.attempt-without-proof")
                #expect(try await code(opened(3, at: pressed, proof: proof)) == nil)
                #expect(try await code(opened(3, at: pressed, proof: proof)) == nil)
                #expect(try await code(machine.closedEvent(4, attempt: 3, .technicalError)) == nil)
                #expect(try await code(machine.closedEvent(5, attempt: 2, .technicalError)) == nil)
                let list = try await machine.client.attempts(iin: People.adult)
                #expect(list.failures == 1)
                #expect(list.attempts.last?.outcome == .technicalError)
            }
        }
    }

    @Test("a position that no journal has is refused; events of tomorrow are kept with a position too") func bounds()
        async throws
    {
        try await withMachine { machine in
            var wrong = position(1, said: 1)
            wrong.journal = "a b"
            let error = await failure { _ = try await machine.client.send(EventBatch(events: [], position: wrong)) }
            #expect(error?.code == .portalRequest)
            let unknown = KioskEvent(
                sequence: 1, type: .init(rawValue: "slip.state/9"), body: Data("[]".utf8), demonstration: true)
            let batch = EventBatch(events: [unknown], position: position(1, said: 1))
            let receipts = try await machine.client.send(batch).receipts
            #expect(receipts == [EventReceipt(sequence: 1, digest: unknown.digest)])
        }
    }
}
