import Glibc
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain
import Testing

@Suite("kiosk-vision as a process, seen by its client", .serialized)
struct VisionClientTests {
    private func outcome(_ event: VisionEvent) -> AttemptReport? {
        if case .outcome(let report) = event { report } else { nil }
    }

    private func fault(_ event: VisionEvent) -> FailureCode? {
        if case .fault(let code, _) = event { code } else { nil }
    }

    private func guidance(_ event: VisionEvent) -> Guidance? {
        if case .guidance(let report) = event { report.guidance } else { nil }
    }

    @Test("Positioning, previews, an attempt that matches, one that does not, and a camera unplugged between")
    func flow() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, control in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            let health = try await client.health()
            #expect(health.camera.health == .ok && health.camera.isVirtual)
            #expect(health.matcher.health == .ok)

            try await client.position()
            try await client.event("good") { self.guidance($0) == .good ? () : nil }
            let preview = try #require(client.latestPreview())
            #expect(preview.count <= 400_000)
            #expect(try preview.withBytes { try JPEGDecoder().header(of: $0) }.width == 1280)

            let portrait = try TestModels.picture("obama")
            try await client.attempt(id: "first", reference: portrait)
            let first = try await client.event("outcome", outcome)
            #expect(first.id == "first" && first.outcome == .matched)
            #expect(first.cameraIsVirtual)

            try await client.position()
            #expect(try await command("unplug", to: control) == "ok")
            let lost = try await client.event("camera fault", fault)
            #expect([.cameraLost, .cameraMissing].contains(lost))
            #expect(try await command("person biden", to: control) == "ok")
            #expect(try await command("plug", to: control) == "ok")
            try await client.event("camera back") { event in
                if case .ready(let health) = event, health.camera.health == .ok { () } else { nil }
            }
            try await client.attempt(id: "second", reference: portrait)
            let second = try await client.event("outcome", outcome)
            #expect(second.id == "second" && second.outcome == .noMatch)
            try await client.stop()
            #expect(client.latestPreview() == nil)
        }
    }

    @Test(
        "A helper that is killed or hangs in mid attempt is a fault within two seconds", arguments: [SIGKILL, SIGSTOP])
    func deadHelper(signal: Int32) async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, control in
            #expect(try await command("empty", to: control) == "ok")
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            try await client.attempt(id: "1", reference: try TestModels.picture("obama"))
            try await client.event("guidance") { self.guidance($0).map { _ in () } }
            helper.send(signal)
            let from = ContinuousClock.now
            #expect(try await client.event("fault", fault) == .visionFault)
            #expect(ContinuousClock.now - from < .seconds(2))
        }
    }

    @Test("Without weights: guidance flows, an attempt is a technical error, never a match")
    func withoutWeights() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: nil)
            let client = try await helper.client()
            try await client.position()
            try await client.event("good") { self.guidance($0) == .good ? () : nil }
            try await client.attempt(id: "1", reference: try TestModels.picture("obama"))
            let report = try await client.event("outcome", outcome)
            #expect(report.outcome == .technicalError)
            #expect(report.code == .matcherUnavailable)
        }
    }

    @Test("No camera: health says camera.missing; a second client is served after the first")
    func noCamera() async throws {
        let helper = try HelperProcess(source: nil, models: nil)
        let first = try await helper.client()
        #expect(try await first.health().camera.code == .cameraMissing)
        await first.disconnect()
        let second = try await helper.client()
        #expect(try await second.health().matcher.code == .matcherUnavailable)
    }

    @Test("Nobody listens: a coded failure, at once")
    func nobody() async {
        let client = VisionClient(socketPath: "/tmp/psc-kiosk-no-such.sock")
        await #expect(throws: Failure.self) { try await client.connect(within: .seconds(1)) }
    }
}
