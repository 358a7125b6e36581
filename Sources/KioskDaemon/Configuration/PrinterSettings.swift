import KioskDomain
import SlipPrinter

/// What kioskd is told of its printer beyond where it is and how wide.
struct PrinterSettings: Sendable, Hashable {
    /// `auto`, or the name of a family.
    var family: String
    var hasNearEndSensor: Bool
    var untaken: UntakenSlip

    init(_ values: ConfigurationValues) throws {
        family = values.text("printer.family", "auto")
        hasNearEndSensor = try values.flag("printer.near-end-sensor", true)
        untaken = try values.choice("printer.untaken", UntakenSlip.eject)
    }
}
