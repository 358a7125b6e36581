import KioskDomain
import SQLAccess

/// Who did what about whom; written in the transaction of the deed.
enum Audit {
    /// - Parameter detail: no personal data beside `iin`.
    static func record(
        _ database: any SQLTransaction, at time: UnixTime, kiosk: String, _ action: String, iin: String? = nil,
        detail: String = ""
    ) throws {
        try database.execute(
            "INSERT INTO audit (at, kiosk, action, iin, detail) VALUES (?, ?, ?, ?, ?)",
            [time.milliseconds, kiosk, action, iin, detail])
    }
}
