import FoundationEssentials
import HelperProtocol
import Hummingbird
import KioskDevices
import KioskDomain

/// A technician's questions to a camera, by `?role=face` (so without it) or `document`. While a person is served there is
/// no answer but the reason.
struct CameraRoutes: Sendable {
    let vision: VisionClient
    let holder: CameraHolder
    /// Nobody is at the kiosk.
    let isIdle: @Sendable () -> Bool

    func add(to router: Router<BasicRequestContext>) {
        router.get("camera/controls") { request, _ in try await answer(.controls, to: request) }
        router.post("camera/test") { request, _ in
            let seconds = request.uri.queryParameters["seconds"].flatMap { Double($0) } ?? 3
            return try await answer(.test(seconds: seconds), to: request)
        }
        router.post("camera/snapshot") { request, _ in try await answer(.snapshot, to: request) }
    }

    private func answer(_ question: CameraRequest, to request: Request) async throws -> Response {
        guard let role = CameraRole(rawValue: String(request.uri.queryParameters["role"] ?? "face")) else {
            return try ControlServer.problem(Failure(.cameraMissing, "role is face or document"))
        }
        do {
            guard isIdle() else { throw Failure(.cameraServing, "a session runs") }
            var (answer, picture) = try await vision.camera(question, of: role)
            defer { wipe(&picture) }
            switch answer {
            case .snapshot(let report):
                return try ControlServer.json(CameraSnapshot(report: report, jpeg: Data(picture)))
            case .controls(let controls): return try ControlServer.json(controls)
            case .test(var report):
                report.detail = await holder.detail(report.code, report.detail, of: role)
                return try ControlServer.json(report)
            case .codes: throw Failure(.visionFault, "another answer than to a technician")
            case .refused(let code, let detail): throw Failure(code, detail)
            }
        } catch var failure as Failure {
            failure.detail = await holder.detail(failure.code, failure.detail, of: role)
            return try ControlServer.problem(failure)
        }
    }
}
