import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PortalContract
import PushedConfiguration
import Testing

@testable import KioskDaemon

@Suite("6.7: pushed sets at a running kioskd")
struct PushedSetsTests {
    private static let idle = "\"configuration\": {\"limits.idle-seconds\": 90}"

    /// A machine that runs on a set of version 1.
    private func running() async throws -> PushedMachine {
        let machine = try PushedMachine()
        let (_, sets) = try await machine.start()
        await machine.offer(try machine.set(1), to: sets)
        await sets.look()
        let (_, tried) = try await machine.start()
        await tried.look()
        return machine
    }

    @Test("Heard, taken on at the next start, good: the values of the set are those of kioskd") func takenOn()
        async throws
    {
        let machine = try PushedMachine()
        let (before, sets) = try await machine.start()
        #expect(before.idleSeconds == 60 && before.rules.attemptLimit.base == 5)
        let rules = "\"rules\": {\"attempt-limit\": [{\"value\": 4}]}, \(Self.idle)"
        await machine.offer(try machine.set(1, more: rules), to: sets)
        #expect(await sets.presence.report.waiting?.version == 1)
        await sets.look()
        #expect(machine.now.starts == 1 && machine.now.isBlocked)
        let (tried, next) = try await machine.start()
        #expect(tried.idleSeconds == 90 && tried.rules.attemptLimit.base == 4)
        #expect(await next.presence.report.trial?.version == 1)
        await next.look()
        #expect(await next.presence.report.running?.version == 1)
        #expect(machine.now.starts == 1 && machine.now.shown?.health == .ok)
        let (later, _) = try await machine.start()
        #expect(later.idleSeconds == 90)
    }

    @Test("While a person is there a set waits; then it is taken on") func person() async throws {
        let machine = try PushedMachine()
        let (_, sets) = try await machine.start()
        machine.change { $0.isFree = false }
        await machine.offer(try machine.set(1), to: sets)
        await sets.look()
        #expect(machine.now.starts == 0 && !machine.now.isBlocked)
        machine.change { $0.isFree = true }
        await sets.look()
        #expect(machine.now.starts == 1)
    }

    @Test("A set waits for its day") func day() async throws {
        let machine = try PushedMachine()
        let (_, sets) = try await machine.start()
        await machine.offer(try machine.set(1, from: "2026-11-23"), to: sets)
        await sets.look()
        #expect(machine.now.starts == 0)
        machine.change { $0.today = .literal(2026, 11, 23) }
        await sets.look()
        #expect(machine.now.starts == 1)
    }

    @Test("A part that is worse with the set: rolled back to the last good one, the reason told") func worse()
        async throws
    {
        let machine = try await running()
        let (_, sets) = try await machine.start()
        await machine.offer(try machine.set(2, more: Self.idle), to: sets)
        await sets.look()
        let (tried, next) = try await machine.start()
        #expect(tried.idleSeconds == 90)
        machine.change { $0.statuses[0].health = .fault }
        let starts = machine.now.starts
        await next.look()
        #expect(machine.now.starts == starts + 1)
        let (after, last) = try await machine.start()
        #expect(after.idleSeconds == 60)
        let report = await last.presence.report
        #expect(report.running?.version == 1 && report.refused?.code == "configuration.rolled-back")
        #expect(report.refused?.reason == "printer.slip: ok before, now fail")
        await last.run(once: machine)
        #expect(machine.now.shown?.code == .configurationRolledBack && machine.now.shown?.health == .warning)
    }

    @Test("kioskd that fails to start with the set: rolled back; without a trial the failure is its own") func failed()
        async throws
    {
        let machine = try await running()
        let (_, sets) = try await machine.start()
        #expect(await !sets.fail(SetProblem(.configurationRolledBack, "x")))
        await machine.offer(try machine.set(2), to: sets)
        await sets.look()
        let (_, next) = try await machine.start(ready: false)
        await next.look()
        #expect(await next.presence.report.trial?.version == 2, "not judged before it is ready")
        #expect(await next.fail(SetProblem(.configurationRolledBack, "port taken")))
        #expect(await next.presence.report.running?.version == 1)
    }

    @Test("Killed twice before it was ready: the third start runs on the last good set") func killed() async throws {
        let machine = try await running()
        let (_, sets) = try await machine.start()
        await machine.offer(try machine.set(2, more: Self.idle), to: sets)
        await sets.look()
        for _ in 0..<2 { #expect(try await machine.start(ready: false).configuration.idleSeconds == 90) }
        #expect(try await machine.start(ready: false).configuration.idleSeconds == 60)
    }

    @Test(
        "Another signer, a set that is not the offered one, an older one: each refused with its code, nothing taken on")
    func refused() async throws {
        let machine = try await running()
        let (_, sets) = try await machine.start()
        await machine.offer(try machine.set(2, by: P256.Signing.PrivateKey()), to: sets)
        #expect(await sets.presence.report.refused?.code == "configuration.signature")
        let other = ConfigurationName(scope: "all", version: 5, digest: String(repeating: "0", count: 64))
        await machine.offer(try machine.set(4), to: sets, as: other)
        #expect(await sets.presence.report.refused?.code == "configuration.older")
        let old = ConfigurationName(scope: "all", version: 1, digest: String(repeating: "0", count: 64))
        await sets.heard(old)
        #expect(await sets.presence.report.refused?.reason == "version 1 for all was offered after version 1")
        await sets.look()
        #expect(await sets.presence.report.running?.version == 1 && machine.now.starts == 1)
    }

    @Test("What cannot be kept is not done: a folder that takes no files") func noRoom() async throws {
        let machine = try PushedMachine()
        let (_, sets) = try await machine.start()
        await machine.offer(try machine.set(1), to: sets)
        try FileManager.default.removeItem(atPath: machine.folder.path)
        await sets.look()
        #expect(machine.now.starts == 0 && !machine.now.isBlocked)
    }

    @Test("Without signers no set is taken; with ones that cannot be read kioskd says so") func signers() throws {
        let machine = try PushedMachine()
        #expect(try PushedStart(machine.own(["configuration.signers-file": ""])) == nil)
        let failure = #expect(throws: Failure.self) {
            _ = try PushedStart(machine.own(["configuration.signers-file": "/nowhere"]))
        }
        #expect(failure?.code == .configurationInvalid)
    }

    @Test("A damaged file: the kiosk starts as configured, says so, and takes the set again") func damaged()
        async throws
    {
        let machine = try await running()
        try machine.folder.write(LedgerFile.name, Array("{".utf8))
        let (configuration, sets) = try await machine.start()
        #expect(configuration.idleSeconds == 60)
        await sets.run(once: machine)
        #expect(machine.now.shown?.code == .configurationDamaged)
        await machine.offer(try machine.set(1), to: sets)
        #expect(await sets.presence.report.waiting?.version == 1)
    }

    @Test("A signer that was taken out: its set stays good and is told as such") func retired() async throws {
        let machine = try await running()
        let next = P256.Signing.PrivateKey()
        try machine.folder.write("signers.pem", (next.publicKey.pemRepresentation + "\n").utf8)
        let (_, sets) = try await machine.start()
        #expect(await sets.presence.report.running?.version == 1)
        await sets.run(once: machine)
        #expect(machine.now.shown?.code == .configurationSignature)
    }
}

extension PushedSets {
    /// One round of its own: shows how it stands, and looks.
    fileprivate func run(once machine: PushedMachine) async {
        machine.change { $0.shown = nil }
        let task = Task { await self.run() }
        try? await eventually { machine.now.shown != nil }
        task.cancel()
        await task.value
    }
}
