import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import PortalClient
import PortalContract

/// The operator's check of five attempts (B5). Every look-up by IIN is journalled with the operator's name (P4, R4).
struct OperatorDesk: Sendable {
    let journal: Journal
    let portal: PortalClient
    let clock: TrustedClock
    let zone: CentreZone
    let attempts: AttemptWork
    let seat: OperatorSeat
    /// A slip for the person at the desk.
    let print: @Sendable (SlipKind, Language) async -> PrintedSlip
    /// Code of this centre at the portal.
    let centre: String
    let rules: RuleBook
    /// The application that the portal has not answered yet.
    let unanswered = UnansweredApplication()
    let revocations = DeskRevocations()

    private var today: CivilDate { zone.day(clock.now()) }

    func check(_ iin: IIN) async throws(Failure) -> OperatorCheck {
        let operatorName = try seat.name()
        try await record("operator.lookup", iin, operatorName)
        await attempts.tell()
        let limit = rules.attemptLimit.value(on: today)
        let told = await told(iin)
        do throws(JournalError) {
            let pending = try await journal.unsyncedAttempts(for: iin)
            var seen = Self.check(iin, told, pending: pending, from: attempts.machine, limit: limit, zone: zone)
            if seen.accepted { seen.media = rules.media.value(on: today).ofPersonsAtDesk }
            return seen
        } catch {
            throw Failure(error)
        }
    }

    private func told(_ iin: IIN) async -> Result<AttemptList, PortalError> {
        do throws(PortalError) {
            return .success(try await portal.attempts(iin: iin.digits))
        } catch {
            return .failure(error)
        }
    }

    /// What the operator sees: the portal's list and its count, which alone decides (B5), and behind them what only this
    /// kiosk knows of as yet. Without the portal that is all there is, and nothing can be accepted.
    ///
    /// - Parameter machine: under which name the portal has this kiosk's attempts.
    static func check(
        _ iin: IIN, _ told: Result<AttemptList, PortalError>, pending: [AttemptRecord], from machine: String,
        limit: Int,
        zone: CentreZone
    ) -> OperatorCheck {
        switch told {
        case .success(let list):
            OperatorCheck(
                maskedIIN: iin.masked, failures: list.failures, accepted: list.failures >= limit,
                attempts: merged(list.attempts, pending, machine, zone))
        case .failure(let error):
            OperatorCheck(
                maskedIIN: iin.masked, failures: nil, accepted: false, attempts: merged([], pending, machine, zone),
                problem: error.code)
        }
    }

    /// Each attempt once. Of one that is pending here the portal may have the opening, and not yet how it ended.
    private static func merged(
        _ listed: [AttemptListed], _ pending: [AttemptRecord], _ machine: String, _ zone: CentreZone
    ) -> [OperatorCheck.Attempt] {
        let known = Set(listed.compactMap(\.attempt))
        func key(_ record: AttemptRecord) -> AttemptKey { AttemptKey(source: machine, sequence: record.sequence) }
        let behind = pending.filter { !known.contains(key($0)) }
        return listed.map { attempt in
            guard let record = pending.first(where: { key($0) == attempt.attempt }), record.outcome != attempt.outcome
            else { return shown(attempt, zone) }
            return shown(record, zone) ?? shown(attempt, zone)
        } + behind.compactMap { shown($0, zone) }
    }

    /// The application with the full set of documents; the portal counts once more and decides. Where one of the person is
    /// open already, it is that one.
    func accept(_ iin: IIN, on medium: Medium) async throws(Failure) -> String {
        let operatorName = try seat.name()
        guard rules.media.value(on: today).ofPersonsAtDesk.contains(medium) else { throw Failure(.applicationMedium) }
        try await record("operator.application", iin, operatorName)
        let request = OperatorApplicationRequest(iin: iin.digits, medium: medium, operatorID: operatorName)
        do throws(PortalError) {
            let number = try await portal.applyAtDesk(request, key: unanswered.key(for: request)).number
            unanswered.answered(request)
            return number
        } catch {
            if !error.isTransient { unanswered.answered(request) }
            throw Failure(error)
        }
    }

    /// The tries at cards of this kiosk.
    func cardTrials() async -> [CardTrial] {
        let entries = (try? await journal.cardLedger(limit: 12)) ?? []
        return entries.map {
            CardTrial(
                card: $0.card, wrong: $0.wrong, remaining: $0.remaining, isBlocked: $0.isBlocked,
                time: Self.minute($0.changedAt, zone))
        }
    }

    func record(_ kind: String, _ iin: IIN, _ operatorName: String) async throws(Failure) {
        do {
            try await journal.record(kind, about: iin, details: ["operator": operatorName], at: clock.now())
        } catch {
            throw Failure(error)
        }
    }

    private static func shown(_ attempt: AttemptListed, _ zone: CentreZone) -> OperatorCheck.Attempt {
        OperatorCheck.Attempt(
            channel: attempt.channel.rawValue, outcome: attempt.outcome?.rawValue ?? "open",
            time: minute(UnixTime(milliseconds: attempt.openedAtMilliseconds), zone), synced: true)
    }

    private static func shown(_ record: AttemptRecord, _ zone: CentreZone) -> OperatorCheck.Attempt? {
        guard let outcome = record.outcome else { return nil }
        return OperatorCheck.Attempt(
            channel: record.channel.rawValue, outcome: outcome.rawValue, time: minute(record.openedAt, zone),
            synced: false)
    }

    private static func minute(_ time: UnixTime, _ zone: CentreZone) -> String { String(zone.text(time).prefix(16)) }
}
