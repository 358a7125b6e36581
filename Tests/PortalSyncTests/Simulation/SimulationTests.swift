import KioskTestSupport
import PortalSync
import Testing

/// Issue 6 item 9: no acknowledged record lost, none applied twice, order per person, the same count of attempts on both
/// sides in the end. `KIOSK_SEED` repeats one history, `KIOSK_HISTORIES` sets their count.
@Suite("Simulation of kiosks and portal")
struct SimulationTests {
    @Test("DESIGN 5.1-5.4: under every fault of line, disk, process and portal, in every history")
    func histories() async {
        let count = Histories.count(1000)
        let first = SplitMix64.firstSeed
        let clock = ContinuousClock()
        let began = clock.now
        var (failures, records, setBacks, rounds) = (0, 0, 0, 0)
        for offset in 0..<UInt64(count) where failures < 5 {
            var country = Country(seed: first &+ offset)
            country.run()
            records += country.kiosks.reduce(0) { $0 + $1.acknowledged.count }
            rounds += country.rounds
            setBacks += country.portalWasSetBack || country.kiosks.contains { $0.pictureEnd != nil } ? 1 : 0
            if !country.problems.isEmpty {
                failures += 1
                Issue.record("KIOSK_SEED=\(first &+ offset) KIOSK_HISTORIES=1: \(country.problems.prefix(3))")
            }
            // Others of this target run between histories.
            await Task.yield()
        }
        let cost = (clock.now - began) / .microseconds(1) / Double(count)
        print(
            "seed \(first), \(count) histories, \(records) records, \(rounds) rounds, \(setBacks) set-backs, "
                + "\(Int(cost)) µs a history")
        // A simulation in which nothing happens proves nothing.
        #expect(records > count * 20)
        #expect(count < 100 || setBacks > count / 20)
    }

    @Test("a rule that is broken on purpose is found", arguments: BrokenRule.allCases)
    func broken(_ rule: BrokenRule) async {
        var found = 0
        for seed in 1...UInt64(400) where found == 0 {
            var country = Country(seed: seed, broken: rule)
            country.run()
            found += country.problems.isEmpty ? 0 : 1
            await Task.yield()
        }
        #expect(found > 0, "400 histories do not notice that the rule is broken")
    }

    @Test(
        "histories that once failed: a restored kiosk's number used twice waited behind an open record, or beyond the batch",
        arguments: [UInt64(5_824_117_603_291_873_503), 16_743_323_587_987_302_811])
    func onceFailed(_ seed: UInt64) {
        var country = Country(seed: seed)
        country.run()
        #expect(country.problems.isEmpty)
        #expect(country.portal.tables.kiosks.values.contains { $0.known.fenced != nil })
    }

    @Test("the same seed is the same history")
    func repeatable() {
        var (one, two) = (Country(seed: 7), Country(seed: 7))
        one.run()
        two.run()
        #expect(one.rounds == two.rounds)
        #expect(one.kiosks.map(\.acknowledged) == two.kiosks.map(\.acknowledged))
        #expect(one.portal.tables.kiosks.mapValues(\.done) == two.portal.tables.kiosks.mapValues(\.done))
    }
}
