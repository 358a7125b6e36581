import PortalContract

/// What is asked of all machines, in SQL, so that ten thousand of them cost one statement.
enum FleetQuery {
    /// A machine tells how it is every minute, and it is written every five; this is three times that.
    static let silence = Duration.seconds(900)

    /// The one definition of ``KioskState``; its parameter is since when one must have been heard of.
    static let state = """
        CASE WHEN kioskState.revokedAt IS NOT NULL THEN 'revoked' WHEN kioskSync.fencedAt IS NOT NULL THEN 'fenced'
        WHEN kioskState.seenAt IS NULL THEN 'new' WHEN kioskState.seenAt < ? THEN 'silent'
        WHEN kioskReport.frozen IS NOT NULL THEN 'frozen' WHEN kioskReport.faults <> '' THEN 'fault' ELSE 'well' END
        """

    /// Machines for people; who only has a certificate for the portal's own operations is none.
    static let tables = """
        kiosk LEFT JOIN kioskState ON kioskState.kiosk = kiosk.id LEFT JOIN kioskSync ON kioskSync.kiosk = kiosk.id
        LEFT JOIN kioskReport ON kioskReport.kiosk = kiosk.id
        WHERE (kiosk.roles LIKE '%kiosk%' OR kiosk.roles LIKE '%desk%' OR kiosk.roles LIKE '%hall%')
        """
}
