import KioskDomain
import LocalAuthority

extension IdentityFolder {
    /// A folder of the reference portal.
    static func portal(path: String, now: UnixTime) -> IdentityFolder {
        IdentityFolder(path: path, organisation: "psc-kiosk reference portal, TEST", now: now)
    }
}
