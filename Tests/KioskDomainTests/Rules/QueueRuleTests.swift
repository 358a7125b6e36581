import KioskDomain
import KioskTexts
import Testing

@Suite("Queue, Q1–Q9")
struct QueueRuleTests {
    private let policy = RuleBook.standard.queue.base
    private let appointment = Sample.moment("2026-03-02 10:00")

    private func reservation(
        created: String = "2026-03-01", cancelled: Bool = false, centre: String = "centre-1"
    ) throws -> Reservation {
        try Reservation(
            number: "R-1", iin: Sample.iin(), region: "region-1", centre: centre, purpose: "eds", slot: appointment,
            created: Sample.day(created), isCancelled: cancelled)
    }

    private func decide(
        _ reservation: Reservation?, at now: String, firstTap: String? = nil, delayedByUs: Bool = false,
        slip: TicketNumber? = nil, portal: Bool = true
    ) -> ReservationDesk.Decision {
        ReservationDesk.decide(
            .init(
                reservation: reservation, centre: "centre-1", now: Sample.moment(now),
                firstTap: Sample.moment(firstTap ?? now), delayedByUs: delayedByUs, slipGiven: slip,
                portalReached: portal), policy: policy)
    }

    @Test("Q1: one reservation for an IIN and a creation day; a cancelled one frees the day")
    func onePerDay() throws {
        let iin = try Sample.iin()
        let day = Sample.day("2026-03-01")
        let made = try reservation()
        #expect(ReservationGate.mayReserve(iin, on: day, existing: [made]) == .alreadyMade(number: "R-1"))
        #expect(ReservationGate.mayReserve(iin, on: day.adding(days: 1), existing: [made]) == .allowed)
        #expect(ReservationGate.mayReserve(iin, on: day.adding(days: -1), existing: [made]) == .allowed)
        #expect(try ReservationGate.mayReserve(Sample.otherIIN(), on: day, existing: [made]) == .allowed)
        #expect(try ReservationGate.mayReserve(iin, on: day, existing: [reservation(cancelled: true)]) == .allowed)
    }

    @Test("Q2: the confirmation text, and an SMS only where it can arrive")
    func confirmation() {
        #expect(QueueTexts.reserved.en == "The queue reservation was successful")
        #expect(ReservationConfirmation.channels(phoneInMobileCitizensDatabase: true) == [.screen, .sms])
        #expect(ReservationConfirmation.channels(phoneInMobileCitizensDatabase: false) == [.screen])
    }

    @Test("Q3: slips from 30 minutes before the appointment")
    func opening() throws {
        let opens = Sample.moment("2026-03-02 09:30")
        #expect(try decide(reservation(), at: "2026-03-02 09:29:59") == .tooEarly(from: opens))
        let promise = CallPromise(slip: opens, appointment: appointment, policy: policy)
        #expect(try decide(reservation(), at: "2026-03-02 09:30") == .reserved(promise))
        #expect(promise.callBy == Sample.moment("2026-03-02 10:30"))
    }

    @Test("Q3: called within 30 minutes of the later of slip and appointment; a breach shows")
    func promise() {
        let late = CallPromise(
            slip: Sample.moment("2026-03-02 10:05"), appointment: appointment, policy: policy)
        #expect(late.callBy == Sample.moment("2026-03-02 10:35"))
        let kept = Sample.moment("2026-03-02 10:35")
        let broken = Sample.moment("2026-03-02 10:35:01")
        #expect(!late.isBroken(calledAt: kept, now: broken))
        #expect(late.isBroken(calledAt: broken, now: broken))
        #expect(!late.isBroken(calledAt: nil, now: kept))
        #expect(late.isBroken(calledAt: nil, now: broken))
    }

    @Test("Q4: the appointed minute is in time, the next is late; a fault of ours makes nobody late")
    func late() throws {
        #expect(try decide(reservation(), at: "2026-03-02 10:01") == .late)
        guard case .reserved = try decide(reservation(), at: "2026-03-02 10:00:59") else {
            Issue.record("the appointed minute must be in time")
            return
        }
        let first = try decide(reservation(), at: "2026-03-02 10:02", firstTap: "2026-03-02 10:00:30")
        let ours = try decide(reservation(), at: "2026-03-02 10:20", delayedByUs: true)
        for decision in [first, ours] {
            guard case .reserved = decision else {
                Issue.record("not late: \(decision)")
                continue
            }
        }
    }

    @Test("Q4: a tolerance is data")
    func tolerance() throws {
        var lenient = policy
        lenient.lateToleranceMinutes = 5
        func decision(_ now: String) throws -> ReservationDesk.Decision {
            try ReservationDesk.decide(
                .init(
                    reservation: reservation(), centre: "centre-1", now: Sample.moment(now),
                    firstTap: Sample.moment(now), delayedByUs: false, slipGiven: nil, portalReached: true),
                policy: lenient)
        }
        #expect(try decision("2026-03-02 10:06") == .late)
        #expect(try decision("2026-03-02 10:05:59") != .late)
    }

    @Test("Q5: no reservation, a cancelled one or another centre's: the general queue is offered")
    func none() throws {
        #expect(decide(nil, at: "2026-03-02 10:00") == .none)
        #expect(try decide(reservation(cancelled: true), at: "2026-03-02 10:00") == .none)
        #expect(try decide(reservation(centre: "centre-2"), at: "2026-03-02 10:00") == .otherCentre("centre-2"))
    }

    @Test("Q6: the preferential lane needs no reservation, and the operator verifies")
    func preferential() {
        #expect(TicketLane.withoutReservation(claimsPreference: true) == .preferential)
        #expect(TicketLane.withoutReservation(claimsPreference: false) == .general)
        #expect(TicketLane.allCases.filter(\.operatorVerifies) == [.preferential])
    }

    @Test("Q7: the same reservation again gives the same number as a copy, even when it is late by then")
    func copy() throws {
        let number = try #require(TicketNumber(day: appointment.date, lane: .reserved, number: 7))
        #expect(try decide(reservation(), at: "2026-03-02 11:00", slip: number) == .copy(number))
    }

    @Test("Q7: numbers rise within a day, begin at 1 on the next, and never return when the clock does")
    func numbers() throws {
        let day = Sample.day("2026-03-02")
        let first = TicketNumber.next(after: nil, lane: .general, on: day)
        #expect(first.text == "A001")
        let second = TicketNumber.next(after: first, lane: .general, on: day)
        #expect(second.text == "A002")
        #expect(TicketNumber.next(after: second, lane: .general, on: day.adding(days: 1)).number == 1)
        let back = TicketNumber.next(after: second, lane: .general, on: day.adding(days: -1))
        #expect(back.day == day && back.number == 3)
        #expect(TicketNumber(day: day, lane: .general, number: 0) == nil)
        #expect(TicketNumber(day: day, lane: .reserved, number: 1000)?.text == "B1000")
    }

    @Test("Q7: a slip's legal ways, over all pairs")
    func slipStates() {
        let legal: Set<[SlipState]> = [
            [.printing, .printed], [.printing, .unconfirmed], [.printing, .failed], [.unconfirmed, .attested],
            [.unconfirmed, .replaced], [.failed, .replaced],
        ]
        for state in SlipState.allCases {
            for next in SlipState.allCases { #expect(state.mayBecome(next) == legal.contains([state, next])) }
        }
        #expect(
            SlipState.allCases.map(\.afterRestart) == [
                .unconfirmed, .printed, .unconfirmed, .failed, .attested, .replaced,
            ])
        // A person is asked as long as a decision leads on, and no longer.
        for state in SlipState.allCases {
            #expect(
                state.isOpen == (state != .printing && SlipDecision.allCases.contains { state.mayBecome($0.state) }))
        }
    }

    @Test("Q8: call, recall, no-show, transfer, finish: over all pairs")
    func calls() {
        let called = TicketCall.called(window: 3)
        let table: [(TicketCall, [TicketCall?])] = [
            (.waiting, [called, nil, nil, nil, nil]),
            (.called(window: 1), [nil, called, .noShow, .waiting, .finished]),
            (.noShow, [nil, called, nil, nil, nil]),
            (.finished, [nil, nil, nil, nil, nil]),
        ]
        let actions: [TicketCall.Action] = [
            .call(window: 3), .recall(window: 3), .noShow, .transfer(toWindow: nil), .finish,
        ]
        for (state, expected) in table { #expect(actions.map { state.after($0) } == expected) }
        #expect(called.after(.transfer(toWindow: 5)) == .called(window: 5))
        #expect(called.litWindow == 3 && TicketCall.waiting.litWindow == nil)
    }

    @Test("Q9: portal unreachable: the synced reservation, else a provisional slip")
    func offline() throws {
        #expect(decide(nil, at: "2026-03-02 10:00", portal: false) == .provisional)
        guard case .reserved = try decide(reservation(), at: "2026-03-02 10:00", portal: false) else {
            Issue.record("the last synced reservation must count")
            return
        }
    }
}
