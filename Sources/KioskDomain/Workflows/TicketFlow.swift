extension CitizenSession {
    mutating func ticket(_ language: Language, _ state: TicketState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .choosing(let choice): return choosing(language, choice, event)
        case .entering: return enteringReservation(language, event)
        case .lookingUp, .issuing: return awaitingNumber(language, state, event)
        case .printing(let number):
            // A number is on its way to paper: cancel and time-out wait for the truth, other devices do not matter.
            guard case .printer(.slip(let result)) = event else { return [] }
            stage = .ending(language, .ticket(number: number), result)
            return []
        }
    }

    /// Purpose → number (Q5), "Reservation" (Q3) or the claim to the preferential window (Q6).
    private mutating func choosing(
        _ language: Language, _ choice: QueueChoice, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.purpose(let purpose)):
            stage = .ticket(language, .issuing)
            return [.issueTicket(purpose: purpose, choice)]
        case .person(.reservation):
            stage = .ticket(language, .entering(nil))
            return [.noteReservationTap]
        case .person(.claimPreference(let claims)):
            var choice = choice
            choice.claimsPreference = claims
            stage = .ticket(language, .choosing(choice))
            return []
        case .person(.cancel), .time(.expired): return leave(language)
        case .person, .time, .card, .camera, .portal, .journal, .printer: return []
        }
    }

    private mutating func enteringReservation(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.reservationOf(let iin)):
            stage = .ticket(language, .lookingUp)
            return [.takeReservation(iin)]
        case .person(.invalidEntry(let code)):
            stage = .ticket(language, .entering(code))
            return []
        case .person(.withoutReservation):
            stage = .ticket(language, .choosing(QueueChoice()))
            return []
        case .person(.cancel), .time(.expired): return leave(language)
        case .person, .time, .card, .camera, .portal, .journal, .printer: return []
        }
    }

    private mutating func awaitingNumber(
        _ language: Language, _ state: TicketState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (_, .journal(.ticket(let number))):
            stage = .ticket(language, .printing(number: number))
            return [.print(.ticket(number: number))]
        case (_, .journal(.failed(let code))): return end(language, .refused(code))
        case (.lookingUp, .portal(.reservation(let notice))):
            stage = .ticket(language, .choosing(QueueChoice(notice: notice)))
            return []
        // A number may be allotted already: cancel and time-out wait for the truth.
        default: return []
        }
    }
}
