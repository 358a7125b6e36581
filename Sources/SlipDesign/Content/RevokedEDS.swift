public import KioskDomain

/// Certificates were revoked: which, when and why (RULES E7).
public struct RevokedEDS: Sendable, Hashable {
    /// Printed as its last four digits (P4).
    public var iin: IIN?
    /// Hexadecimal, as the portal issued them.
    public var serials: [String]
    /// Why.
    public var cause: Localised
    /// Such as `27.05.2025 10:32`.
    public var revoked: String

    /// Certificates were revoked.
    public init(iin: IIN?, serials: [String], cause: Localised, revoked: String) {
        self.iin = iin
        self.serials = serials
        self.cause = cause
        self.revoked = revoked
    }

    var values: [String: SlipValue] {
        [
            "iin": .text(EDSApplication.shown(iin, at: .slip)), "cause": .localised(cause), "revoked": .text(revoked),
            "certificates": .rows(serials.map { ["serial": .text(Self.short($0))] }),
        ]
    }

    /// Serial numbers are compared by their ends; in full they would need two lines each.
    private static func short(_ serial: String) -> String {
        serial.count > 12 ? "…" + serial.suffix(12) : serial
    }
}
