import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import StreamSockets
import Testing

@testable import KioskDaemon

/// Says its first word to the first client, on a thread of its own.
private actor LateHelper {
    private nonisolated let executor = BlockingExecutor(name: "late-helper")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func greet(at door: ListeningSocket) throws -> StreamSocket {
        let link = try #require(try door.accept(within: .seconds(20)))
        try link.send(try VisionEvent.ready(HelperAwayTests.health).frame(), within: .seconds(5))
        return link
    }
}

@Suite("A person comes to the camera while kiosk-vision cannot be reached", .timeLimit(.minutes(1)))
struct HelperAwayTests {
    fileprivate static let health = VisionHealth(
        camera: DeviceStatus(id: "camera.face", name: "camera", health: .ok, finding: ""),
        matcher: DeviceStatus(id: "matcher.face", name: "matcher", health: .ok, finding: ""), models: [],
        threshold: .shipped)

    @Test("the fault ends by itself: the camera is told to be back once the helper answers")
    func back() async throws {
        let folder = try TemporaryFolder("away")
        let socket = folder.file("vision.sock")
        let client = VisionClient(socketPath: socket)
        let face = FaceWork(client: client, attemptSeconds: 20, challenge: .off)
        let (events, heard) = AsyncStream.makeStream(of: CameraEvent.self)
        await face.listen(
            FaceWork.Listener(
                guidance: { _ in }, event: { heard.yield($0) }, health: { _ in }, fault: { _, _ in }))
        let running = Task { await face.run() }
        defer { running.cancel() }
        #expect(await face.startCamera() == .camera(.lost(.visionFault)))

        let door = try ListeningSocket(at: .unix(socket))
        let helper = LateHelper()
        let greeting = Task { try await helper.greet(at: door) }
        try await client.connect()
        let first = try await withDeadline(.seconds(20), "the camera is back") {
            var events = events.makeAsyncIterator()
            return await events.next()
        }
        #expect(first == .back)
        _ = try await greeting.value
    }
}
