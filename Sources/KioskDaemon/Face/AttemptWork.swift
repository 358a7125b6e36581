import Crypto
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import MachineKeys
import PortalClient
import PortalContract

/// Attempts, durable here first and then at the portal (B1–B4).
actor AttemptWork {
    private let journal: Journal
    private let portal: PortalClient
    /// This machine's ID at the portal.
    nonisolated let machine: String
    /// Its key as it is now.
    private let key: @Sendable () -> any MachineKey
    private let clock: TrustedClock
    private let face: FaceWork
    /// Of the site's calibration record; without one the threshold and its derivation are hashed.
    private let calibrationHash: String?
    private let metrics: KioskMetrics
    private let pump: @Sendable () async -> Void
    private var person: IIN?
    /// What the attempt that was opened last is compared with.
    private var reference = ReferenceSource.portal
    /// Sequence and failures before, by the attempt's id; of this session only.
    private var open: [String: (sequence: Int64, failuresBefore: Int)] = [:]

    init(
        journal: Journal, portal: PortalClient, machine: String, key: @escaping @Sendable () -> any MachineKey,
        clock: TrustedClock, face: FaceWork, calibrationHash: String?, metrics: KioskMetrics,
        pump: @escaping @Sendable () async -> Void
    ) {
        self.journal = journal
        self.portal = portal
        self.machine = machine
        self.key = key
        self.clock = clock
        self.face = face
        self.calibrationHash = calibrationHash
        self.metrics = metrics
        self.pump = pump
    }

    /// Tells the portal what it can be told, for who looks from outside the session.
    func tell() async { await pump() }

    /// Failures of a person that only this kiosk knows of, once everything that can be sent was sent (B1).
    func unsynced(_ iin: IIN) async -> Int {
        person = iin
        await pump()
        let attempts = (try? await journal.unsyncedAttempts(for: iin)) ?? []
        return attempts.filter { $0.outcome?.countsAsFailure == true }.count
    }

    /// Durable here, then at the portal, then the portrait (B2, B8). After the first step the attempt counts, whatever
    /// happens: a line that is cut now is a technical error of this attempt.
    func open(_ applicant: Applicant, session: String) async -> SessionEvent {
        // The portal counts an attempt as open until it hears of its end.
        await pump()
        let record: AttemptRecord
        do {
            record = try await journal.openAttempt(
                AttemptDraft(
                    person: SealedPerson(iin: applicant.identity.iin), session: session, proof: applicant.proof),
                at: clock.now())
        } catch {
            return .journal(.attemptRefused(error.code))
        }
        let key = AttemptKey(source: machine, sequence: record.sequence)
        reference = applicant.reference
        do {
            let opened = try await portal.openAttempt(
                key, AttemptOpening(iin: applicant.identity.iin.digits, proof: applicant.proof))
            // The portal may not yet know how this session's former attempts ended, nor we what other channels added.
            open[record.id] = (record.sequence, max(opened.failuresBefore, applicant.failures))
            await face.demand(turns: opened.needsLiveness ?? false)
            let problem = await takeReference(applicant, key)
            return .journal(
                .attemptOpened(OpenAttempt(id: record.id, ordinal: opened.ordinal), reference: problem))
        } catch {
            return await notOpened(record, applicant, error)
        }
    }

    /// Without its portrait the capture ends at once as a technical error.
    ///
    /// - Returns: why the portrait cannot be matched against; the person is not sent to the camera then. The portal's is
    ///   released against an open attempt only (B8), so that only the portal can know before.
    private func takeReference(_ applicant: Applicant, _ key: AttemptKey) async -> FailureCode? {
        guard applicant.canMatch else { return nil }
        guard applicant.reference == .portal else {
            await face.useChipPortrait()
            return nil
        }
        let portrait = try? await portal.portrait(key)
        return await face.use(portrait: portrait.map { Array($0) } ?? [])
    }

    /// A line that was cut leaves the attempt open, to end as a technical error; a refusal ends the way here.
    private func notOpened(_ record: AttemptRecord, _ applicant: Applicant, _ error: PortalError) async -> SessionEvent
    {
        open[record.id] = (record.sequence, applicant.failures)
        guard error.isTransient else {
            let closed = try? await journal.closeAttempt(id: record.id, outcome: .technicalError, at: clock.now())
            if closed != nil { metrics.closed(.technicalError) }
            return .journal(.attemptRefused(error.code))
        }
        await face.use(portrait: [])
        return .journal(
            .attemptOpened(OpenAttempt(id: record.id, ordinal: applicant.failures + 1), reference: nil))
    }

    /// Ends the attempt durably; the outcome is signed, so that a desk can trust it before it is synced (B4).
    func close(_ attempt: OpenAttempt, _ outcome: AttemptOutcome) async -> SessionEvent {
        let before = open[attempt.id]?.failuresBefore ?? (attempt.ordinal - 1)
        do {
            let now = clock.now()
            let (outcome, evidence) = try await sworn(attempt, outcome, at: now)
            try await journal.closeAttempt(id: attempt.id, outcome: outcome, evidence: evidence, at: now)
            metrics.closed(outcome)
            return .journal(.attemptClosed(failures: outcome.countsAsFailure ? before + 1 : 0))
        } catch {
            return .journal(.failed((error as? any CodedError)?.code ?? .journalFault))
        }
    }

    /// The outcome with its proof. Where the key cannot sign, a failure counts without it; a match that nobody would believe
    /// is a technical error (B3).
    private func sworn(
        _ attempt: OpenAttempt, _ outcome: AttemptOutcome, at now: UnixTime
    ) async throws -> (AttemptOutcome, String?) {
        guard let evidence = await evidence(attempt, outcome, at: now) else { return (outcome, nil) }
        let key = key()
        let signed = try? await evidence.signed { try await key.sign($0) }
        if signed != nil || outcome != .matched { return (outcome, signed) }
        try await journal.closeAttempt(id: attempt.id, outcome: .technicalError, evidence: nil, at: now)
        metrics.closed(.technicalError)
        throw key.fault ?? Failure(.internalError, "the evidence cannot be signed")
    }

    /// Asks the portal for the application that the match gives a right to (B3).
    func apply(_ applicant: Applicant, _ attempt: OpenAttempt) async -> SessionEvent {
        do {
            guard let record = try await journal.attempt(id: attempt.id) else {
                return .portal(.refused(.internalError))
            }
            let reference = AttemptKey(source: machine, sequence: record.sequence)
            let application = try await portal.apply(
                ApplicationRequest(
                    iin: applicant.identity.iin.digits, attempt: reference, channel: .kiosk, medium: applicant.medium,
                    evidence: record.evidence, reason: applicant.reason),
                key: attempt.id)
            _ = try await journal.openCertificateRequest(
                application: application.number, attempt: record.sequence,
                person: SealedPerson(iin: applicant.identity.iin), at: clock.now())
            return .portal(
                .application(
                    Application(
                        number: application.number, iin: applicant.identity.iin, medium: applicant.medium)))
        } catch let error as PortalError {
            return .portal(error.sessionEvent)
        } catch {
            return .portal(.refused((error as? any CodedError)?.code ?? .journalFault))
        }
    }

    /// The person's attempts at this kiosk since the last success, for the referral slip (B4).
    func failures() async -> [AttemptRecord] {
        guard let person, let all = try? await journal.attempts(for: person) else { return [] }
        let start = all.lastIndex { $0.outcome == .matched }.map { $0 + 1 } ?? 0
        return Array(all[start...].suffix(5))
    }

    func forget() {
        open = [:]
        person = nil
    }

    private func evidence(
        _ attempt: OpenAttempt, _ outcome: AttemptOutcome, at now: UnixTime
    ) async -> AttemptEvidence? {
        guard let sequence = open[attempt.id]?.sequence else { return nil }
        let (report, challenge) = await (face.report, face.asked)
        let matching = report?.id == attempt.id ? report : nil
        return AttemptEvidence(
            attempt: AttemptKey(source: machine, sequence: sequence), outcome: outcome,
            closedAtMilliseconds: now.milliseconds, distance: matching?.distance,
            frames: matching?.frames.count ?? 0,
            quality: matching?.frames.map(FrameEvidence.init) ?? [], remarks: matching?.guidanceCounts ?? [:],
            liveness: matching?.liveness.map { LivenessEvidence($0, asked: challenge) },
            modelHashes: matching?.models.map(\.sha256) ?? [],
            calibrationHash: matching.map { calibrationHash ?? Self.hash($0.threshold) },
            reference: matching.map { _ in reference })
    }

    private static func hash(_ threshold: MatchThreshold) -> String {
        Hex.encode(SHA256.hash(data: Array("\(threshold.derivation)\n\(threshold.distance)".utf8)))
    }
}
