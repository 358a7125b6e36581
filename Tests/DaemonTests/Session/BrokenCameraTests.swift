import KioskDevices
import KioskDomain
import KioskScreens
import Testing

@testable import KioskDaemon

@Suite("Outcome table: a camera that is broken before Start, or lost after it")
struct BrokenCameraTests {
    private static let applicant = SessionRunnerTests.applicant
    private static let attempt = OpenAttempt(id: "a", ordinal: 1)
    private static let broken = DeviceStatus(
        id: "camera.face", name: "", health: .fault, code: .cameraMissing, finding: "none")

    private static func runner(
        _ work: ScriptedWork, at state: EDSState, deviceReturn: Duration = .seconds(600)
    ) async -> SessionRunner {
        var timeOuts = RuleBook.standard.timeOuts.base
        timeOuts.deviceReturn = deviceReturn
        let runner = SessionRunner(
            settings: SessionRunner.Settings(
                demonstration: true, pscName: Localised(kk: "a", ru: "b", en: "c"), purposes: [], timeOuts: timeOuts),
            work: work)
        await runner.step(to: CitizenSession(stage: .eds(.english, state)), [])
        return runner
    }

    /// Until the screen says that the attempt has failed so.
    private static func wait(_ runner: SessionRunner, until outcome: AttemptOutcome) async throws {
        try await withDeadline(.seconds(10), "the attempt has ended") {
            for await snapshot in runner.snapshots() {
                if case .eds(_, .failed(_, outcome)) = snapshot.session.stage { return }
            }
            throw CancellationError()
        }
    }

    @Test("B2: known to be broken before Start, it opens no attempt, and the screen says why")
    func beforeStart() async {
        let runner = await Self.runner(ScriptedWork(), at: .positioning(Self.applicant, cameraFault: nil))
        await runner.show(devices: [Self.broken])
        await runner.person(.start)
        #expect(
            runner.snapshot.session.stage == .eds(.english, .positioning(Self.applicant, cameraFault: .cameraLost)))
    }

    @Test("P4: what the camera says when the person has gone is shown to nobody")
    func lateWord() async {
        let runner = await Self.runner(ScriptedWork(), at: .positioning(Self.applicant, cameraFault: nil))
        let word = CameraView(guidance: "good")
        await runner.show(camera: word)
        #expect(runner.snapshot.guidance == "good")
        await runner.step(to: CitizenSession(stage: .idle), [])
        #expect(runner.snapshot.guidance == nil)
        await runner.show(camera: word)
        #expect(runner.snapshot.guidance == nil)
    }

    @Test("no reference photo: the attempt needs no camera, broken or not, so that the person reaches an operator")
    func withoutPortrait() async throws {
        let work = ScriptedWork()
        work.answer("openAttempt", .journal(.attemptOpened(Self.attempt, reference: nil)))
        work.answer("closeAttempt no-reference-photo", .journal(.attemptClosed(failures: 1)))
        let applicant = Applicant(identity: SessionRunnerTests.identity, failures: 0, hasPortrait: false, proof: "p")
        let runner = await Self.runner(work, at: .noPortrait(applicant))
        await runner.show(devices: [Self.broken])
        await runner.person(.start)
        try await Self.wait(runner, until: .noReferencePhoto)
    }

    @Test("B2: lost after Start and not back in time, it ends the attempt as a technical error")
    func notBack() async throws {
        let work = ScriptedWork()
        work.answer("closeAttempt technical-error", .journal(.attemptClosed(failures: 1)))
        let runner = await Self.runner(
            work, at: .capturing(Self.applicant, Self.attempt), deviceReturn: .milliseconds(1))
        await runner.handle(.camera(.lost(.cameraLost)))
        try await Self.wait(runner, until: .technicalError)
    }

    @Test("B2: lost after Start it has one time to come back, which another language does not lengthen")
    func back() async throws {
        let work = ScriptedWork()
        // An answer that changes nothing: the attempt runs.
        work.answer("capture", .camera(.back))
        let runner = await Self.runner(work, at: .capturing(Self.applicant, Self.attempt))
        #expect(await runner.grace == nil)
        await runner.handle(.camera(.lost(.cameraLost)))
        let grace = try #require(await runner.grace)
        await runner.person(.language(.russian))
        #expect(runner.snapshot.session.stage == .eds(.russian, .cameraAway(Self.applicant, Self.attempt)))
        #expect(await runner.grace == grace && !grace.isCancelled)
        await runner.handle(.camera(.back))
        #expect(runner.snapshot.session.stage == .eds(.russian, .capturing(Self.applicant, Self.attempt)))
        #expect(await runner.grace == nil)
        #expect(grace.isCancelled)
    }
}
