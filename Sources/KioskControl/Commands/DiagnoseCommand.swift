internal import FoundationEssentials
public import KioskDiagnostics

/// What `kioskctl diagnose` finds: the machine first, then what kioskd says; it needs no running kioskd.
public enum DiagnoseCommand {
    /// Runs every check; the order is that in which a technician mends.
    /// - Parameters:
    ///   - configuration: kioskd's configuration file.
    ///   - socket: the control socket; nil takes the one that the configuration names.
    public static func report(configuration: String, socket: String?) async -> DiagnosticReport {
        let kiosk = await TechnicianConfiguration.read(configuration)
        let socket = socket ?? kiosk.controlSocket
        let local = await DiagnosticReport.of([
            FileChecks.configuration(configuration),
            LocalChecks.clock(now: now(), released: released),
            LocalChecks.smartCardService(),
            FileChecks.journalFolder(kiosk.stateFolder),
            LocalChecks.diskSpace(folder: kiosk.stateFolder),
            FileChecks.models(folder: kiosk.modelsFolder, models),
            FileChecks.trust(kiosk.trustFile),
        ])
        return DiagnosticReport(
            results: local.results.map(machine) + DoorChecks.results(kiosk)
                + (await StatusCommand.report(socket: socket)).results)
    }

    /// The clock of the machine and the clock as kioskd compared it with the portal are two findings.
    private static func machine(_ result: CheckResult) -> CheckResult {
        guard result.id == "clock" else { return result }
        return CheckResult(
            id: "clock.machine", state: result.state, finding: result.finding, remedy: result.remedy)
    }

    /// 2026-01-01 UTC: this program is younger.
    private static let released: Int64 = 1_767_225_600_000

    private static func now() -> Int64 { Int64(Date.now.timeIntervalSince1970 * 1000) }

    /// The weights of the matcher; kiosk-vision itself checks their SHA-256.
    private static let models = [
        ModelFile(name: "shape_predictor_5_face_landmarks.dat", size: 9_150_489),
        ModelFile(name: "dlib_face_recognition_resnet_model_v1.dat", size: 22_466_066),
    ]
}
