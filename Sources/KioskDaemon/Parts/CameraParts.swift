import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import Logging

/// The cameras and what looks at their pictures.
struct CameraParts: Sendable {
    let client: VisionClient
    let face: FaceWork
    let calibration: SiteCalibration
    let holder: CameraHolder
    /// Nil where the service manager starts kiosk-vision.
    let helper: OnDemandHelper?

    init(_ configuration: DaemonConfiguration, logger: Logger) async throws {
        let helper = try await Self.helper(configuration, logger: logger)
        self.helper = helper
        client = VisionClient(socketPath: configuration.visionSocket, hung: { helper?.endHung() })
        face = FaceWork(
            client: client, attemptSeconds: configuration.attemptSeconds, challenge: configuration.challenge)
        calibration = SiteCalibration(configuration)
        holder = CameraHolder(sources: [.face: configuration.cameraSource, .document: configuration.documentSource])
    }

    /// On a machine without a service manager.
    private static func helper(
        _ configuration: DaemonConfiguration, logger: Logger
    ) async throws -> OnDemandHelper? {
        guard let program = configuration.visionProgram else { return nil }
        let document = configuration.documentSource.map { ["--document-source", $0] } ?? []
        let focus = configuration.cameraFocus.map { ["--focus", "\($0)"] } ?? []
        let pack = configuration.facePack.map { ["--pack", $0] } ?? []
        return try await OnDemandHelper(
            name: "kiosk-vision", program: program,
            arguments: [
                "serve", "--inherit", "--socket", configuration.visionSocket, "--source", configuration.cameraSource,
                "--models", configuration.modelsFolder, "--parent", "\(getpid())",
                "--controls-file", "\(configuration.stateFolder)/camera-controls",
            ] + document + focus + pack, socket: configuration.visionSocket, logger: logger)
    }
}
