/// What a remote identification is for: it is the same for all of them (B0–B8).
public enum IdentificationAim: String, Sendable, Hashable, CaseIterable {
    /// "EDS by face" (B3).
    case newEDS = "new-eds"
    /// The card or the key is lost: its EDS is revoked (E7).
    case revocation
}

/// A person whose face matched, and the attempt that says so.
public struct IdentifiedPerson: Sendable, Hashable {
    /// Who it is.
    public var applicant: Applicant
    /// Durably closed as a match.
    public var attempt: OpenAttempt

    /// Every field as given.
    public init(applicant: Applicant, attempt: OpenAttempt) {
        self.applicant = applicant
        self.attempt = attempt
    }
}

/// A set that is not revoked and not over, as its holder sees it without its card (E0, E7).
public struct LiveEDS: Sendable, Hashable {
    /// Its name at the portal.
    public var id: String
    /// Where its keys are; nil when the register does not say.
    public var medium: Medium?
    /// Hexadecimal, as the portal issued them.
    public var serials: [String]
    /// The last day, civil time of the centre.
    public var lastDay: CivilDate

    /// Every field as given.
    public init(id: String, medium: Medium?, serials: [String], lastDay: CivilDate) {
        self.id = id
        self.medium = medium
        self.serials = serials
        self.lastDay = lastDay
    }

    /// The last four digits of its serial numbers, enough to tell one set from another.
    public var maskedSerials: [String] { serials.map { "…" + $0.suffix(4) } }
}

/// What is to be revoked, by whom.
public struct LostEDS: Sendable, Hashable {
    /// Whose it is.
    public var person: IdentifiedPerson
    /// One set, or all of them.
    public var sets: [LiveEDS]

    /// Every field as given.
    public init(person: IdentifiedPerson, sets: [LiveEDS]) {
        self.person = person
        self.sets = sets
    }
}

/// Where "try again" goes on after the line was cut.
public enum LostEDSRetry: Sendable, Hashable {
    case list(IdentifiedPerson)
    case revoke(LostEDS, RevocationCause)
}

/// "My card or key is lost" (E7): after the identification of ``EDSState``, which EDS, why, and a yes; then the portal revokes.
public enum LostEDSState: Sendable, Hashable {
    case listing(IdentifiedPerson)
    case choosing(IdentifiedPerson, [LiveEDS])
    case reason(LostEDS)
    /// What cannot be taken back is confirmed.
    case confirming(LostEDS, RevocationCause)
    case revoking(LostEDS, RevocationCause)
    /// The portal did not answer; asked again it answers the same.
    case retry(LostEDSRetry, FailureCode)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .choosing, .reason, .confirming, .retry: true
        case .listing, .revoking: false
        }
    }
}

extension CitizenSession {
    /// The person has no card to sign with: face and SMS code prove who it is.
    mutating func beginLostEDS(_ language: Language) -> [SessionEffect] {
        if let code = withheld[.edsByFace] { return end(language, .refused(code)) }
        aim = .revocation
        stage = .eds(language, .consent)
        return [.releaseCard]
    }

    /// The match is durable: what it gives a right to is asked of the portal.
    mutating func listLiveEDS(_ language: Language, _ person: IdentifiedPerson) -> [SessionEffect] {
        lostEDS(language, .listing(person), .listLiveEDS(person))
    }

    mutating func lostEDS(_ language: Language, _ state: LostEDSState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .listing(let person): liveEDSListed(language, person, event)
        case .choosing(let person, let sets): choosingEDS(language, person, sets, event)
        case .reason(let lost): lossExplained(language, lost, event)
        case .confirming(let lost, let cause): confirmingLoss(language, lost, cause, event)
        case .revoking(let lost, let cause): lostEDSRevoked(language, lost, cause, event)
        case .retry(let point, let code): lostEDSAgain(language, point, code, event)
        }
    }

    private mutating func lostEDS(
        _ language: Language, _ state: LostEDSState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .lostEDS(language, state)
        return effects
    }

    private mutating func liveEDSListed(
        _ language: Language, _ person: IdentifiedPerson, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.liveEDS(let sets)) where sets.isEmpty: end(language, .refused(.edsNoneValid))
        case .portal(.liveEDS(let sets)): lostEDS(language, .choosing(person, sets))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): lostEDS(language, .retry(.list(person), code))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func choosingEDS(
        _ language: Language, _ person: IdentifiedPerson, _ sets: [LiveEDS], _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.lostEDS(let id)) = event else { return leaveOnCancel(language, event) }
        let chosen = id.map { id in sets.filter { $0.id == id } } ?? sets
        return chosen.isEmpty ? [] : lostEDS(language, .reason(LostEDS(person: person, sets: chosen)))
    }

    private mutating func lossExplained(
        _ language: Language, _ lost: LostEDS, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.revokeFor(let cause)) = event, RevocationCause.ofHolder.contains(cause) else {
            return leaveOnCancel(language, event)
        }
        return lostEDS(language, .confirming(lost, cause))
    }

    private mutating func confirmingLoss(
        _ language: Language, _ lost: LostEDS, _ cause: RevocationCause, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmRevocation) = event else { return leaveOnCancel(language, event) }
        return lostEDS(language, .revoking(lost, cause), .revokeLost(lost, cause))
    }

    /// What the portal has done cannot be undone: its answer is waited for, and told.
    private mutating func lostEDSRevoked(
        _ language: Language, _ lost: LostEDS, _ cause: RevocationCause, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.revoked(let revoked)): end(language, .edsRevoked(revoked))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): lostEDS(language, .retry(.revoke(lost, cause), code))
        default: []
        }
    }

    private mutating func lostEDSAgain(
        _ language: Language, _ point: LostEDSRetry, _ code: FailureCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (point, event) {
        case (.list(let person), .person(.tryAgain)): listLiveEDS(language, person)
        case (.revoke(let lost, let cause), .person(.tryAgain)):
            lostEDS(language, .revoking(lost, cause), .revokeLost(lost, cause))
        // It may be revoked by now: the slip says where to see it.
        case (.revoke, .person(.cancel)), (.revoke, .time(.expired)): end(language, .unanswered(.revocation, code))
        default: leaveOnCancel(language, event)
        }
    }
}
