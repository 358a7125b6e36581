import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import PortalContract

/// Numbers of the queue: general and preferential (Q5, Q6), and the reserved lane (Q3, Q4, Q7, Q9). Each is durable before
/// anything is printed.
actor TicketWork {
    struct Surroundings: Sendable {
        var journal: Journal
        var clock: TrustedClock
        var zone: CentreZone
        var lists: ReservationLists
        var link: StatusLink
        var purposes: [QueuePurpose]
        /// Times of the queue by the day (Q3, Q4).
        var policy: Dated<QueuePolicy>
        /// Brings a number into the hall's queue; nil when the hall does not answer at once. A copy names the slip that it
        /// is one of.
        var place: @Sendable (TicketNumber, _ original: Int64?) async -> TicketPlace?
        /// Vain taps of the whole centre, and how to hear of the newest ones.
        var taps: SharedTaps
        var askHall: @Sendable () async -> Void
        /// Why a service gives no slip now; nil when it does.
        var closing: @Sendable (String) -> HallClosing?
    }

    /// People whose taps wait for a trusted time; more do not come between two questions to the portal.
    private static let untimedTaps = 500

    private let parts: Surroundings
    /// As the journal has it: a start of the program gives nobody new tries. Nil before the first question.
    private var tries: ReservationTries?
    /// The first tap on "Reservation" of this session (Q4), by steady time: the clock may be set right before the answer.
    private var tap: Duration?
    /// First taps while there was no trusted time; they get theirs as soon as there is one (Q4).
    private var untimed: [IIN: Duration] = [:]
    private var forPaper: QueueSlip?

    init(_ parts: Surroundings) { self.parts = parts }

    func noteTap() { tap = tap ?? parts.clock.mark() }

    /// The number whose paper is due; asked for once.
    func takeForPaper() -> QueueSlip? {
        defer { forPaper = nil }
        return forPaper
    }

    func forget() {
        tap = nil
        forPaper = nil
    }

    /// A slip without a reservation.
    func issue(_ purpose: QueuePurpose, _ choice: QueueChoice) async -> SessionEvent {
        guard parts.closing(purpose.id) == nil else { return .journal(.failed(.serviceClosed)) }
        let now = parts.clock.now()
        let draft = TicketDraft(
            day: parts.zone.day(now), lane: choice.lane, service: purpose.id, isProvisional: choice.isProvisional)
        return await allot(draft, at: now) { slip, place, link in
            QueueSlip(
                slip: slip, purpose: purpose, place: place, isProvisional: choice.isProvisional, statusLink: link)
        }
    }

    /// The slip of a reservation, or what is told instead.
    func takeReservation(of iin: IIN) async -> SessionEvent {
        let (reading, mark) = (parts.clock.read(), parts.clock.mark())
        let touched = tap ?? mark
        // Without any trusted time nobody can be called late or early.
        guard reading.refusal == nil else {
            if untimed.count < Self.untimedTaps, untimed[iin] == nil { untimed[iin] = touched }
            return .portal(.reservation(.unknown))
        }
        let day = parts.zone.day(reading.now)
        do {
            try await timeTaps(reading.now, mark)
            let tap = reading.now - (mark - touched)
            // The same work for every number, and before anything is looked up.
            guard try await knownTries().opens(at: reading.now) == nil else {
                try await keepTap(of: iin, on: day, at: tap)
                return .portal(.reservation(.tooManyTries))
            }
            return try await lookUp(iin, day, tap, at: reading.now)
        } catch {
            return .journal(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// There is a trusted time now: who tapped before gets the minute that it was.
    private func timeTaps(_ now: UnixTime, _ mark: Duration) async throws {
        for (iin, touched) in untimed {
            let tap = now - (mark - touched)
            let day = parts.zone.day(tap)
            parts.taps.note(iin, on: day, at: tap)
            try await parts.journal.keepTap(of: iin, on: day, at: tap)
            untimed[iin] = nil
        }
    }

    /// A fault of ours kept the person from a slip. The other terminals hear of it at once, also when the journal here
    /// cannot write.
    private func keepTap(of iin: IIN, on day: CivilDate, at tap: UnixTime) async throws {
        parts.taps.note(iin, on: day, at: tap)
        await parts.askHall()
        try await parts.journal.keepTap(of: iin, on: day, at: tap)
    }

    private func lookUp(_ iin: IIN, _ day: CivilDate, _ tap: UnixTime, at now: UnixTime) async throws -> SessionEvent {
        let (list, portalReached) = await parts.lists.current(day)
        var found = FoundReservation(list?.reservation(of: iin.digits), iin, centre: parts.link.centre, on: day)
        if let number = found?.number { found?.given = try await parts.journal.slip(ofReservation: number) }
        var decision = try await decide(found, iin, day, tap, portalReached)
        if decision == .late {
            // A fault at another terminal may have sent the person here a moment ago.
            await parts.askHall()
            decision = try await decide(found, iin, day, tap, portalReached)
        }
        switch decision {
        case .reserved(let promise): return await reserved(found, promise, iin, tap, at: now)
        case .copy: return await reserved(found, nil, iin, tap, at: now)
        case .tooEarly(let from): return .portal(.reservation(.early(from: from.time)))
        case .late:
            if let found { try await parts.journal.voidReservation(found.number, on: day, at: now) }
            return .portal(.reservation(.late))
        case .none, .otherCentre:
            try await noteWrong(at: now)
            return .portal(.reservation(.none))
        case .provisional:
            // A kept list can be tried out as well as the portal's.
            if list != nil { try await noteWrong(at: now) }
            try await keepTap(of: iin, on: day, at: tap)
            return .portal(.reservation(.unknown))
        }
    }

    private func knownTries() async throws -> ReservationTries {
        if let tries { return tries }
        let kept = try await parts.journal.reservationTries()
        tries = kept
        return kept
    }

    /// Durable before the answer: who pulls the plug gains nothing.
    private func noteWrong(at now: UnixTime) async throws {
        var noted = try await knownTries()
        noted.noteWrong(at: now)
        try await parts.journal.keepTries(noted)
        tries = noted
    }

    private func decide(
        _ found: FoundReservation?, _ iin: IIN, _ day: CivilDate, _ tap: UnixTime, _ portalReached: Bool
    ) async throws -> ReservationDesk.Decision {
        if let found, found.given == nil {
            // Another terminal gave its slip: the hall says which number that was, when ours joins.
            if found.state == .used { return .reserved(promise(found)) }
            if found.state == .void { return .late }
        }
        let kept = [try await parts.journal.keptTap(of: iin, on: day), parts.taps.first(of: iin, on: day), tap]
        return ReservationDesk.decide(
            ReservationDesk.Facts(
                reservation: found?.reservation, centre: parts.link.centre, now: wall,
                firstTap: parts.zone.civil(kept.compactMap { $0 }.min() ?? tap), delayedByUs: false,
                slipGiven: found?.given?.ticket,
                portalReached: portalReached),
            policy: parts.policy.value(on: day))
    }

    private func reserved(
        _ found: FoundReservation?, _ promise: CallPromise?, _ iin: IIN, _ tap: UnixTime, at now: UnixTime
    ) async -> SessionEvent {
        guard let found, let first = parts.purposes.first else { return .journal(.failed(.internalError)) }
        // A purpose that this hall does not know would never be called: its first service takes the person in.
        let purpose = parts.purposes.first { $0.id == found.purpose } ?? first
        let standing = self.promise(found)
        let promise = promise ?? standing
        let draft = TicketDraft(
            day: parts.zone.day(now), lane: .reserved, service: purpose.id, reservation: found.number,
            promise: parts.zone.instant(promise.callBy))
        let event = await allot(draft, at: now) { slip, place, link in
            let promise = place?.copyOf == nil ? promise : standing
            return QueueSlip(
                slip: slip, purpose: purpose, place: place, appointment: found.reservation.slot.time,
                callBy: promise.callBy.time, statusLink: link)
        }
        // A fault of ours makes nobody late (Q4).
        if case .journal(.failed) = event {
            try? await keepTap(of: iin, on: parts.zone.day(now), at: tap)
        }
        return event
    }

    private func allot(
        _ draft: TicketDraft, at now: UnixTime,
        _ slipOf: (SlipRecord, TicketPlace?, String) -> QueueSlip
    ) async -> SessionEvent {
        do {
            let token = StatusLink.newToken()
            var draft = draft
            draft.content = Array(token.utf8)
            draft.status = parts.link.told(token)
            var slip = try await parts.journal.allotTicket(draft, at: now)
            guard let number = slip.ticket else { return .journal(.failed(.internalError)) }
            let place = await parts.place(number, slip.copyOf)
            // The hall may call this reservation under the number of another terminal (Q7).
            if place?.copyOf != nil { slip = try await parts.journal.slip(id: slip.id) ?? slip }
            forPaper = slipOf(slip, place, parts.link.address(KeptPaper.token(in: slip.content)))
            return .journal(.ticket(number: (slip.ticket ?? number).text))
        } catch {
            return .journal(.failed(error.code))
        }
    }

    private var wall: CivilDateTime { parts.zone.civil(parts.clock.now()) }

    /// The promise of the first slip, which a copy does not put off. A first slip of another terminal was in time, so that
    /// it counts from the appointment.
    private func promise(_ found: FoundReservation) -> CallPromise {
        let slot = found.reservation.slot
        return CallPromise(
            slip: found.firstSlipHere.map(parts.zone.civil) ?? slot, appointment: slot,
            policy: parts.policy.value(on: slot.date))
    }
}
