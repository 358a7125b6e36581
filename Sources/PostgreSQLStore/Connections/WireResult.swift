import CPQ
import FoundationEssentials
import SQLAccess

/// One result of libpq; freed with the value.
final class WireResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var isFailure: Bool { ![PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(pointer)) }

    /// - Throws: ``SessionError`` by the server's code.
    func mustBeGood(isConnected: Bool) throws(SessionError) {
        guard isFailure else { return }
        guard let state = PQresultErrorField(pointer, Int32(UInt8(ascii: "C"))) else {
            throw SessionError.lost("the connection ended")
        }
        var error = SessionError(sqlState: String(cString: state))
        if !isConnected { error.remedy = .reconnect }
        throw error
    }
}

/// Rows in PostgreSQL's binary form.
enum WireAnswer {
    static func read(_ result: WireResult) throws -> SQLAnswer {
        let result = result.pointer
        let width = PQnfields(result)
        let columns = SQLColumns((0..<width).map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
        let rows = try (0..<PQntuples(result)).map { row in
            SQLRow(columns, try (0..<width).map { try value(result, row, $0) })
        }
        return SQLAnswer(rows: rows, changes: Int(String(cString: PQcmdTuples(result))) ?? 0)
    }

    /// By the type's number in `pg_type`.
    private static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32) throws -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        switch PQftype(result, column) {
        // int8, int2, int4, bool
        case 20, 21, 23, 16: return .integer(try integer(bytes))
        case 17: return .blob(Data(bytes))
        // text, varchar, name, and a literal without a type
        case 25, 1043, 19, 705:
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw StoreFault.unreadable(column: "a text that is no UTF-8")
            }
            return .text(text)
        default: throw StoreFault.unreadable(column: "of type \(PQftype(result, column))")
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) throws -> Int64 {
        switch bytes.count {
        case 1: Int64(bytes[0])
        case 2: Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case 4: Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 8: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        default: throw StoreFault.unreadable(column: "an integer of \(bytes.count) bytes")
        }
    }
}
