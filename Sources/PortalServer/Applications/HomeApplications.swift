import KioskDomain
import PortalContract
import SQLAccess

/// Applications as people make them on the portal's pages (RULES E4): their form is printed, signed and handed in at the
/// centre that they name. Demonstration mode only; the route is not there otherwise.
struct HomeApplications: Sendable {
    /// Raw value of `channel` for an application made from outside.
    static let channel = "home"

    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    func apply(_ request: HomeApplicationRequest) async throws -> ApplicationRecord {
        let iin = try IIN(wire: request.iin)
        guard CentreCode.isValid(request.centre) else { throw PortalProblem.invalid("not the code of a centre") }
        let (now, today) = (clock.now(), clock.today())
        guard rules.validity.value(on: today).years[request.medium] != nil else {
            throw PortalProblem.invalid("no EDS is issued on this medium")
        }
        let draft = try ApplicationDraft(
            request, key: SMSService.randomName(), kiosk: Self.channel, iin: iin, now: now)
        return try await store.write { database in
            let person = try Person.hold(database, iin)
            guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
                throw PortalProblem(.personUnderAge, 409, "not yet 16 by the register")
            }
            return try draft.insert(
                database, medium: request.medium, channel: Self.channel, attempt: nil, state: .applied,
                operatorID: nil, centre: request.centre)
        }
    }
}
