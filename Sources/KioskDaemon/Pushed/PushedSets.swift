import KioskDevices
import KioskDiagnostics
import KioskDomain
import Logging
import PortalClient
import PortalContract
import PushedConfiguration

/// The sets of configuration and rule data at this machine while it runs: hears of them, fetches and verifies them, takes
/// them on while nobody is there, and judges the one on trial. Each step is durable before it is acted by.
actor PushedSets {
    /// What it needs of the other parts.
    struct Surroundings: Sendable {
        var place: ConfigurationPlace
        var fetch: @Sendable () async throws(PortalError) -> ConfigurationAnswer
        var statuses: @Sendable () async -> [DeviceStatus]
        /// True when nobody is at the machine; nobody can begin from then on, until ``stay``.
        var leave: @Sendable () async -> Bool
        var stay: @Sendable () async -> Void
        var today: @Sendable () -> CivilDate
        /// Ends kioskd for another start.
        var again: @Sendable () -> Void
        var show: @Sendable (DeviceStatus) async -> Void
        var logger: Logger
    }

    /// How long a trial may take.
    struct Patience: Sendable {
        /// From the start until all parts are as before.
        var trial: Duration
        /// So long the parts have at least.
        var settling = Duration.seconds(5)
        /// Between two looks.
        var look = Duration.seconds(1)
    }

    private let start: PushedStart
    private let around: Surroundings
    private let patience: Patience
    private var ledger: ConfigurationLedger
    /// When kioskd was ready; nil before.
    private var readyAt: ContinuousClock.Instant?
    /// What was refused since this start: it is not fetched again before the next one.
    private var refused: Set<ConfigurationName> = []
    private var isLeaving = false

    init(_ start: PushedStart, _ around: Surroundings, _ patience: Patience) {
        self.start = start
        self.around = around
        self.patience = patience
        ledger = start.ledger
    }

    /// For the portal, with each presence.
    var presence: ConfigurationPresence {
        let place = around.place
        return ConfigurationPresence(
            centre: place.centre, region: place.region.isEmpty ? nil : place.region, report: ledger.report)
    }

    func run() async {
        await show()
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: patience.look)
        }
    }

    func ready() { readyAt = readyAt ?? .now }

    /// The portal offers a set.
    func heard(_ offer: ConfigurationName?) async {
        guard let offer, !refused.contains(offer), !isLeaving else { return }
        var next = ledger
        let hearing = next.hear(offer, at: PushedStart.now())
        if next != ledger { await keep(next, "refused") }
        guard hearing == .fetch else { return }
        let set: SignedSet
        do throws(PortalError) {
            guard let text = try await around.fetch().set else { return }
            do throws(SetProblem) {
                set = try start.signers.open(text)
                try start.check(set.set)
            } catch {
                return await refuse(offer, error)
            }
        } catch {
            return around.logger.info("a set is not fetched", metadata: ["error": "\(error)"])
        }
        await stage(set, offered: offer)
    }

    private func stage(_ set: SignedSet, offered offer: ConfigurationName) async {
        var next = ledger
        do throws(SetProblem) {
            guard ConfigurationName(set) == offer || set.set.version > offer.version else {
                throw SetProblem(.configurationOlder, "another set came than the one that was offered")
            }
            try next.stage(set, for: around.place, at: PushedStart.now())
        } catch {
            return await refuse(offer, error)
        }
        await keep(next, "staged")
    }

    private func refuse(_ offer: ConfigurationName, _ problem: SetProblem) async {
        refused.insert(offer)
        var next = ledger
        next.refuse(offer, problem, at: PushedStart.now())
        await keep(next, "refused")
    }

    // MARK: - Taking on

    func look() async {
        guard !isLeaving, let candidate = ledger.candidate else { return }
        guard let trial = candidate.trial else { return await takeOn(candidate) }
        guard let readyAt else { return }
        let verdict = TrialJudgement.judge(
            before: trial.before, now: await around.statuses(), elapsed: readyAt.duration(to: .now),
            settling: patience.settling, limit: patience.trial)
        var next = ledger
        switch verdict {
        case .waiting: return
        case .good:
            next.confirm(at: PushedStart.now())
            await keep(next, "good")
        case .worse(let what):
            next.rollBack(SetProblem(.configurationRolledBack, what), at: PushedStart.now())
            await leave(with: next, "rolled back")
        }
    }

    private func takeOn(_ candidate: ConfigurationLedger.Candidate) async {
        guard let set = try? candidate.set.open().set else {
            var next = ledger
            next.rollBack(SetProblem(.configurationDamaged, "the set that waits cannot be read"), at: PushedStart.now())
            await keep(next, "rolled back")
            return
        }
        guard set.validFrom <= around.today() else { return }
        let before = await around.statuses()
        var next = ledger
        next.beginTrial(before: before, at: PushedStart.now())
        await leave(with: next, "on trial")
    }

    /// While nobody is there; asked again with the next look when somebody is.
    private func leave(with next: ConfigurationLedger, _ what: Logger.Message) async {
        guard await around.leave() else { return }
        guard await keep(next, what) else { return await around.stay() }
        isLeaving = true
        around.again()
    }

    /// A start with the set on trial takes too long, or fails: the last good set goes on, whoever is there.
    ///
    /// - Returns: whether a set was on trial.
    func fail(_ problem: SetProblem) async -> Bool {
        guard ledger.candidate?.trial != nil else { return false }
        var next = ledger
        next.rollBack(problem, at: PushedStart.now())
        await keep(next, "rolled back")
        return true
    }

    /// - Returns: whether it is durable; else nothing has changed.
    @discardableResult
    private func keep(_ next: ConfigurationLedger, _ what: Logger.Message) async -> Bool {
        do throws(Failure) {
            try start.file.write(next)
        } catch {
            around.logger.error("a pushed set cannot be kept", metadata: ["code": "\(error.code.rawValue)"])
            return false
        }
        ledger = next
        if let entry = next.history.last {
            around.logger.notice(
                "pushed set \(what)",
                metadata: [
                    "scope": "\(entry.name.scope)", "version": "\(entry.name.version)", "code": "\(entry.code ?? "")",
                ])
        }
        await show()
        return true
    }

    private func show() async {
        await around.show(PushedStatus(ledger, signers: start.signers, isDamaged: start.isDamaged).status)
    }

    /// For kioskctl.
    var report: ControlConfiguration { PushedStatus(ledger, signers: start.signers, isDamaged: start.isDamaged).report }
}
