import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract
import Testing

@testable import PushedConfiguration

@Suite("6.7: the life of a set at a machine")
struct LedgerTests {
    private let team = Team()
    private let now = Team.now

    /// Offers a set and takes it as far as staged.
    private func stage(_ set: SignedSet, _ ledger: inout ConfigurationLedger) throws {
        expect(ledger.hear(ConfigurationName(set), at: now) == .fetch)
        try ledger.stage(set, for: Team.place, at: now)
    }

    /// A ledger that runs on this set.
    private func running(_ set: SignedSet) throws -> ConfigurationLedger {
        var ledger = ConfigurationLedger()
        try stage(set, &ledger)
        ledger.beginTrial(before: [], at: now)
        expect(ledger.start(at: now))
        ledger.confirm(at: now)
        return ledger
    }

    @Test("Offered, staged, on trial, good: the machine runs on it") func good() throws {
        let set = try team.set(1)
        var ledger = ConfigurationLedger()
        try stage(set, &ledger)
        expect(!ledger.start(at: now), "a staged set is not run yet")
        #expect(ledger.report.waiting == ConfigurationName(set) && ledger.report.running == nil)
        ledger.beginTrial(before: [], at: now)
        expect(ledger.start(at: now))
        #expect(ledger.report.trial == ConfigurationName(set))
        ledger.confirm(at: now)
        #expect(ledger.report == ConfigurationReport(running: ConfigurationName(set)))
        #expect(ledger.history.map(\.step) == [.staged, .trial, .good])
        expect(ledger.hear(ConfigurationName(set), at: now) == .nothing)
    }

    @Test(
        "A portal put back to yesterday, or a replay: an older version is refused with the reason, and nothing changes")
    func older() throws {
        let (old, new) = (try team.set(1), try team.set(2))
        var ledger = try running(new)
        expect(ledger.hear(ConfigurationName(old), at: now) == .nothing)
        #expect(ledger.refusal?.code == "configuration.older")
        #expect(ledger.refusal?.reason == "version 1 for all was offered after version 2")
        #expect(ledger.good?.name == ConfigurationName(new))
        // Whoever gives the old set under the name of a new one is found out by the set itself.
        #expect(problem { try ledger.stage(old, for: Team.place, at: now) }?.code == .configurationOlder)
        // Heard each minute, it is noted once.
        let noted = ledger.history.count
        expect(ledger.hear(ConfigurationName(old), at: now) == .nothing)
        #expect(ledger.history.count == noted)
    }

    @Test("Another set under the same version is refused") func sameVersion() throws {
        var ledger = try running(try team.set(2))
        let twin = try team.set(2, more: "\"rules\": {}")
        expect(ledger.hear(ConfigurationName(twin), at: now) == .nothing)
        #expect(ledger.refusal?.code == "configuration.older")
    }

    @Test(
        "A set for another machine, centre or region is refused", arguments: ["kiosk:kiosk-2", "psc:PSC-2", "region:B"])
    func elsewhere(scope: String) throws {
        var ledger = ConfigurationLedger()
        let set = try team.set(1, scope: scope)
        #expect(problem { try ledger.stage(set, for: Team.place, at: now) }?.code == .configurationElsewhere)
        #expect(ledger.candidate == nil)
    }

    @Test(
        "Sets for this machine, its centre, its region and all are taken; each scope counts for itself",
        arguments: ["kiosk:kiosk-1", "psc:PSC-1", "region:ALA", "all"])
    func ours(scope: String) throws {
        var ledger = try running(try team.set(9, scope: "region:ALA"))
        let set = try team.set(10, scope: scope)
        try stage(set, &ledger)
        #expect(ledger.floors[scope] == ConfigurationName(set))
    }

    @Test(
        "Rolled back: the last good set goes on, the reason is told, the same set is not tried again, the next one is")
    func rolledBack() throws {
        let (good, bad, better) = (try team.set(1), try team.set(2), try team.set(3))
        var ledger = try running(good)
        try stage(bad, &ledger)
        ledger.beginTrial(before: [], at: now)
        expect(ledger.start(at: now))
        ledger.rollBack(SetProblem(.configurationRolledBack, "printer.slip: ok before, now fail"), at: now)
        expect(!ledger.start(at: now) && ledger.good?.name == ConfigurationName(good))
        #expect(ledger.report.refused?.reason == "printer.slip: ok before, now fail")
        expect(ledger.hear(ConfigurationName(bad), at: now) == .nothing)
        expect(ledger.hear(ConfigurationName(good), at: now) == .nothing)
        try stage(better, &ledger)
    }

    @Test("A set with which kioskd dies twice before it is ready is rolled back by the third start") func deaths()
        throws
    {
        var ledger = try running(try team.set(1))
        try stage(try team.set(2), &ledger)
        ledger.beginTrial(before: [], at: now)
        expect(ledger.start(at: now))
        expect(ledger.start(at: now), "the first end may have been a power cut")
        expect(!ledger.start(at: now))
        #expect(ledger.refusal?.code == "configuration.rolled-back")
        #expect(ledger.good?.name.version == 1)
    }

    @Test("While a set is on trial nothing else is taken") func busy() throws {
        var ledger = ConfigurationLedger()
        try stage(try team.set(1), &ledger)
        ledger.beginTrial(before: [], at: now)
        expect(ledger.hear(ConfigurationName(try team.set(2)), at: now) == .nothing)
        try ledger.stage(try team.set(2), for: Team.place, at: now)
        #expect(ledger.candidate?.set.name.version == 1)
    }

    @Test("A newer set takes the place of one that waits") func newerOne() throws {
        var ledger = ConfigurationLedger()
        try stage(try team.set(1), &ledger)
        try stage(try team.set(2), &ledger)
        #expect(ledger.candidate?.set.name.version == 2)
    }

    @Test("A refusal by its looks is no end: a newer program may read what this one cannot") func refusedAgain() throws
    {
        var ledger = ConfigurationLedger()
        let set = try team.set(1)
        ledger.refuse(ConfigurationName(set), SetProblem(.configurationKeyRefused, "x"), at: now)
        expect(ledger.hear(ConfigurationName(set), at: now) == .fetch)
    }

    @Test("The history is bounded") func bounded() throws {
        var ledger = ConfigurationLedger()
        for version in 1...100 {
            let name = ConfigurationName(scope: "all", version: Int64(version), digest: "d")
            ledger.refuse(name, SetProblem(.configurationSignature, "x"), at: now)
        }
        #expect(ledger.history.count == ConfigurationLedger.longestHistory)
        #expect(ledger.history.last?.name.version == 100)
    }

    @Test("What was kept and was altered on the disk is not run") func damagedSet() throws {
        var ledger = try running(try team.set(1))
        let text = String(decoding: try ContractJSON.encode(ledger), as: UTF8.self)
        let payload = try #require(ledger.good?.text.split(separator: ".")[1])
        let changed = text.replacing(payload, with: payload.dropLast(4) + "AAAA")
        ledger = try ContractJSON.decode(ConfigurationLedger.self, from: Data(changed.utf8))
        #expect(problem { _ = try ledger.good?.open() }?.code == .configurationDamaged)
        ledger.dropGood(SetProblem(.configurationDamaged, "x"), at: now)
        #expect(ledger.good == nil)
        expect(ledger.hear(ConfigurationName(try team.set(1)), at: now) == .fetch)
    }
}
