import KioskTestSupport
import Testing

/// Issue 5 item 2: a number is unique on its day over kill, partition, clock step and set-back; reunited terminals
/// reconcile by rule. `KIOSK_SEED` repeats one history, `KIOSK_HISTORIES` sets their count.
@Suite("Simulation of a centre")
struct SimulationTests {
    @Test("Q7: no number twice, no remembered slip lost, in every history")
    func histories() {
        let count = Histories.count(1000)
        let first = SplitMix64.firstSeed
        print("seed \(first), \(count) histories")
        var failures = 0
        var slips = 0
        for offset in 0..<UInt64(count) where failures < 5 {
            var centre = Centre(seed: first &+ offset)
            centre.run(steps: 100)
            slips += centre.paper.count
            if !centre.problems.isEmpty {
                failures += 1
                Issue.record("KIOSK_SEED=\(first &+ offset) KIOSK_HISTORIES=1: \(centre.problems.prefix(3))")
            }
        }
        // A simulation in which nobody gets a slip proves nothing.
        #expect(slips > count * 5)
    }
}
