internal import GRDB
public import KioskDevices
public import KioskDomain

/// Why the journal did not do what it was asked. Nothing of the failed call is kept.
///
/// Codes: `journal.disk-full` (works again when there is space and an inode), `journal.read-only` (the disk takes no changes,
/// by its mount or because the kernel found it faulty), `journal.backlog-full` (too much unsent: no new attempt),
/// `journal.conflict` (a second, different outcome; a step that is not allowed; an unknown record), `journal.corrupt`,
/// `journal.newer-schema`, `journal.key-missing`, `journal.fault` (all else).
public struct JournalError: CodedError, Hashable, CustomStringConvertible {
    /// The stable code.
    public var code: FailureCode
    /// For a technician, without personal data.
    public var detail: String

    /// Every field as given.
    public init(_ code: FailureCode, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// Without personal data.
    public var description: String { "\(code.rawValue): \(detail)" }

    /// Maps any error of the layers below. SQL arguments never reach the text: they may hold personal data.
    ///
    /// - Parameter folder: of the journal: its disk says what some of SQLite's codes leave open (sqlite.org/rescode.html).
    init(_ error: any Error, in folder: String) {
        if let known = error as? JournalError {
            self = known
            return
        }
        guard let problem = error as? DatabaseError else {
            self.init(.journalFault, "\(type(of: error))")
            return
        }
        let detail = "SQLite \(problem.extendedResultCode.rawValue): \(problem.message ?? "")"
        switch problem.resultCode {
        case .SQLITE_FULL: self.init(.journalFull, detail)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self.init(.journalCorrupt, detail)
        // A file could not be made, grown, written or synced.
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY: self.init(Self.code(of: DiskRoom.at(folder)), detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.journalFault, "in use by another process")
        default: self.init(.journalFault, detail)
        }
    }

    private static func code(of room: DiskRoom) -> FailureCode {
        switch room {
        case .full: .journalFull
        case .readOnly: .journalReadOnly
        case .enough: .journalFault
        }
    }

    static func conflict(_ detail: String) -> JournalError { JournalError(.journalConflict, detail) }
    static func corrupt(_ detail: String) -> JournalError { JournalError(.journalCorrupt, detail) }
}
