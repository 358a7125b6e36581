import GRDB
import KioskDevices
import SQLAccess

/// SQLite's codes (sqlite.org/rescode.html) as ``StoreFault``.
struct SQLiteFault {
    /// Where the database is: its disk says what some codes leave open.
    let folder: String

    func named<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw fault(error) }
    }

    func named<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as DatabaseError { throw fault(error) }
    }

    private func fault(_ error: DatabaseError) -> StoreFault {
        switch error.resultCode {
        case .SQLITE_FULL: .full
        case .SQLITE_READONLY: .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: .unavailable("another program holds the database")
        // A file could not be made, grown, written or synced. Nothing of the transaction stays, and later it may do.
        case .SQLITE_IOERR, .SQLITE_CANTOPEN:
            switch DiskRoom.at(folder) {
            case .full: .full
            case .readOnly: .readOnly
            case .enough: .unavailable("sqlite \(error.extendedResultCode.rawValue)")
            }
        case .SQLITE_CONSTRAINT
        where [.SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY].contains(error.extendedResultCode): .conflict
        default: .refused(code: "sqlite \(error.extendedResultCode.rawValue)")
        }
    }
}
