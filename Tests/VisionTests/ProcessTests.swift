import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("kiosk-vision shuts itself in, keeps to its memory and threads, and ends when idle (issue 4.6)", .serialized)
struct VisionProcessTests {
    private func outcome(_ event: VisionEvent) -> AttemptReport? {
        if case .outcome(let report) = event { report } else { nil }
    }

    private func guidance(_ event: VisionEvent) -> Guidance? {
        if case .guidance(let report) = event { report.guidance } else { nil }
    }

    @Test("Landlock: only the folder of its camera source and its models open, also when it is asked for another")
    func confined() async throws {
        _ = try TestModels.require()
        let pictures = try Pictures(), others = try Pictures()
        let helper = try HelperProcess(source: "folder:\(pictures.path)", models: TestModels.folder)
        let client = try await helper.client()
        let health = try await client.health()
        try RealPart.require(health.isConfined, "this kernel has no landlock")
        #expect(health.camera.health == .ok && health.matcher.health == .ok)
        try await client.configure(source: "folder:\(others.path)")
        #expect(try await client.health().camera.health == .fault)
        try await client.configure(source: "folder:\(pictures.path)")
        #expect(try await client.health().camera.health == .ok)
    }

    @Test("One BLAS thread without any help from the environment; at most 90 MiB resident while matching")
    func threadsAndMemory() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(
                source: source, models: TestModels.folder, unset: "OPENBLAS_NUM_THREADS")
            let client = try await helper.client()
            try await client.attempt(id: "1", reference: try TestModels.picture("obama"))
            let (report, most) = try await withDeadline(.seconds(60), "outcome") {
                var most = 0
                for await event in client.events {
                    most = max(most, try helper.status("VmRSS"))
                    if let report = self.outcome(event) { return (report, most) }
                }
                throw CancellationError()
            }
            #expect(report.outcome == .matched)
            #expect(try helper.status("Threads") == 1)
            #expect(most <= 90 << 10, "\(most) KiB")
        }
    }

    @Test("Without work it says so and ends; a request that comes at that moment is still served")
    func idle() async throws {
        let helper = try HelperProcess(source: nil, models: nil, options: ["--idle", "1"])
        let client = try await helper.client()
        try await eventually("it rests") { await client.isResting ? () : nil }
        #expect(try await helper.exitStatus() == 0)
        // What kioskd does for a person who comes then: the socket has nobody behind it here, so it is a coded failure.
        await #expect(throws: Failure.self) { try await client.health(within: .seconds(1)) }
    }

    @Test(
        "Asked to end, idle or at work, born with all signals blocked: an orderly end within its patience",
        arguments: [SIGTERM, SIGINT, SIGHUP], [false, true])
    func asked(signal: Int32, atWork: Bool) async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: nil, blocked: true)
            let client = try await helper.client()
            if atWork {
                try await client.position()
                _ = try await client.event("guidance") { self.guidance($0) }
            }
            helper.send(signal)
            #expect(try await helper.exitStatus() == 0)
        }
    }

    @Test("Under nohup a hangup is not meant for it, and a polite kill still ends it in order")
    func nohup() async throws {
        let helper = try HelperProcess(source: nil, models: nil, starter: "nohup")
        let client = try await helper.client()
        helper.send(SIGHUP)
        #expect(try await client.health().camera.code == .cameraMissing)
        helper.send(SIGTERM)
        #expect(try await helper.exitStatus() == 0)
    }

    @Test("Work keeps it awake: positioning lasts longer than the idle limit")
    func busy() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: nil, options: ["--idle", "1"])
            let client = try await helper.client()
            try await client.position()
            let from = ContinuousClock.now
            while ContinuousClock.now - from < .seconds(3) {
                _ = try await client.event("guidance") { self.guidance($0) }
            }
            #expect(await !client.isResting)
        }
    }

    @Test("From its start to ready it does not work for long, weights checked and loaded (figure: make bench)")
    func start() async throws {
        _ = try TestModels.require()
        var best = Double.infinity
        for _ in 0..<3 {
            let helper = try HelperProcess(source: nil, models: TestModels.folder)
            let client = try await helper.client()
            best = min(best, try helper.processorSeconds())
            await client.disconnect()
        }
        // Processor time of a build without optimisation; the 700 ms of issue 4.6 are measured in `make bench`.
        #expect(best <= 3, "\(best) s")
    }

    @Test(
        """
        No memory for what an attempt needs: a technical error with face.helper-fault, or the end of the helper, which is \
        the same; never a match
        """, arguments: [false, true])
    func outOfMemory(inMidAttempt: Bool) async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, control in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            let portrait = try TestModels.picture("obama")
            if inMidAttempt {
                // The portrait is described, and the attempt looks for a face.
                #expect(try await command("empty", to: control) == "ok")
                try await client.attempt(id: "1", reference: portrait)
                try await client.event("guidance") { self.guidance($0).map { _ in () } }
            }
            // Neither the heap nor a map may grow from now on.
            try await helper.limitAddressSpace(kilobytes: 1024)
            if !inMidAttempt {
                do {
                    try await client.attempt(id: "1", reference: portrait)
                } catch let failure as Failure {
                    // It ended before it had read the portrait.
                    #expect(failure.code == .visionFault)
                    return
                }
            }
            let end = try await client.event("an end") { event -> (AttemptOutcome?, FailureCode?)? in
                switch event {
                case .outcome(let report): (report.outcome, report.code)
                case .fault(.visionFault, _): (nil, .visionFault)
                default: nil
                }
            }
            #expect(end.0 == nil || end.0 == .technicalError)
            #expect(end.1 == .visionFault)
        }
    }

    @Test("A portrait is judged before anybody stands before the camera, and forgotten on demand")
    func reference() async throws {
        _ = try TestModels.require()
        let helper = try HelperProcess(source: nil, models: TestModels.folder)
        let client = try await helper.client()
        let good = try await client.check(reference: try TestModels.picture("obama"), within: .seconds(20))
        #expect(good.isUsable)
        let none = try await client.check(reference: Array("no picture".utf8), within: .seconds(20))
        #expect(none.code == .referenceMissing && none.problem == .unreadable)
        try await client.forget()
        #expect(try await client.health().matcher.health == .ok)
    }
}

/// A folder with one picture of a camera.
private struct Pictures {
    private let folder: TemporaryFolder
    var path: String { folder.path }

    init() throws {
        folder = try TemporaryFolder("pictures")
        let picture = try TestModels.picture("obama")
        try Data(picture).write(to: URL(fileURLWithPath: folder.file("1.jpg")))
    }
}
