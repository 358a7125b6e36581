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

    @Test("Landlock and a filter of system calls: only the folder of its camera source and its models open, no network")
    func confined() async throws {
        _ = try TestModels.require()
        let pictures = try Pictures()
        let helper = try HelperProcess(source: "folder:\(pictures.path)", models: TestModels.folder)
        let client = try await helper.client()
        let health = try await client.health()
        try RealPart.require(health.isConfined, "this kernel has no landlock")
        #expect(health.camera.health == .ok && health.matcher.health == .ok)
        #expect(try helper.status("Seccomp") == 2)
        // Another folder under the same name is not the one that was left open.
        try pictures.replace()
        #expect(try await client.health().camera.health == .fault)
        try pictures.putBack()
        #expect(try await client.health().camera.health == .ok)
    }

    @Test(
        "Two cameras that cannot be told apart are refused at the start, with what to name them by",
        arguments: ["", "-2"])
    func twoCameras(suffix: String) async throws {
        let folder = try TemporaryFolder("vision")
        let started = try await Tool.run(
            try HelperProcess.binary(),
            [
                "serve", "--socket", folder.file("s"), "--source", "device:/dev/psc-kiosk/camera", "--document-source",
                "device:/dev/psc-kiosk/camera\(suffix)",
            ])
        #expect(!started.succeeded)
        #expect(started.standardError.contains("/dev/v4l/by-id"), "\(started.standardError)")
        let lens = try await Tool.run(
            try HelperProcess.binary(), ["serve", "--socket", folder.file("s"), "--focus", "70000"])
        #expect(lens.status == 64 && lens.standardError.contains("--focus"))
    }

    @Test("Nobody is told that there is no face when no frame could be looked at: face.helper-fault instead")
    func blind() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let helper = try HelperProcess(source: source, models: TestModels.folder)
            let client = try await helper.client()
            try await client.position()
            _ = try await client.event("guidance") { self.guidance($0) }
            try await helper.limitAddressSpace(kilobytes: 1024)
            let told = try await client.event("a fault") { event -> String? in
                switch event {
                case .fault(let code, _): code.rawValue
                case .guidance(let report) where report.guidance == .noFace: "no face"
                default: nil
                }
            }
            #expect(told == FailureCode.visionFault.rawValue)
        }
    }

    @Test("No memory for a portrait of a chip is no fault of the portrait: face.helper-fault, never \"no photo\"")
    func noMemoryForPortrait() async throws {
        _ = try TestModels.require()
        try RealPart.require(programs: "opj_compress")
        let folder = try TemporaryFolder("portrait")
        let (width, height) = (1600, 2000)
        let gray = (0..<(width * height)).map { UInt8(($0 % width + $0 / width) / 16 % 256) }
        let source = try folder.write("in.pgm", Array("P5\n\(width) \(height)\n255\n".utf8) + gray)
        try #require(
            try await Tool.run("opj_compress", ["-i", source, "-o", folder.file("out.jp2"), "-r", "40"]).succeeded)
        let portrait = try folder.read("out.jp2")
        let helper = try HelperProcess(source: nil, models: TestModels.folder)
        let client = try await helper.client()
        #expect(try await client.check(reference: portrait, within: .seconds(60)).code == .referencePoor)
        try await client.forget()
        // Enough for the bytes of the portrait, not for its pixels.
        try await helper.limitAddressSpace(kilobytes: 1024)
        do {
            let report = try await client.check(reference: portrait, within: .seconds(60))
            #expect(report.code == .visionFault && report.problem == nil, "\(report.detail)")
        } catch {
            // It ended in the middle, which is the same.
            #expect(error.code == .visionFault)
        }
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
    var path: String { folder.file("pictures") }
    private var kept: String { folder.file("kept") }

    init() throws {
        folder = try TemporaryFolder("pictures")
        try fill()
    }

    private func fill() throws {
        _ = try folder.makeFolder("pictures")
        try folder.write("pictures/1.jpg", try TestModels.picture("obama"))
    }

    /// Another folder with the same picture takes its place and its name.
    func replace() throws {
        try FileManager.default.moveItem(atPath: path, toPath: kept)
        try fill()
    }

    func putBack() throws {
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: kept, toPath: path)
    }
}
