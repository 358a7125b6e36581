internal import GRDB
public import KioskDevices
public import KioskDomain

/// Why the journal did not do what it was asked. Nothing of the failed call is kept.
///
/// Codes: `journal.disk-full` (works again when there is space), `journal.backlog-full` (too much unsent: no new attempt),
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
    init(_ error: any Error) {
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
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.journalFault, "in use by another process")
        default: self.init(.journalFault, detail)
        }
    }

    static func conflict(_ detail: String) -> JournalError { JournalError(.journalConflict, detail) }
    static func corrupt(_ detail: String) -> JournalError { JournalError(.journalCorrupt, detail) }
}
