import Glibc
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import HelperProtocol

@Suite("A technician's questions to kiosk-vision, by its client", .serialized)
struct CameraQuestionTests {
    private func report(_ client: VisionClient, seconds: Double = 1) async throws -> CameraTestReport {
        guard case .test(let report) = try await client.camera(.test(seconds: seconds)).answer else {
            throw TestProblem("another answer than a test's")
        }
        return report
    }

    @Test(
        "test: rate, size, light, a face and a sketch; snapshot: a whole JPEG, marked virtual; no controls of a stream")
    func answers() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            let report = try await report(client, seconds: 2)
            #expect(report.code == nil && report.isVirtual && report.damaged == 0)
            #expect((5...61).contains(report.framesPerSecond), "\(report.framesPerSecond)")
            #expect(report.width == 1280 && report.height == 720)
            #expect((report.firstFrameMilliseconds ?? 0) > 0)
            #expect(report.luma > 0.1 && report.spread > 10 && report.seesFace)
            #expect(report.sketch.count == 14 && report.sketch.allSatisfy { $0.count == 48 })

            let (answer, picture) = try await client.camera(.snapshot)
            guard case .snapshot(let about) = answer else { throw TestProblem("no snapshot: \(answer)") }
            #expect(about.isVirtual && about.width == 1280)
            #expect(try picture.withUnsafeBytes { try JPEGDecoder().rgb(of: $0) }.height == 720)
            #expect(client.latestPreview() == nil, "a technician's picture never reaches the screen")

            guard case .controls(let controls) = try await client.camera(.controls).answer else {
                throw TestProblem("no controls")
            }
            #expect(controls.isEmpty)
        }
    }

    @Test("while a person is served there is no answer; a person who comes ends the question")
    func personFirst() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            let asked = Task { try await client.camera(.test(seconds: 10)) }
            try await eventually { await client.asksCamera }
            let begun = ContinuousClock.now
            try await client.position()
            let given = await #expect(throws: Failure.self) { _ = try await asked.value }
            #expect(given?.code == .cameraServing)
            #expect(ContinuousClock.now - begun < .seconds(3))
            try await client.event("guidance") { if case .guidance = $0 { () } else { nil } }
            let refused = await #expect(throws: Failure.self) { try await client.camera(.snapshot) }
            #expect(refused?.code == .cameraServing)
            try await client.stop()
            #expect(try await report(client).code == nil)
        }
    }

    @Test("no camera: the test says camera.missing, the snapshot is refused with it, and soon")
    func noCamera() async throws {
        let helper = try HelperProcess(source: nil, models: nil)
        let client = try await helper.client()
        let begun = ContinuousClock.now
        let report = try await report(client)
        #expect(report.code == .cameraMissing && report.frames == 0 && report.framesPerSecond == 0)
        let refused = await #expect(throws: Failure.self) { try await client.camera(.snapshot) }
        #expect(refused?.code == .cameraMissing)
        #expect(ContinuousClock.now - begun < .seconds(3))
    }

    @Test("two questions at once: the second is refused, the first is answered")
    func oneAtATime() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            async let first = report(client, seconds: 2)
            try await eventually { await client.asksCamera }
            let second = await #expect(throws: Failure.self) { try await client.camera(.snapshot) }
            #expect(second?.code == .cameraBusy)
            #expect(try await first.frames > 5)
        }
    }

    @Test("a helper that dies in the middle is a coded failure, not an endless wait")
    func dies() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            let asked = Task { try await client.camera(.test(seconds: 10)) }
            try await eventually { await client.asksCamera }
            helper.send(SIGKILL)
            let begun = ContinuousClock.now
            let failure = await #expect(throws: Failure.self) { _ = try await asked.value }
            #expect(failure?.code == .visionFault)
            #expect(ContinuousClock.now - begun < .seconds(2))
        }
    }
}
