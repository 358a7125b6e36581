internal import FoundationEssentials
internal import HelperProtocol
internal import KioskDevices
internal import KioskDiagnostics
internal import NIOHTTP1

extension ControlClient {
    /// A picture of the camera; kioskd refuses while a person is served.
    func cameraSnapshot(of role: CameraRole) async throws(ControlError) -> CameraSnapshot {
        // A picture of eight megapixels, written as base64.
        try await camera(.POST, "/camera/snapshot?role=\(role.rawValue)", upTo: 16 << 20)
    }

    /// What can be set at the camera.
    func cameraControls(of role: CameraRole) async throws(ControlError) -> [CameraControl] {
        try await camera(.GET, "/camera/controls?role=\(role.rawValue)")
    }

    /// Measures the camera over some seconds.
    func cameraTest(of role: CameraRole, seconds: Double) async throws(ControlError) -> CameraTestReport {
        try await camera(.POST, "/camera/test?role=\(role.rawValue)&seconds=\(seconds)")
    }

    private func camera<Answer: Decodable>(
        _ method: HTTPMethod, _ uri: String, upTo size: Int = largestAnswer
    ) async throws(ControlError) -> Answer {
        let (status, body) = try await ask(method, uri, upTo: size)
        if status == 200, let answer = try? JSONDecoder().decode(Answer.self, from: body) { return answer }
        guard let problem = try? JSONDecoder().decode(ControlProblem.self, from: body) else {
            throw .notUnderstood(status: status)
        }
        throw .refused(problem)
    }
}
