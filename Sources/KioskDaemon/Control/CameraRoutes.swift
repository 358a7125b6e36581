import FoundationEssentials
import HelperProtocol
import Hummingbird
import KioskDevices
import KioskDomain

/// A technician's questions to the camera. While a person is served there is no answer but the reason.
struct CameraRoutes: Sendable {
    let vision: VisionClient
    /// Nobody is at the kiosk.
    let isIdle: @Sendable () -> Bool

    func add(to router: Router<BasicRequestContext>) {
        router.get("camera/controls") { _, _ in try await answer(.controls) }
        router.post("camera/test") { request, _ in
            try await answer(.test(seconds: request.uri.queryParameters["seconds"].flatMap { Double($0) } ?? 3))
        }
        router.post("camera/snapshot") { _, _ in try await answer(.snapshot) }
    }

    private func answer(_ question: CameraRequest) async throws -> Response {
        do {
            guard isIdle() else { throw Failure(.cameraServing, "a session runs") }
            var (answer, picture) = try await vision.camera(question)
            defer { wipe(&picture) }
            switch answer {
            case .snapshot(let report):
                return try ControlServer.json(CameraSnapshot(report: report, jpeg: Data(picture)))
            case .controls(let controls): return try ControlServer.json(controls)
            case .test(let report): return try ControlServer.json(report)
            case .refused(let code, let detail): throw Failure(code, detail)
            }
        } catch let failure as Failure {
            return try ControlServer.problem(failure)
        }
    }
}
