internal import GRDB
public import KioskDomain

/// How the file under the journal is.
enum FileState: Sendable, Equatable {
    /// As it was opened.
    case sound
    /// SQLite found damage, and a thorough look found none: seen once more, the file goes aside.
    case suspect
    /// Closed for damage, and not opened again yet: so it is to be looked at.
    case lost(StoreFile.Look)
    /// For good.
    case closed
}

extension Journal {
    /// Tells that the file was found damaged and another stands in its place, on the journal's thread: `watcher` must not
    /// wait for anything. ``reportDamage(at:)`` is to follow.
    public func watchDamage(_ watcher: @escaping @Sendable () -> Void) { damaged = watcher }

    /// Puts what was found while running into the audit chain and among the alarms; empty when nothing was.
    @discardableResult
    public func reportDamage(at now: UnixTime) throws(JournalError) -> [RecoveryFinding] {
        let findings = openingFindings
        guard !findings.isEmpty else { return [] }
        try transaction { try note($0, findings, now) }
        openingFindings.removeFirst(findings.count)
        return findings
    }

    func note(_ database: Database, _ findings: [RecoveryFinding], _ now: UnixTime) throws {
        for finding in findings {
            try AuditChain.append(
                database, at: now.milliseconds, kind: finding.kind.auditKind, sequence: nil,
                details: ["detail": finding.detail])
            try raise(database, finding.code, finding.detail, at: now)
        }
    }

    /// Runs `work`; what SQLite says of a damaged file is answered by another file, once and in this one place.
    ///
    /// `work` is not repeated: its caller hears `journal.corrupt` and decides what that means for the person.
    func onSoundFile<Value>(_ work: () throws -> Value) throws(JournalError) -> Value {
        // SQLite does not survive a call on a closed connection.
        if file == .closed { throw JournalError(.journalFault, "the journal is closed") }
        if case .lost(let look) = file { try renew(look) }
        do { return try work() } catch {
            if let problem = error as? DatabaseError, problem.isDamage {
                // A disk on which no other file can be begun is tried again with the next call.
                try? file == .suspect ? replace() : renew(.thorough)
            }
            throw JournalError(error, in: folder)
        }
    }

    /// Puts a file aside in which a look finds nothing, though SQLite does again.
    private func replace() throws(JournalError) {
        try? store.close()
        file = .lost(.thorough)
        openingFindings.append(try StoreFile.putAside(request))
        // That no file is there then is no finding of its own.
        let findings = openingFindings
        try renew(.quick)
        openingFindings = findings
    }

    /// Closes the file and opens it again, or a new one in its place when the damage is real.
    private func renew(_ look: StoreFile.Look) throws(JournalError) {
        file = .lost(look)
        try? store.close()
        let opened = try StoreFile.open(request, look: look)
        store = opened.queue
        floors = opened.floors
        file = opened.findings.isEmpty ? .suspect : .sound
        isHallUnkept = hall != nil && file == .sound
        openingFindings +=
            opened.findings.isEmpty
            ? [RecoveryFinding(.journalReread, .journalCorrupt, detail: "closed and found whole when read again")]
            : opened.findings
        damaged?()
    }
}

extension DatabaseError {
    /// SQLITE_CORRUPT, SQLITE_NOTADB: the file is no database any more, or not all of it.
    fileprivate var isDamage: Bool { resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB }
}
