import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalClient
import PortalContract

/// "My application": where it stands at the portal, and its record here before keys are written (E10, E4).
struct ApplicationWork: Sendable {
    let portal: PortalClient
    let journal: Journal
    let clock: TrustedClock
    /// Code of this centre at the portal.
    let centre: String

    func standing(_ query: ApplicationQuery, _ proof: CodeProof) async -> SessionEvent {
        do {
            let answer = try await portal.standing(
                query.number, StandingRequest(iin: query.iin.digits, proof: proof.text))
            guard let standing = ApplicationStanding(answer, of: query.iin, at: centre) else {
                return .portal(.refused(.portalAnswer))
            }
            return .portal(.standing(standing))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    /// What an earlier writing left here is begun anew: keys in memory are lost, and of those on a card nobody knows how far
    /// they came.
    func open(_ application: Application) async -> SessionEvent {
        do {
            let now = clock.now()
            let record = try await journal.openCertificateRequest(
                application: application.number, attempt: nil, person: SealedPerson(iin: application.iin), at: now)
            // The portal has not heard of it yet. New keys would revoke those that the person has.
            guard record.step != .written else {
                return .journal(.failed(.applicationAlreadyWritten))
            }
            // A token keeps its keys: whether they are begun anew is decided once it is there.
            if application.medium.isToken { return .journal(.requestOpened) }
            try await journal.beginAgain(
                application: application.number, evenIssued: true, at: now)
            return .journal(.requestOpened)
        } catch {
            return .journal(.failed(error.code))
        }
    }
}

extension ApplicationStanding {
    /// What the portal told, for a person or an operator at this centre; nil for an answer that cannot be read.
    init?(_ answer: StandingAnswer, of iin: IIN, at centre: String) {
        guard let madeOn = CivilDate(iso: answer.madeOn) else { return nil }
        self.init(
            number: answer.application.number, iin: iin,
            facts: ApplicationStep.Facts(
                status: answer.application.state, medium: answer.application.medium, madeOn: madeOn),
            step: answer.step, handInBy: answer.handInBy.flatMap { CivilDate(iso: $0) },
            handInElsewhere: answer.centre == centre ? nil : answer.centre,
            justification: answer.application.justification,
            organisation: answer.application.organisation.flatMap(OrganisationName.init))
    }
}
