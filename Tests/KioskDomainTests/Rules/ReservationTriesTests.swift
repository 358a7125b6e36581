import KioskDomain
import Testing

@Suite("Reservations: wrong IINs are rate-limited at each terminal (issue 5, item 3)")
struct ReservationTriesTests {
    private let policy = TryPolicy.standard
    private func time(_ seconds: Int64) -> UnixTime { UnixTime(milliseconds: 1_770_000_000_000 + seconds * 1000) }

    /// That many wrong numbers, each as soon as it is allowed.
    private func tries(_ wrong: Int) -> (tries: ReservationTries, lastAt: Int64) {
        var tries = ReservationTries()
        var now: Int64 = 0
        for _ in 0..<wrong {
            if let opens = tries.opens(at: time(now)) { now = (opens.milliseconds - time(0).milliseconds) / 1000 }
            tries.noteWrong(at: time(now))
        }
        return (tries, now)
    }

    @Test("four wrong numbers cost no wait, the fifth does; then each doubles it, up to a quarter of an hour")
    func growing() {
        let table: [(wrong: Int, wait: Int64)] = [
            (0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (40, 900),
        ]
        for (wrong, wait) in table {
            let (tries, last) = tries(wrong)
            if wait == 0 {
                #expect(tries.opens(at: time(last)) == nil, "\(wrong)")
            } else {
                #expect(tries.opens(at: time(last)) == time(last + wait), "\(wrong)")
                #expect(tries.opens(at: time(last + wait - 1)) == time(last + wait), "\(wrong)")
                #expect(tries.opens(at: time(last + wait)) == nil, "\(wrong)")
            }
        }
    }

    @Test("one wrong number is forgotten after two quiet minutes, all of them in the end")
    func forgetting() {
        var (tries, last) = tries(4)
        tries.noteWrong(at: time(last + 119))
        #expect(tries.opens(at: time(last + 119)) != nil)
        (tries, last) = self.tries(4)
        tries.noteWrong(at: time(last + 120))
        #expect(tries.opens(at: time(last + 120)) == nil)
        (tries, last) = self.tries(10)
        for _ in 0..<4 { tries.noteWrong(at: time(last + 7200)) }
        #expect(tries.opens(at: time(last + 7200)) == nil)
    }

    @Test("a clock that goes back opens nothing and locks nobody for ever")
    func clockBack() {
        let (tries, last) = tries(5)
        #expect(tries.opens(at: time(last - 3600)) == time(last + 30))
        #expect(tries.opens(at: time(last + 30)) == nil)
    }
}
