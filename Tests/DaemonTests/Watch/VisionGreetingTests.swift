import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("The camera's plug while kiosk-vision rests (issue 4.1, 4.6)", .serialized)
struct VisionGreetingTests {
    /// What the daemon would know, without a daemon.
    private final class Board: Sendable {
        private struct State {
            var code: FailureCode?
            var faults = 0
            var reports = 0
        }
        private let state = Mutex(State())
        var code: FailureCode? { state.withLock { $0.code } }
        var faults: Int { state.withLock { $0.faults } }
        var reports: Int { state.withLock { $0.reports } }
        func fault(_ code: FailureCode) {
            state.withLock {
                $0.code = code
                $0.faults += 1
            }
        }
        func report(_ health: VisionHealth) {
            state.withLock {
                $0.code = health.camera.code
                $0.reports += 1
            }
        }
    }

    @Test("unplugged while it rests: told once, within 600 ms; plugged in: kiosk-vision is started and asked")
    func plug() async throws {
        let folder = try TemporaryFolder("plug")
        let link = folder.file("camera")
        let script = folder.file("script")
        try Data("plug \(link)".utf8).write(to: URL(filePath: script))
        try await OnDemandHelperTests.with(idle: 1, arguments: ["--source", "script:\(script)"]) { client, helper, _ in
            let board = Board()
            let greeting = VisionGreeting(
                client: client, plug: CameraPlug(source: "device:\(link)"), cameraIsFaulty: { board.code != nil },
                report: { board.report($0) }, fault: { code, _ in board.fault(code) })
            let running = Task { await greeting.run() }
            defer { running.cancel() }
            var noticed: [Duration] = []
            for round in 1...3 {
                try Data().write(to: URL(filePath: link))
                try await eventually("the camera is well", within: .seconds(60)) { board.code == nil ? () : nil }
                try await eventually("it rests", within: .seconds(60)) {
                    await client.isResting && helper.process == nil && board.reports > 0 ? () : nil
                }
                try FileManager.default.removeItem(atPath: link)
                let from = ContinuousClock.now
                try await eventually("it is missed", within: .seconds(60)) { board.code == .cameraMissing ? () : nil }
                noticed.append(.now - from)
                #expect(board.faults == round)
                #expect(helper.process == nil)
            }
            // The best of three: a busy test machine may take longer now and then.
            #expect(noticed.min() ?? .zero < .milliseconds(600))
        }
    }
}
