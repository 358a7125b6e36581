import HelperProtocol
import KioskDevices

/// Asks kiosk-vision how it is: soon after the start, and again while it cannot be reached or its camera is not well, so
/// that a camera that is plugged in again is known before the next person comes.
struct VisionGreeting: Sendable {
    let client: VisionClient
    let cameraIsFaulty: @Sendable () async -> Bool
    let report: @Sendable (VisionHealth) async -> Void

    func run() async {
        var pause = BackOff(first: .milliseconds(200), limit: .seconds(10))
        while !Task.isCancelled {
            do {
                let isFaulty = await cameraIsFaulty()
                // One that went to rest was well; it is started again when a person comes.
                if await client.isResting, !isFaulty {
                    try? await Task.sleep(for: .seconds(2))
                    continue
                }
                // A new connection: what camera and matcher can do is known before the first person comes.
                let isNew = try await client.connect(within: .seconds(2)) != nil
                if isNew || isFaulty { await report(try await client.health()) }
                pause.reset()
                try? await Task.sleep(for: .seconds(2))
            } catch {
                try? await Task.sleep(for: pause.next())
            }
        }
    }
}
