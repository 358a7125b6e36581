import HelperProtocol
import KioskDevices
import KioskDomain
import KioskScreens

/// What kiosk-vision says about cameras and matcher, brought to the status board and to the session (R1).
struct VisionWatch: Sendable {
    let board: StatusBoard
    let acceptsVirtual: Bool
    let runner: SessionRunner
    let calibration: SiteCalibration
    let holder: CameraHolder

    var listener: FaceWork.Listener {
        FaceWork.Listener(
            guidance: { await runner.show(camera: $0) },
            event: { await runner.handle(.camera($0)) },
            health: { await health($0) },
            fault: { code, detail in
                await board.set(
                    DeviceStatus(
                        id: CameraRole.face.deviceID, name: "", health: .fault, code: code,
                        finding: await holder.detail(code, detail, of: .face)))
            })
    }

    var cameraIsFaulty: Bool {
        get async { await board.statuses.contains { $0.id == CameraRole.face.deviceID && $0.health == .fault } }
    }

    /// Whether EDS by face may be begun here (B3); asked once before kiosk-vision is there, too. A matcher that is known to be
    /// broken opens no attempt (table of outcomes).
    func judge(_ health: VisionHealth?) async {
        await board.set(calibration.status(health))
        await runner.withhold(.edsByFace, calibration.problem(health), for: .matcher)
    }

    @Sendable func health(_ health: VisionHealth) async {
        await set(health.camera, of: .face)
        if let document = health.document { await set(document, of: .document) }
        await board.set(health.matcher)
        await judge(health)
        await board.set(
            DeviceStatus(
                id: "vision", name: "kiosk-vision", health: health.isConfined ? .ok : .unknown,
                finding: health.isConfined ? "camera and faces, confined" : "not confined by the kernel"))
    }

    private func set(_ camera: DeviceStatus, of role: CameraRole) async {
        var camera = await holder.named(camera, of: role)
        if camera.isVirtual, !acceptsVirtual {
            camera.health = .fault
            camera.code = .virtualPartRefused
        }
        await board.set(camera)
    }
}
