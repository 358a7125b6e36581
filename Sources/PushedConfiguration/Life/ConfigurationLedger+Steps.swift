public import KioskDevices
public import KioskDomain
public import PortalContract

// The life of a set. Each step changes the value; who keeps it writes it before acting by it. A kill between two steps
// leaves the former one: it is taken again, or a start counts it.
//
//     offered ──► fetched, verified ──► staged ──► on trial ──► good
//        │               │                │           │
//        └── refused ◄───┘                └───────────┴──► rolled back: the former good one goes on
extension ConfigurationLedger {
    /// What an offer of the portal asks for.
    public enum Hearing: Sendable, Hashable {
        /// It runs, waits, failed here, or another one is on trial: nothing is fetched.
        case nothing
        /// Fetch it.
        case fetch
    }

    /// The portal offers a set.
    ///
    /// One below what was taken in its scope before is refused without a look at it: a portal that was put back to
    /// yesterday, or who holds its machine, cannot bring back a former set.
    public mutating func hear(_ offer: ConfigurationName, at now: UnixTime) -> Hearing {
        guard candidate?.trial == nil, offer != good?.name, offer != candidate?.set.name, !wasRolledBack(offer) else {
            return .nothing
        }
        guard isAboveFloor(offer) else {
            refuse(offer, SetProblem(.configurationOlder, older(offer)), at: now)
            return .nothing
        }
        return .fetch
    }

    /// A set that failed here once is not tried again; what was refused by its looks is, by a newer program perhaps.
    private func wasRolledBack(_ name: ConfigurationName) -> Bool {
        history.contains {
            $0.name == name && $0.step == .rolledBack && $0.code != FailureCode.configurationDamaged.rawValue
        }
    }

    private func isAboveFloor(_ name: ConfigurationName) -> Bool {
        guard let floor = floors[name.scope] else { return floors.count < Self.mostFloors }
        return name.version > floor.version || name == floor
    }

    private func older(_ name: ConfigurationName) -> String {
        "version \(name.version) for \(name.scope) was offered after version \(floors[name.scope]?.version ?? 0)"
    }

    /// A set that was verified waits for its time.
    ///
    /// - Throws: `configuration.older`, `configuration.elsewhere`: the set itself says so, whatever the offer said.
    public mutating func stage(
        _ set: SignedSet, for place: ConfigurationPlace, at now: UnixTime
    ) throws(SetProblem) {
        let name = ConfigurationName(set)
        guard set.set.scope.holds(place) else {
            throw SetProblem(.configurationElsewhere, "the set is for \(name.scope), and this machine is not of those")
        }
        guard isAboveFloor(name) else { throw SetProblem(.configurationOlder, older(name)) }
        guard candidate?.trial == nil else { return }
        floors[name.scope] = name
        candidate = Candidate(set: KeptSet(set))
        note(.staged, name, at: now)
    }

    /// A set is not taken.
    public mutating func refuse(_ name: ConfigurationName, _ problem: SetProblem, at now: UnixTime) {
        guard refusal?.name != name || refusal?.code != problem.code.rawValue else { return }
        refusal = Refusal(
            name: name, code: problem.code.rawValue, reason: problem.reason, atMilliseconds: now.milliseconds)
        note(.refused, name, problem.code, at: now)
    }

    /// The set that waits goes on trial with the next start.
    public mutating func beginTrial(before statuses: [DeviceStatus], at now: UnixTime) {
        guard let waiting = candidate, waiting.trial == nil else { return }
        let before = Dictionary(statuses.map { ($0.id, $0.health) }) { first, _ in first }
        candidate?.trial = Trial(starts: 0, before: before)
        note(.trial, waiting.set.name, at: now)
    }

    /// kioskd starts. A trial that came to no end in as many starts as it may have is over.
    ///
    /// - Returns: whether the set on trial is to be run; else the good one is.
    public mutating func start(at now: UnixTime) -> Bool {
        guard let trial = candidate?.trial else { return false }
        guard trial.starts < Self.mostStarts else {
            rollBack(
                SetProblem(.configurationRolledBack, "kioskd ended \(trial.starts) times before it was ready"), at: now)
            return false
        }
        candidate?.trial?.starts += 1
        return true
    }

    /// The trial ended well.
    public mutating func confirm(at now: UnixTime) {
        guard let done = candidate, done.trial != nil else { return }
        good = done.set
        candidate = nil
        if refusal?.name.scope == done.set.name.scope { refusal = nil }
        note(.good, done.set.name, at: now)
    }

    /// The machine goes on with its last good set.
    public mutating func rollBack(_ problem: SetProblem, at now: UnixTime) {
        guard let failed = candidate else { return }
        candidate = nil
        refusal = Refusal(
            name: failed.set.name, code: problem.code.rawValue, reason: problem.reason,
            atMilliseconds: now.milliseconds)
        note(.rolledBack, failed.set.name, problem.code, at: now)
    }

    /// The good set cannot be read any more; the machine goes on as it was built and configured.
    public mutating func dropGood(_ problem: SetProblem, at now: UnixTime) {
        guard let lost = good else { return }
        good = nil
        // What it was may be offered once more.
        floors[lost.name.scope] = nil
        note(.rolledBack, lost.name, problem.code, at: now)
    }

    private mutating func note(
        _ step: Entry.Step, _ name: ConfigurationName, _ code: FailureCode? = nil, at now: UnixTime
    ) {
        history.append(Entry(atMilliseconds: now.milliseconds, step: step, name: name, code: code?.rawValue))
        if history.count > Self.longestHistory { history.removeFirst(history.count - Self.longestHistory) }
    }
}

extension ConfigurationLedger {
    /// What the portal's team sees of it.
    public var report: ConfigurationReport {
        ConfigurationReport(
            running: good?.name, waiting: candidate?.trial == nil ? candidate?.set.name : nil,
            trial: candidate?.trial == nil ? nil : candidate?.set.name,
            refused: refusal.map { ConfigurationRefusal(set: $0.name, code: $0.code, reason: $0.reason) })
    }
}
