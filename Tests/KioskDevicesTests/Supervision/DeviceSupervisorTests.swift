import KioskDevices
import KioskDomain
import Synchronization
import Testing

@Suite("Device supervisor (DESIGN 5.8)", .timeLimit(.minutes(1)))
struct DeviceSupervisorTests {
    private func status(_ health: Health, _ finding: String, _ code: FailureCode? = nil) -> DeviceStatus {
        DeviceStatus(id: "printer", name: "scripted", health: health, code: code, finding: finding)
    }

    /// Runs the supervisor beside `body` and ends it after.
    private func supervising(
        _ devices: [ScriptedDevice], _ clock: ManualClock,
        _ body: (DeviceSupervisor<ManualClock>, inout AsyncStream<DeviceStatus>.Iterator) async throws -> Void
    ) async rethrows {
        let supervisor = DeviceSupervisor(devices: devices, clock: clock, openLimit: .seconds(10))
        let run = Task { await supervisor.run() }
        var changes = supervisor.changes.makeAsyncIterator()
        try await body(supervisor, &changes)
        run.cancel()
        await run.value
    }

    @Test("open, report, lose, pause, open again; closed once for each opening")
    func cycle() async {
        let clock = ManualClock()
        let low = status(.warning, "paper low", .printerPaperLow)
        let device = ScriptedDevice(
            "printer", [.works([low, low], lost: Failure(.printerLost, "unplugged")), .worksOn])
        await supervising([device], clock) { supervisor, changes in
            #expect(supervisor.current.map(\.health) == [.unknown])
            #expect(await changes.next()?.health == .ok)
            #expect(await changes.next() == low)
            #expect(await changes.next() == status(.fault, "unplugged", .printerLost))
            var sleeps = clock.sleeps.makeAsyncIterator()
            // The deadline of the opening, then the pause.
            while let pause = await sleeps.next(), pause >= .seconds(10) {}
            clock.advance(by: .milliseconds(200))
            #expect(await changes.next()?.health == .ok)
            #expect(supervisor.current.map(\.health) == [.ok])
        }
        #expect(device.opened.withLock { $0 } == 2)
        #expect(device.closed.withLock { $0 } == 2)
    }

    @Test("pauses grow while a device stays dead, up to the limit of the back-off")
    func backOff() async {
        let clock = ManualClock()
        let dead = (0..<6).map { _ in ScriptedDevice.Life.openFails(Failure(.cameraMissing, "no camera")) }
        await supervising([ScriptedDevice("printer", dead)], clock) { supervisor, changes in
            var sleeps = clock.sleeps.makeAsyncIterator()
            var pauses: [Duration] = []
            while pauses.count < 6, let pause = await sleeps.next() {
                guard pause < .seconds(10) else { continue }
                pauses.append(pause)
                clock.advance(by: pause)
            }
            for (step, pause) in pauses.enumerated() {
                let whole = Duration.milliseconds(200) * (1 << step)
                #expect(pause >= whole / 2 && pause <= whole)
            }
            #expect(await changes.next()?.code == .cameraMissing)
            // The same fault is published once.
            #expect(await changes.next()?.health == .ok)
            #expect(supervisor.current.map(\.health) == [.ok])
        }
    }

    @Test("a device that hangs while opening becomes a fault at the deadline and holds up no other")
    func hanging() async {
        let clock = ManualClock()
        let hanging = ScriptedDevice("camera", [.openHangs])
        let good = ScriptedDevice("printer", [.worksOn])
        await supervising([hanging, good], clock) { supervisor, changes in
            #expect(await changes.next()?.id == "printer")
            #expect(supervisor.current.map(\.health) == [.unknown, .ok])
            // The printer's deadline is over; the camera's has to have begun before the clock is moved.
            var sleeps = clock.sleeps.makeAsyncIterator()
            while clock.sleepers == 0 { _ = await sleeps.next() }
            clock.advance(by: .seconds(9))
            #expect(supervisor.current.map(\.health) == [.unknown, .ok])
            clock.advance(by: .seconds(1))
            let fault = await changes.next()
            #expect(fault?.id == "camera")
            #expect(fault?.health == .fault)
        }
        #expect(hanging.closed.withLock { $0 } == 0)
        #expect(good.closed.withLock { $0 } == 1)
    }

    @Test("cancelled, it closes what is open and ends the stream")
    func cancelled() async {
        let device = ScriptedDevice("printer", [.worksOn])
        let supervisor = DeviceSupervisor(devices: [device], clock: ManualClock())
        let run = Task { await supervisor.run() }
        var changes = supervisor.changes.makeAsyncIterator()
        #expect(await changes.next()?.health == .ok)
        run.cancel()
        await run.value
        #expect(await changes.next() == nil)
        #expect(device.closed.withLock { $0 } == 1)
    }
}
