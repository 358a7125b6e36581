import KioskDomain
import PortalContract
import SQLAccess

/// Who a person is, and whether they may go on (RULES P3, P5, B7).
struct PersonsService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let portraits: PortraitRegister

    func check(_ request: PersonCheckRequest, kiosk: String) async throws -> PersonCheckAnswer {
        let iin = try IIN(wire: request.iin)
        guard let birthDate = CivilDate(iso: request.birthDate) else {
            throw PortalProblem(.birthDate, 422, "the birth date is no day of the form YYYY-MM-DD")
        }
        guard let document = DocumentNumber(typed: request.documentNumber) else {
            throw PortalProblem(.documentNumber, 422, "the document number has another form")
        }
        let (now, today) = (clock.now(), clock.today())
        var (answer, portrait) = try await store.write { database in
            let (answer, portrait) = try decide(database, iin, document, birthDate, today)
            try Audit.record(
                database, at: now, kiosk: kiosk, "person.checked", iin: iin.digits, detail: answer.decision.rawValue)
            return (answer, portrait)
        }
        if let portrait, let standing = try await portraits.standing(of: portrait) {
            answer.person?.hasPortrait = true
            answer.person?.portraitUsable = standing
        }
        return answer
    }

    /// The answer as far as the tables tell, and the name of the portrait's file, if there is to be one.
    private func decide(
        _ database: any SQLTransaction, _ iin: IIN, _ document: DocumentNumber, _ birthDate: CivilDate,
        _ today: CivilDate
    ) throws -> (PersonCheckAnswer, portrait: String?) {
        guard let person = try Person.find(database, iin) else { return (PersonCheckAnswer(decision: .unknown), nil) }
        guard person.documentNumber == document.text, person.birthDate == birthDate else {
            return (PersonCheckAnswer(decision: .documentMismatch), nil)
        }
        guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
            return (PersonCheckAnswer(decision: .underAge), nil)
        }
        let counted = try AttemptHistory(database, iin, at: clock.now()).listed.filter(\.counts)
        let registered = RegisteredPerson(
            hasPortrait: false, phoneRegistered: person.phone != nil, maskedPhone: person.maskedPhone,
            failures: counted.count, channels: counted.map(\.channel))
        return (PersonCheckAnswer(decision: .known, person: registered), person.portrait)
    }
}
