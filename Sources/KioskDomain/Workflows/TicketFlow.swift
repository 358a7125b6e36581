extension CitizenSession {
    mutating func ticket(_ language: Language, _ state: TicketState, _ event: SessionEvent) -> [SessionEffect] {
        switch (state, event) {
        case (.choosing, .person(.purpose(let purpose))):
            stage = .ticket(language, .issuing)
            return [.issueTicket(purpose: purpose)]
        case (.choosing, .person(.cancel)), (.choosing, .time(.expired)): return leave(language)
        case (.issuing, .journal(.ticket(let number))):
            stage = .ticket(language, .printing(number: number))
            return [.print(.ticket(number: number))]
        case (.issuing, .journal(.failed(let code))): return end(language, .refused(code))
        case (.printing(let number), .printer(.slip(let result))):
            stage = .ending(language, .ticket(number: number), result)
            return []
        // A number is allotted or on its way to paper: cancel and time-out wait for the truth, other devices do not matter.
        case (.choosing, _), (.issuing, _), (.printing, _): return []
        }
    }
}
