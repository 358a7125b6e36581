import FoundationEssentials
import Glibc
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("kiosk-vision looks after its cameras between people (issue 4.1)", .serialized)
struct CameraIdleTests {
    private func health(_ event: VisionEvent) -> VisionHealth? {
        if case .ready(let health) = event { health } else { nil }
    }

    /// A scripted camera whose plug is a file.
    private func script(_ folder: borrowing TemporaryFolder, _ name: String) throws -> (source: String, plug: String) {
        let plug = folder.file("\(name).plug")
        try Data().write(to: URL(filePath: plug))
        try Data("plug \(plug)".utf8).write(to: URL(filePath: folder.file(name)))
        return ("script:\(folder.file(name))", plug)
    }

    @Test("Idle: unplugged is told within 600 ms, plugged in again within 2 s, and the helper still goes to rest")
    @BlockingTests
    func unplug() async throws {
        let folder = try TemporaryFolder("idle")
        let (source, plug) = try script(folder, "face")
        let helper = try HelperProcess(source: source, models: nil, options: ["--idle", "8"])
        try await helper.listens()
        // On a thread of its own: what is timed is kiosk-vision, not the pool that other tests keep busy.
        var reader = try RawClient(helper)
        try reader.ask(.health)
        #expect(try reader.next { self.health($0) }.camera.health != .fault)
        #expect(try reader.next { self.health($0) }.camera.health == .ok)
        for round in 1...2 {
            let drawn = ContinuousClock.now
            try FileManager.default.removeItem(atPath: plug)
            let code = try reader.next { if case .fault(let code, _) = $0 { code } else { nil } }
            #expect(ContinuousClock.now - drawn < .milliseconds(600), "round \(round)")
            #expect(code == .cameraLost)
            let back = ContinuousClock.now
            try Data().write(to: URL(filePath: plug))
            #expect(try reader.next { self.health($0) }.camera.health == .ok)
            #expect(ContinuousClock.now - back < .seconds(2), "round \(round)")
        }
        // None of this is work.
        try reader.next { if case .resting = $0 { () } else { nil } }
        #expect(try await helper.exitStatus() == 0)
    }

    @Test("A camera for documents: its health beside the other's, its loss and return told, its own pictures and test")
    func document() async throws {
        let folder = try TemporaryFolder("document")
        let (face, _) = try script(folder, "face")
        let (paper, plug) = try script(folder, "paper")
        let helper = try HelperProcess(source: face, models: nil, options: ["--document-source", paper])
        let client = try await helper.client()
        #expect(try await client.health().document?.health == .ok)
        #expect(try await client.health().document?.id == "camera.document")

        let (answer, picture) = try await client.camera(.snapshot, of: .document)
        guard case .snapshot(let about) = answer else { throw TestProblem("no snapshot: \(answer)") }
        #expect(about.isVirtual)
        #expect(try picture.withUnsafeBytes { try JPEGDecoder().rgb(of: $0) }.width == about.width)
        guard case .test(let report) = try await client.camera(.test(seconds: 1), of: .document).answer else {
            throw TestProblem("no test")
        }
        #expect(report.code == nil && report.frames > 1 && !report.seesFace)

        try FileManager.default.removeItem(atPath: plug)
        _ = try await client.event("the loss") { self.health($0)?.document?.code == .cameraLost ? true : nil }
        let refused = await #expect(throws: Failure.self) { try await client.camera(.snapshot, of: .document) }
        #expect([.cameraLost, .cameraMissing].contains(refused?.code))
        guard case .snapshot = try await client.camera(.snapshot, of: .face).answer else {
            throw TestProblem("the other camera is lost, too")
        }
        try Data().write(to: URL(filePath: plug))
        _ = try await client.event("the return") { self.health($0)?.document?.health == .ok ? true : nil }
    }

    @Test("Without a camera for documents a question to it is refused, and its health is not there")
    func noDocument() async throws {
        let helper = try HelperProcess(source: nil, models: nil)
        let client = try await helper.client()
        #expect(try await client.health().document == nil)
        let refused = await #expect(throws: Failure.self) { try await client.camera(.snapshot, of: .document) }
        #expect(refused?.code == .cameraMissing)
    }
}
