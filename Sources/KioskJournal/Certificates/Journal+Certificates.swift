internal import FoundationEssentials
internal import GRDB
public import KioskDomain

extension Journal {
    /// Records an accepted application before anything on the card is touched. Asked again, it answers what it has.
    /// - Throws: `journal.conflict` when the number stands for another person's application here: a portal that was put back
    ///   may have given it again.
    public func openCertificateRequest(
        application: String, attempt: Int64?, person: SealedPerson, at now: UnixTime
    ) throws(JournalError) -> CertificateRequestRecord {
        try transaction { database in
            if let known = try requests(database, "application = ?", [application]).first {
                guard known.person?.iin == person.iin else {
                    throw JournalError.conflict("application \(application) is another person's")
                }
                return known
            }
            let sequence = try allot(database)
            let content = SealedRequest(iin: person.iin.digits, fields: person.fields)
            let sealed = try sealer.seal(json: content, table: "certificate_request", sequence: sequence)
            try database.run(
                sql: "INSERT INTO certificate_request VALUES (?, ?, ?, 'requested', ?, ?, ?, ?, ?)",
                arguments: [
                    sequence, application, attempt, personHash(person.iin), sealed.wrappedKey, sealed.body,
                    now.milliseconds, now.milliseconds,
                ])
            try audit(database, "certificate.requested", sequence, ["application": application], now)
            return try onlyRequest(database, application)
        }
    }

    /// Keeps the requests that will be sent to the portal. They are sent again unchanged after a crash, so that no
    /// certificate is issued twice.
    /// - Throws: `journal.conflict` when others are kept already.
    @discardableResult
    public func keepRequests(
        application: String, _ requests: KeySet, at now: UnixTime
    ) throws(JournalError) -> CertificateRequestRecord {
        try transaction { database in
            try change(database, application, at: now) { sealed in
                guard sealed.requests ?? requests == requests else {
                    throw JournalError.conflict("application \(application) has other requests")
                }
                sealed.requests = requests
            }
        }
    }

    /// Forgets the requests and the progress of a writing that came to no certificate, so that keys can be made anew. What
    /// has certificates is left as it is, unless their keys count no more.
    /// - Parameter evenIssued: they were in memory only (a key file that was not saved), or a card broke off while they were
    ///   written; certificates are forgotten, too, but for those that were written.
    /// - Throws: `journal.conflict` for an application that is not here, or is erased.
    @discardableResult
    public func beginAgain(
        application: String, evenIssued: Bool = false, at now: UnixTime
    ) throws(JournalError) -> CertificateRequestRecord {
        try transaction { database in
            let record = try onlyRequest(database, application)
            guard record.requests != nil, record.certificates == nil || (evenIssued && record.step != .written)
            else { return record }
            let begun = try change(database, application, at: now) { sealed in
                sealed.requests = nil
                sealed.certificates = nil
                sealed.progress = CardWriteProgress()
            }
            try audit(database, "certificate.begun-again", begun.sequence, ["application": application], now)
            return begun
        }
    }

    /// Keeps the certificates as the portal issued them; the request becomes `issued`.
    /// - Throws: `journal.conflict` when others are kept already.
    @discardableResult
    public func keepCertificates(
        application: String, _ certificates: KeySet, at now: UnixTime
    ) throws(JournalError) -> CertificateRequestRecord {
        try transaction { database in
            let record = try change(database, application, at: now) { sealed in
                guard sealed.certificates ?? certificates == certificates else {
                    throw JournalError.conflict("application \(application) has other certificates")
                }
                sealed.certificates = certificates
            }
            guard record.step == .requested || record.step == .interrupted else { return record }
            return try advance(database, record, .issued, serials: [], at: now)
        }
    }

    /// Moves a request to its next step; `written` and `interrupted` tell the portal. The same step again changes nothing.
    /// - Parameter serials: with `written`, the serial numbers on the medium, hexadecimal.
    /// - Throws: `journal.conflict` for a step that may not follow.
    @discardableResult
    public func advance(
        application: String, to step: CertificateStep, serials: [String] = [], at now: UnixTime
    ) throws(JournalError) -> CertificateRequestRecord {
        try transaction { database in
            let record = try onlyRequest(database, application)
            if record.step == step { return record }
            return try advance(database, record, step, serials: serials, at: now)
        }
    }

    /// Writes down that work on the card is about to begin; durable before it does (DESIGN 5.3). Until it is confirmed
    /// its outcome is `uncertain`.
    public func intend(_ work: CardWork, application: String, at now: UnixTime) throws(JournalError) {
        try note(work, .uncertain, application: application, at: now)
    }

    /// Writes down that the card confirmed that work.
    public func confirm(_ work: CardWork, application: String, at now: UnixTime) throws(JournalError) {
        try note(work, .done, application: application, at: now)
    }

    private func note(
        _ work: CardWork, _ step: CardWriteProgress.Step, application: String, at now: UnixTime
    ) throws(JournalError) {
        try transaction { database in
            let record = try change(database, application, at: now) { sealed in
                switch work {
                case .key(let key): sealed.progress.keys[key] = step
                case .certificate(let key): sealed.progress.certificates[key] = step
                }
            }
            try audit(database, "card.\(step.rawValue)", record.sequence, ["work": work.name], now)
        }
    }

    /// The request of an application; nil when there is none.
    public func certificateRequest(application: String) throws(JournalError) -> CertificateRequestRecord? {
        try reading { try requests($0, "application = ?", [application]).first }
    }

    /// Requests that are not written yet, oldest first.
    public func unfinishedCertificateRequests() throws(JournalError) -> [CertificateRequestRecord] {
        try reading { try requests($0, "step <> 'written'", []) }
    }

    func advance(
        _ database: Database, _ record: CertificateRequestRecord, _ step: CertificateStep, serials: [String],
        at now: UnixTime
    ) throws -> CertificateRequestRecord {
        guard record.step.mayBecome(step) else {
            throw JournalError.conflict("\(record.application): \(record.step.rawValue) → \(step.rawValue)")
        }
        try database.run(
            sql: "UPDATE certificate_request SET step = ?, changed_at = ? WHERE sequence = ?",
            arguments: [step.rawValue, now.milliseconds, record.sequence])
        let details = ["application": record.application, "step": step.rawValue]
        try audit(database, "certificate.step", record.sequence, details, now)
        if let event = try told(record, step, serials) {
            _ = try enqueue(database, event, for: record.person?.iin, at: now)
        }
        return try onlyRequest(database, record.application)
    }

    private func told(
        _ record: CertificateRequestRecord, _ step: CertificateStep, _ serials: [String]
    ) throws -> OutboxEvent? {
        struct Written: Encodable {
            var application: String
            var serials: [String]
        }
        struct Interrupted: Encodable {
            var application: String
            var keys: [String: CardWriteProgress.Step]
            var certificates: [String: CardWriteProgress.Step]
        }
        switch step {
        case .written:
            let body = Written(application: record.application, serials: serials)
            return OutboxEvent("application.written", try JSON.encode(body))
        case .interrupted:
            let body = Interrupted(
                application: record.application, keys: byName(record.progress.keys),
                certificates: byName(record.progress.certificates))
            return OutboxEvent("application.interrupted", try JSON.encode(body))
        case .requested, .issued, .writing: return nil
        }
    }

    private func byName(_ steps: [EDSKey: CardWriteProgress.Step]) -> [String: CardWriteProgress.Step] {
        Dictionary(uniqueKeysWithValues: steps.map { ($0.key.rawValue, $0.value) })
    }
}
