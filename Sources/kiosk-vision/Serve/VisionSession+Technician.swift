import CameraSource
import FaceMatching
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets

/// What a technician may ask while nobody is served. The person in front of the kiosk goes first: whatever the daemon
/// wants for one ends the question.
extension VisionSession {
    func answer(_ request: CameraRequest, of role: CameraRole, _ client: StreamSocket) throws {
        guard !isWorking else {
            return try refuse(Failure(.cameraServing, "the camera is at work"), client)
        }
        guard let camera = camera(role) else {
            return try refuse(Failure(.cameraMissing, "no camera for documents is configured"), client)
        }
        if let begun = CameraTrial(request, of: role, at: .now) {
            trial = begun
            isWorking = true
            return
        }
        let controls: [CameraSetting]
        do throws(Failure) {
            controls = try camera.controls()
        } catch {
            return try refuse(error, client)
        }
        try send(.camera(.controls(controls.map(CameraControl.init))), client)
    }

    /// One more picture for the question.
    func advance(_ running: CameraTrial, _ client: StreamSocket) throws {
        var running = running
        let role = running.role
        guard let camera = camera(role) else { return }
        let event = camera.next(within: .milliseconds(250))
        let reply = running.take(event, camera, at: .now) { frame in
            guard role == .face else { return false }
            pipeline.reset()
            return (try? pipeline.take(jpeg: frame.bytes, at: frame.arrived))?.guidance.face != nil
        }
        trial = running
        guard var reply else { return }
        rest()
        if !reply.picture.isEmpty {
            defer { wipe(&reply.picture) }
            try client.send(HelperFrame(.document, reply.picture), within: .seconds(1))
        }
        try send(.camera(reply.answer), client)
    }

    /// Called before anything is done for a person.
    func giveWay(_ client: StreamSocket) throws {
        guard trial != nil else { return }
        rest()
        try refuse(Failure(.cameraServing, "a person has come"), client)
    }

    func refuse(_ failure: Failure, _ client: StreamSocket) throws {
        try send(.camera(.refused(code: failure.code, detail: failure.detail)), client)
    }
}

extension CameraControl {
    init(_ setting: CameraSetting) {
        self.init(
            name: setting.name, kind: setting.kind.rawValue, minimum: setting.minimum, maximum: setting.maximum,
            step: setting.step, standard: setting.standard, current: setting.current, chosen: setting.chosen,
            choices: setting.choices, isFixed: setting.isFixed)
    }
}
