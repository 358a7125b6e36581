/// What a person does next about an application (E4, E5, E10). The raw value is the code on the wire.
public enum ApplicationStep: String, Sendable, Hashable, CaseIterable, Codable {
    /// Print the form, sign it and hand it in by the last day.
    case handIn = "hand-in"
    /// It waits for an operator, who answers at once as a rule.
    case wait
    /// No answer in time: go to the centre where it was handed in.
    case goToCentre = "go-to-centre"
    /// The keys can be written now, at this kiosk.
    case write
    /// An operator goes on with it: another medium.
    case seeOperator = "see-operator"
    /// It came to nothing: apply anew.
    case applyAnew = "apply-anew"
    /// Everything is done.
    case nothing

    /// What is known of an application.
    public struct Facts: Sendable, Hashable {
        /// Where it stands.
        public var status: ApplicationStatus
        /// Where the keys shall be.
        public var medium: Medium
        /// The day it was made on.
        public var madeOn: CivilDate

        /// Every field as given.
        public init(status: ApplicationStatus, medium: Medium, madeOn: CivilDate) {
            self.status = status
            self.medium = medium
            self.madeOn = madeOn
        }
    }

    /// The next step on a day. An application that was confirmed is good as long as one that waits to be handed in, so
    /// that nobody's old consent is written years later (decided). So long, keys that were issued and did not reach their
    /// medium whole are made anew (R5).
    public static func after(_ facts: Facts, on day: CivilDate, _ rules: RuleBook = .standard) -> ApplicationStep {
        let isOpen = ApplicationDeadline.isOpen(
            submitted: facts.madeOn, on: day, days: rules.applicationDays.value(on: facts.madeOn))
        switch facts.status {
        case .applied: return isOpen ? .handIn : .applyAnew
        case .submitted:
            let advice = ApplicationAdvice.about(
                .submitted, submitted: facts.madeOn, on: day, days: rules.confirmationDays.value(on: day))
            return advice == .goToCentre ? .goToCentre : .wait
        case .confirmed, .issued:
            guard isOpen else { return .applyAnew }
            return [.idCard, .file].contains(facts.medium) && rules.media.value(on: day).kiosk.contains(facts.medium)
                ? .write : .seeOperator
        case .refused, .revoked: return .applyAnew
        case .written: return .nothing
        }
    }
}

extension ApplicationStep {
    /// Why an operator cannot have the keys of this application written on a day; nil when it can be done (E3a, E4, E5).
    ///
    /// - Parameter reachable: media that this desk has a way to.
    public static func refusalAtDesk(
        _ facts: Facts, on day: CivilDate, reachable: Set<Medium>, _ rules: RuleBook = .standard
    ) -> FailureCode? {
        switch facts.status {
        case .applied, .submitted, .refused, .revoked, .written: return .applicationNothingToWrite
        // A token keeps its keys; what else was issued and not written whole is made anew (R5).
        case .confirmed, .issued: break
        }
        guard
            ApplicationDeadline.isOpen(
                submitted: facts.madeOn, on: day, days: rules.applicationDays.value(on: facts.madeOn))
        else { return .applicationLate }
        let policy = rules.media.value(on: day)
        // Whose card it is says the card itself, once it is in the reader.
        guard
            policy.mayWrite(facts.medium, at: .desk, holder: .naturalPerson, isHoldersOwn: true) == .allowed,
            reachable.contains(facts.medium)
        else { return .applicationMedium }
        return nil
    }
}

/// An application as its owner is shown it (E4, E5, E10).
public struct ApplicationStanding: Sendable, Hashable {
    /// As the portal gave it.
    public var number: String
    /// Whose it is.
    public var iin: IIN
    /// Where it stands, on which medium, since when.
    public var facts: ApplicationStep.Facts
    /// What the person does next, by the portal's clock.
    public var step: ApplicationStep
    /// The last day for handing it in, where that is still to be done.
    public var handInBy: CivilDate?
    /// Code of the centre where it is handed in; nil when that is this one, or none is named.
    public var handInElsewhere: String?
    /// Why an operator refused it.
    public var justification: String?
    /// The organisation whose EDS it is for (E3); nil for the person's own.
    public var organisation: OrganisationName?

    /// Every field as given.
    public init(
        number: String, iin: IIN, facts: ApplicationStep.Facts, step: ApplicationStep, handInBy: CivilDate? = nil,
        handInElsewhere: String? = nil, justification: String? = nil, organisation: OrganisationName? = nil
    ) {
        self.organisation = organisation
        self.number = number
        self.iin = iin
        self.facts = facts
        self.step = step
        self.handInBy = handInBy
        self.handInElsewhere = handInElsewhere
        self.justification = justification
    }
}

/// The number of an application as people type it: the nine digits behind the letter, zeros in front left out or not.
public enum ApplicationNumber {
    /// - Returns: as the portal writes it; nil for what is none.
    public static func read(_ typed: String) -> String? {
        var text = typed.filter { !$0.isWhitespace }
        // The Latin letter and the Cyrillic one that looks like it.
        if let first = text.first, ["E", "e", "Е", "е"].contains(first) { text.removeFirst() }
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.contains(where: { $0 != "0" })
        else { return nil }
        return "E" + String(repeating: "0", count: 9 - text.utf8.count) + text
    }
}

/// How often numbers of applications may be tried in vain (decided): each limit must allow.
public struct ApplicationSearchPolicy: Sendable, Hashable {
    /// For one person.
    public var perIIN: SendLimit
    /// For one kiosk.
    public var perKiosk: SendLimit

    /// Every field as given.
    public init(perIIN: SendLimit, perKiosk: SendLimit) {
        self.perIIN = perIIN
        self.perKiosk = perKiosk
    }

    /// Five for a person in a quarter of an hour, thirty for a kiosk in an hour.
    public static let standard = ApplicationSearchPolicy(
        perIIN: SendLimit(count: 5, window: .seconds(900)), perKiosk: SendLimit(count: 30, window: .seconds(3600)))

    /// From when on one may ask again; nil when at once.
    public func waitUntil(vainForIIN: [UnixTime], vainFromKiosk: [UnixTime], now: UnixTime) -> UnixTime? {
        [perIIN.waitUntil(vainForIIN, now: now), perKiosk.waitUntil(vainFromKiosk, now: now)].compactMap { $0 }.max()
    }
}
