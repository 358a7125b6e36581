import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import PortalClient
import PortalContract

/// Applications at the desk (E4, E5): opened by number, compared with the papers, confirmed or refused with a reason. Each
/// look-up, each whole IIN and each answer is journalled with the operator's name (P4, R4).
extension OperatorDesk {
    func open(_ number: String, revealing: Bool) async throws(Failure) -> OperatorCase {
        let operatorName = try seat.name()
        let opened = try await fetched(number)
        try await record(
            revealing ? "operator.iin-revealed" : "operator.application-opened", opened.standing.iin, operatorName)
        var shown = opened
        shown.isRevealed = revealing
        return shown
    }

    /// The portal decides who was first of two operators.
    func answer(_ number: String, _ answer: CaseAnswer) async throws(Failure) -> OperatorCase {
        let operatorName = try seat.name()
        let opened = try await fetched(number)
        let decision: OperatorDecision
        switch answer {
        case .confirm:
            try await record("operator.application-confirmed", opened.standing.iin, operatorName)
            decision = OperatorDecision(
                confirmed: true, justification: nil, operatorID: operatorName, centre: centre)
        case .refuse(let reason):
            try await record("operator.application-refused", opened.standing.iin, operatorName)
            decision = OperatorDecision(
                confirmed: false, justification: reason, operatorID: operatorName, centre: centre)
        case .withdraw(let reason):
            try await record("operator.application-withdrawn", opened.standing.iin, operatorName)
            decision = OperatorDecision(
                confirmed: false, justification: reason, operatorID: operatorName, centre: centre, withdraws: true)
        }
        do throws(PortalError) {
            _ = try await portal.decide(opened.standing.number, decision)
        } catch {
            throw Failure(error.code == .idempotencyConflict ? .applicationDecided : error.code, error.detail)
        }
        return try await fetched(number)
    }

    private func fetched(_ typed: String) async throws(Failure) -> OperatorCase {
        guard let number = ApplicationNumber.read(typed) else { throw Failure(.applicationNumber) }
        let answer: DeskApplication
        do throws(PortalError) {
            answer = try await portal.deskApplication(number)
        } catch {
            throw Failure(error)
        }
        guard let iin = try? IIN(text: answer.iin),
            let standing = ApplicationStanding(answer.standing, of: iin, at: centre)
        else { throw Failure(.portalAnswer) }
        return OperatorCase(
            standing: standing, name: answer.name, failures: answer.failures, reason: answer.reason)
    }
}

extension OperatorDesk {
    /// What the card in the person's reader needs of the desk.
    ///
    /// - Parameter reachable: media that this machine has a way to.
    func cardDuties(of card: CitizenCard, reachable: Set<Medium>) -> CardDesk.Duties {
        CardDesk.Duties(
            operatorName: { [seat] () throws(Failure) in try seat.name() },
            application: { (number) async throws(Failure) in try await open(number, revealing: false).standing },
            refusal: { [clock, zone, rules, journal] standing in
                let kept = try? await journal.certificateRequest(application: standing.number)
                // The portal may not have heard of it yet.
                if standing.facts.status == .issued, kept?.step == .written { return .applicationAlreadyWritten }
                return ApplicationStep.refusalAtDesk(
                    standing.facts, on: zone.day(clock.now()), reachable: reachable, rules)
            },
            holder: { await card.bearer() },
            note: { (deed, iin, details) async throws(Failure) in
                do throws(JournalError) {
                    try await journal.record(deed, about: iin, details: details, at: clock.now())
                } catch {
                    throw Failure(error)
                }
            })
    }
}
