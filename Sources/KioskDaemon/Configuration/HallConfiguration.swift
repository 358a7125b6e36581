import Configuration
import HallQueue
import HallServer
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import StaffAccess

/// What kioskd is told of a machine that only keeps the hall (`kiosk.role: hall`).
struct HallConfiguration: MachineConfiguration {
    let machine: MachineSettings
    var centre: String
    var purposes: [QueuePurpose]
    var listenHost: String
    var ports: HallPorts
    var plan: HallPlan
    /// Opens the manager's pages; nil: nobody can sign in there.
    var staffPIN: StaffPINHash?
    /// Nil where the hall tells the portal nothing, so that slips have no status page.
    var portal: Portal?

    struct Portal: Sendable {
        var url: String
        var authorityFile: String
        var codeFile: String
    }

    /// Whether the configuration is one of a hall.
    static func isWanted(_ reader: ConfigReader) -> Bool {
        MachineSettings.role(reader) == "hall"
    }

    /// - Throws: `configuration.invalid` naming the key, `queue.plan-invalid` with all reasons.
    init(_ reader: ConfigReader) throws {
        let values = ConfigurationValues(reader)
        machine = try MachineSettings(values, name: "hall")
        centre = try values.centre("psc.code")
        purposes = try values.purposes("queue.purposes")
        listenHost = values.text("hall.listen-host", "0.0.0.0")
        let port = try values.number("hall.listen-port", 8543, in: 0...65_535)
        let next = port == 0 ? 0 : min(port + 1, 65_535)
        ports = HallPorts(
            machines: port, enrolment: try values.number("hall.enrolment-port", next, in: 0...65_535))
        plan = try HallPlanFile.read(try values.required("hall.plan-file"))
        staffPIN = try values.pinHash("staff.pin-hash")
        let url = values.text("portal.url", "")
        if !url.isEmpty {
            portal = Portal(
                url: url, authorityFile: try values.required("portal.ca-file"),
                codeFile: values.text("portal.enrolment-code-file", ""))
        }
    }
}
