import KioskDomain
import PortalContract
import Testing

@testable import PortalSync

/// Issue 6 item 3 and bad input: a kiosk's journal goes on from what the portal holds, or it was set back.
@Suite("Position of a journal at the portal (DESIGN 5.2)")
struct PositionRuleTests {
    private let now = UnixTime(milliseconds: 1_000_000)

    private func next(_ position: JournalPosition, _ known: KnownKiosk, alarm: FailureCode? = nil) throws -> KnownKiosk
    {
        guard case .goesOn(let next, let told) = PositionRule.judge(position, known, at: now) else {
            throw CancellationError()
        }
        #expect(told == alarm)
        return next
    }

    private func isFenced(_ position: JournalPosition, _ known: KnownKiosk) -> Bool {
        if case .fence = PositionRule.judge(position, known, at: now) { true } else { false }
    }

    @Test("what goes on is remembered; a link said back lets older ones go")
    func goesOn() throws {
        var known = try next(position(3, audit: link(2)), KnownKiosk())
        #expect(known.head == link(2))
        known.highest = 3
        known = try next(position(9, said: 2, audit: link(5)), known)
        #expect(known.links.count == 2)
        known = try next(position(9, said: 3, audit: link(5), anchor: link(5)), known)
        #expect(known.links == [5: "a5"])
    }

    @Test("an old disk image: fewer numbers, a shorter chain or a former journal fence the kiosk")
    func setBack() throws {
        var known = try next(position(9, audit: link(5)), KnownKiosk())
        known.highest = 9
        #expect(isFenced(position(8, said: 2, audit: link(5)), known))
        #expect(isFenced(position(9, said: 2, audit: link(4)), known))
        #expect(isFenced(position(9, said: 2), known))
        known = try next(position(20, said: 3, journal: "j2", audit: link(1, "b")), known, alarm: .journalReplaced)
        #expect(known.head == link(1, "b"))
        #expect(isFenced(position(30, said: 4, journal: "j1", audit: link(6)), known))
    }

    @Test("an old disk image that sends other records first: it has heard less than before; a new era begins anew")
    func heardLess() throws {
        func said(_ heard: Int64, _ time: Int64, era: String? = nil) -> JournalPosition {
            var position = position(9, said: time, audit: link(5))
            (position.heard, position.era) = (heard, era)
            return position
        }
        var known = try next(said(7, 1), KnownKiosk())
        #expect(isFenced(said(6, 2), known))
        known = try next(said(7, 2), known)
        (known.era, known.heard) = ("e", 0)
        known = try next(said(3, 3, era: "e"), known)
        #expect(isFenced(said(2, 4, era: "e"), known))
        // The journal itself is new.
        var fresh = said(0, 4)
        (fresh.journal, fresh.last) = ("j2", 12)
        _ = try next(fresh, known, alarm: .journalReplaced)
    }

    @Test("a batch that comes 200 s late says nothing about the journal")
    func late() throws {
        var known = try next(position(9, said: 500, audit: link(5)), KnownKiosk())
        known.highest = 9
        #expect(PositionRule.judge(position(9, said: 300, audit: link(5)), known, at: now) == .late)
        #expect(PositionRule.judge(position(9, said: 500, audit: link(5)), known, at: now) == .late)
    }

    @Test(
        "a position behind what the portal holds is doubted until it is said with the last answer heard, whatever the clocks say",
        arguments: [300, 501, 366 * 86_400_000] as [Int64])
    func doubted(_ said: Int64) throws {
        var known = try next(position(9, said: 500, audit: link(5)), KnownKiosk())
        (known.highest, known.answers) = (9, 4)
        var old = position(4, said: said, audit: link(2))
        old.heard = 3
        #expect(PositionRule.judge(old, known, at: now) == .doubted)
        old.echo = 4
        #expect(isFenced(old, known))
    }

    @Test("an old picture that was doubted and goes on past the portal's numbers has still heard less than before")
    func doubtTeachesNothing() throws {
        var known = try next(position(9, said: 500, audit: link(5)), KnownKiosk())
        (known.highest, known.answers, known.heard) = (9, 4, 3)
        var old = position(12, said: 600, audit: link(8))
        (old.heard, old.echo) = (2, 4)
        #expect(isFenced(old, known))
    }

    @Test("a machine that says no link back, or begins journal after journal, fills no table")
    func bounds() throws {
        var known = KnownKiosk()
        for number in Int64(1)...100 { known = try next(position(number, said: number, audit: link(number)), known) }
        #expect(known.links.count == PositionRule.linksKept && known.head?.index == 100)
        #expect(known.links.keys.min() == 37)
        known.former = Set((1...255).map { "former\($0)" })
        var other = position(101, said: 101, audit: link(1))
        other.journal = "another"
        known = try next(other, known, alarm: .journalReplaced)
        other.journal = "one more"
        other.saidAtMilliseconds = 102
        #expect(isFenced(other, known))
    }

    @Test("a clock ahead by a year says nothing about the journal, and what it says later is no later for that")
    func clockAhead() throws {
        let year = Int64(366 * 86_400_000)
        #expect(PositionRule.judge(position(9, said: now.milliseconds + year), KnownKiosk(), at: now) == .late)
        _ = try next(position(9, said: now.milliseconds + 600_000), KnownKiosk())
    }

    @Test("a database put back: taken is only what the kiosk sent since it knows, however late the rest comes")
    func portalSetBack() {
        let portal = SimulatedPortal(broken: nil)
        func send(_ events: [Int64], said: Int64, heard: Int64 = 0, era: String? = nil) -> EventReceipts? {
            var batch = EventBatch(events: events.map { record($0).event }, position: position(9, said: said))
            batch.position?.heard = heard
            batch.position?.era = era
            if case .answer(let answer) = portal.take(batch, from: "k", at: now) { return answer }
            return nil
        }
        #expect(send([1], said: 1)?.standing?.answer == 1)
        let copy = portal.tables
        #expect(send([2], said: 2, heard: 1)?.standing?.answer == 2)
        portal.tables = copy
        let found = send([3], said: 3, heard: 2)
        #expect(found?.receipts.isEmpty == true && found?.standing?.alarm == "portal.set-back")
        let era = found?.standing?.era
        #expect(era != nil && found?.standing?.answer == 1)
        // Told, the kiosk offers again; the count reaches what it had heard before.
        #expect(send([1], said: 5, heard: 1, era: era)?.receipts.count == 1)
        // What it sent before it knew comes only now: its third would overtake its second.
        let late = send([3], said: 4, heard: 2)
        #expect(late?.receipts.isEmpty == true && late?.standing?.era == era)
        #expect(send([2, 3], said: 6, heard: 2, era: era)?.receipts.allSatisfy { $0.code == nil } == true)
    }

    @Test("a rewritten chain is a fork, a link that the portal does not hold a gap; the batch is taken")
    func alarms() throws {
        let known = try next(position(9, audit: link(5)), KnownKiosk())
        _ = try next(position(9, said: 2, audit: link(5, "x")), known, alarm: .auditFork)
        _ = try next(position(9, said: 2, audit: link(7, "x"), anchor: link(5, "x")), known, alarm: .auditFork)
        _ = try next(position(9, said: 2, audit: link(7), anchor: link(6)), known, alarm: .auditGap)
        _ = try next(position(9, said: 2, audit: link(7), anchor: link(3)), known, alarm: .auditFork)
    }

    @Test("the kiosk's side: forgotten records are offered again; a chain longer or other than ours is an alarm")
    func standing() {
        func judge(_ audit: AuditHeadBody?, alarm: String? = nil, era: String? = nil) -> StandingRule.Conclusion {
            StandingRule.judge(JournalStanding(answer: 1, era: "e", audit: audit, alarm: alarm), era: era) {
                $0 <= 4 ? "a\($0)" : nil
            }
        }
        #expect(judge(link(4)).anchor == link(4))
        #expect(judge(nil) == StandingRule.Conclusion())
        #expect(judge(nil, alarm: "portal.set-back").offersAgain)
        #expect(judge(nil, alarm: "portal.set-back").alarms == [.portalSetBack])
        // Told once more, as the answer to what was sent before.
        #expect(judge(nil, alarm: "portal.set-back", era: "e") == StandingRule.Conclusion())
        #expect(judge(link(4, "x")).alarms == [.auditFork])
        #expect(judge(link(9)).alarms == [.auditGap])
        #expect(judge(nil, alarm: "audit.chain-gap").alarms == [.auditGap])
    }
}
