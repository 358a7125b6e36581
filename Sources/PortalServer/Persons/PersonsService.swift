import GRDB
import KioskDomain
import PortalContract

/// Who a person is, and whether they may go on (RULES P3, P5, B7).
struct PersonsService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    func check(_ request: PersonCheckRequest, kiosk: String) async throws -> PersonCheckAnswer {
        let iin = try IIN(wire: request.iin)
        guard let birthDate = CivilDate(iso: request.birthDate) else {
            throw PortalProblem(.birthDate, 422, "the birth date is no day of the form YYYY-MM-DD")
        }
        guard let document = DocumentNumber(typed: request.documentNumber) else {
            throw PortalProblem(.documentNumber, 422, "the document number has another form")
        }
        let (now, today) = (clock.now(), clock.today())
        return try await store.write { database in
            let answer = try decide(database, iin, document, birthDate, today)
            try Audit.record(
                database, at: now, kiosk: kiosk, "person.checked", iin: iin.digits, detail: answer.decision.rawValue)
            return answer
        }
    }

    private func decide(
        _ database: Database, _ iin: IIN, _ document: DocumentNumber, _ birthDate: CivilDate, _ today: CivilDate
    ) throws -> PersonCheckAnswer {
        guard let person = try Person.find(database, iin) else { return PersonCheckAnswer(decision: .unknown) }
        guard person.documentNumber == document.text, person.birthDate == birthDate else {
            return PersonCheckAnswer(decision: .documentMismatch)
        }
        guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
            return PersonCheckAnswer(decision: .underAge)
        }
        let counted = try AttemptHistory(database, iin).listed.filter(\.counts)
        return PersonCheckAnswer(
            decision: .known,
            person: RegisteredPerson(
                hasPortrait: person.portrait != nil, phoneRegistered: person.phone != nil,
                maskedPhone: person.maskedPhone, failures: counted.count, channels: counted.map(\.channel)))
    }
}
