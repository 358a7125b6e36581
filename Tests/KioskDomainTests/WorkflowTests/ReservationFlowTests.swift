import KioskDomain
import Testing

@Suite("Queue slip by reservation: the session (Q3–Q7, Q9)")
struct ReservationFlowTests {
    private func session(_ state: TicketState) -> CitizenSession { CitizenSession(stage: .ticket(.russian, state)) }

    @Test("Q3, Q4: the tap on \"Reservation\" is noted before the IIN is typed, and the look-up begins with the IIN")
    func tap() {
        var session = session(.choosing(QueueChoice()))
        #expect(session.apply(.person(.reservation)) == [.noteReservationTap])
        #expect(session.stage == .ticket(.russian, .entering(nil)))
        #expect(session.apply(.person(.invalidEntry(.iinCheckDigit))).isEmpty)
        #expect(session.stage == .ticket(.russian, .entering(.iinCheckDigit)))
        let iin = WorkflowSamples.identity.iin
        #expect(session.apply(.person(.reservationOf(iin))) == [.takeReservation(iin)])
        #expect(session.apply(.journal(.ticket(number: "B001"))) == [.print(.ticket(number: "B001"))])
    }

    @Test(
        "Q4, Q5, Q9: whatever there is instead of a slip, the general queue is offered; only Q9 marks it provisional",
        arguments: [
            ReservationNotice.none, .early(from: CivilTime(hour: 9, minute: 30) ?? .midnight), .late, .unknown,
            .tooManyTries,
        ])
    func offered(_ notice: ReservationNotice) {
        var session = session(.lookingUp)
        #expect(session.apply(.portal(.reservation(notice))).isEmpty)
        let choice = QueueChoice(notice: notice)
        #expect(session.stage == .ticket(.russian, .choosing(choice)))
        #expect(session.apply(.person(.purpose("eds"))) == [.issueTicket(purpose: "eds", choice)])
        #expect(choice.lane == .general)
        #expect(choice.isProvisional == (notice == .unknown))
    }

    @Test("Q6: the claim to the preferential window is one touch, can be taken back, and needs no reservation")
    func preference() {
        var session = session(.choosing(QueueChoice()))
        #expect(session.apply(.person(.claimPreference(true))).isEmpty)
        #expect(session.stage == .ticket(.russian, .choosing(QueueChoice(claimsPreference: true))))
        #expect(QueueChoice(claimsPreference: true).lane == .preferential)
        #expect(session.apply(.person(.claimPreference(false))).isEmpty)
        #expect(session.stage == .ticket(.russian, .choosing(QueueChoice())))
    }

    @Test("while the number is looked up nothing ends the session; before that the person may go back or leave")
    func leaving() {
        var waiting = session(.lookingUp)
        for event in [SessionEvent.person(.cancel), .time(.expired), .person(.withoutReservation)] {
            #expect(waiting.apply(event).isEmpty)
            #expect(waiting.stage == .ticket(.russian, .lookingUp))
        }
        #expect(!waiting.waitsForPerson)
        var entering = session(.entering(nil))
        #expect(entering.waitsForPerson)
        #expect(entering.apply(.person(.withoutReservation)).isEmpty)
        #expect(entering.stage == .ticket(.russian, .choosing(QueueChoice())))
        entering = session(.entering(nil))
        #expect(entering.apply(.person(.cancel)).contains(.wipe))
    }
}
