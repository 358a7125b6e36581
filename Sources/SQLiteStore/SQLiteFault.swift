import GRDB
import SQLAccess

/// SQLite's codes (sqlite.org/rescode.html) as ``StoreFault``.
enum SQLiteFault {
    static func named<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw fault(error) }
    }

    static func named<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as DatabaseError { throw fault(error) }
    }

    private static func fault(_ error: DatabaseError) -> StoreFault {
        switch error.resultCode {
        case .SQLITE_FULL: .full
        case .SQLITE_READONLY: .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: .unavailable("another program holds the database")
        case .SQLITE_CONSTRAINT
        where [.SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY].contains(error.extendedResultCode): .conflict
        default: .refused(code: "sqlite \(error.extendedResultCode.rawValue)")
        }
    }
}
