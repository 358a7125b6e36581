import SQLAccess

/// A transaction of a session, spoken to in our words.
struct PostgreSQLTransaction: SQLTransaction {
    let session: PostgreSQLSession

    func run(_ sql: String, _ arguments: [SQLValue]) throws -> SQLAnswer {
        try session.execute(sql, arguments)
    }

    func send(_ sql: String, _ arguments: [SQLValue]) throws { try session.send(sql, arguments) }

    func runHolding(_ sql: String, _ arguments: [SQLValue]) throws -> SQLAnswer {
        try run(sql + " FOR UPDATE", arguments)
    }

    func hold(_ sql: String, _ arguments: [SQLValue]) throws { try send(sql + " FOR UPDATE", arguments) }
}

/// `?` as PostgreSQL has it: `$1`, `$2` …
enum NumberedParameters {
    /// Question marks within quotes stay.
    static func `in`(_ sql: String) -> String {
        guard sql.utf8.contains(UInt8(ascii: "?")) else { return sql }
        var (text, number, quote) = ([UInt8](), 0, UInt8?.none)
        text.reserveCapacity(sql.utf8.count + 16)
        for byte in sql.utf8 {
            switch (byte, quote) {
            case (UInt8(ascii: "?"), nil):
                number += 1
                text += "$\(number)".utf8
                continue
            case (UInt8(ascii: "'"), nil), (UInt8(ascii: "\""), nil): quote = byte
            case (let byte, let open) where byte == open: quote = nil
            default: break
            }
            text.append(byte)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
