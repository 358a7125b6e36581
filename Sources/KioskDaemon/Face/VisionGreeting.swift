import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain

/// Asks kiosk-vision how it is: soon after the start, and again while it cannot be reached or its camera is not well, so
/// that a camera that is plugged in again is known before the next person comes. While kiosk-vision rests, nobody but this
/// looks after the camera's plug.
struct VisionGreeting: Sendable {
    /// As the issue's limit for an unplugged camera wants it, 600 ms.
    private static let lookEvery = Duration.milliseconds(300)
    private static let askEvery = Duration.seconds(2)

    let client: VisionClient
    let plug: CameraPlug
    let cameraIsFaulty: @Sendable () async -> Bool
    let report: @Sendable (VisionHealth) async -> Void
    let fault: @Sendable (FailureCode, String) async -> Void

    func run() async {
        var pause = BackOff(first: .milliseconds(200), limit: .seconds(10))
        while !Task.isCancelled {
            do {
                if await !rests() { try await greet() }
                pause.reset()
            } catch {
                try? await Task.sleep(for: pause.next())
            }
        }
    }

    /// True while kiosk-vision rests and is left alone: it was well, and is started again when a person comes; or its
    /// camera is not plugged in, and it could say nothing else.
    private func rests() async -> Bool {
        guard await client.isResting else { return false }
        let isFaulty = await cameraIsFaulty()
        let isThere = plug.isThere
        if !isThere, !isFaulty { await fault(.cameraMissing, "\(plug.path ?? ""): unplugged") }
        guard !isThere || !isFaulty else { return false }
        try? await Task.sleep(for: Self.lookEvery)
        return true
    }

    private func greet() async throws {
        let isFaulty = await cameraIsFaulty()
        // A new connection: what camera and matcher can do is known before the first person comes.
        let isNew = try await client.connect(within: .seconds(2)) != nil
        if isNew || isFaulty { await report(try await client.health()) }
        let end = ContinuousClock.now + Self.askEvery
        while ContinuousClock.now < end, await !client.isResting, !Task.isCancelled {
            try? await Task.sleep(for: Self.lookEvery)
        }
    }
}

/// Where the camera is plugged in, as far as that can be seen without opening it: the link that udev makes and takes away.
struct CameraPlug: Sendable {
    /// Nil for a source that is no device: it is always there.
    let path: String?

    /// - Parameter source: as `camera.source`.
    init(source: String) {
        path = source.hasPrefix("device:") ? String(source.dropFirst("device:".count)) : nil
    }

    var isThere: Bool { path.map { access($0, F_OK) == 0 } ?? true }
}
