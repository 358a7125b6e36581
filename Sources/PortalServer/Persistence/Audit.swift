import GRDB
import KioskDomain

/// Who did what about whom; written in the transaction of the deed.
enum Audit {
    /// - Parameter detail: no personal data beside `iin`.
    static func record(
        _ database: Database, at time: UnixTime, kiosk: String, _ action: String, iin: String? = nil,
        detail: String = ""
    ) throws {
        try database.execute(
            sql: "INSERT INTO audit (at, kiosk, action, iin, detail) VALUES (?, ?, ?, ?, ?)",
            arguments: [time.milliseconds, kiosk, action, iin, detail])
    }
}
