/// What kioskd of the second machine is told: it keeps the hall.
struct HallStageConfiguration {
    var folders: StageFolders
    var ports: StagePorts
    /// TCP port of its pages; 0 takes a free one.
    var screensPort: UInt16
    var staffPIN: StaffPIN

    /// The whole file.
    var text: String {
        """
        # Written anew at each start of the demonstration.
        mode: demonstration
        kiosk:
          name: \(StageCentre.hall)
          role: hall
        \(StageCentre.text)
        portal:
          url: \("https://127.0.0.1:\(ports.portal)".quoted)
          ca-file: \(folders.portalAuthority.quoted)
          enrolment-code-file: \(folders.enrolmentCode.quoted)
        state:
          folder: \(folders.hall.quoted)
        screens:
          host: "127.0.0.1"
          port: \(screensPort)
        control:
          socket: \(folders.hallControl.quoted)
        hall:
          plan-file: \(folders.hallPlan.quoted)
          listen-host: "127.0.0.1"
          listen-port: \(ports.hall)
          enrolment-port: \(ports.hallEnrolment)
        staff:
          pin-hash: \(staffPIN.hash.quoted)

        """
    }
}
