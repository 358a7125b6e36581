import Foundation
import KioskDomain
import Testing

@testable import HallQueue

/// What one terminal may claim: a certificate makes nobody right.
@Suite("Claims of terminals")
struct ClaimTests {
    private let line = NumberLine(day: monday, lane: .general)

    private func hall() throws -> (hall: HallState, epochs: [String: Int64]) {
        var hall = HallState(plan: .plain(windows: 1, terminals: ["t1", "t2"]), day: monday)
        var epochs: [String: Int64] = [:]
        for name in ["t1", "t2"] {
            let (epoch, events) = try hall.hear(LeaseReport(terminal: name, epoch: nil, highest: [:]), at: nine)
            hall.take(events)
            epochs[name] = epoch
            hall.take(try hall.lease(.general, on: monday, to: name, epoch: epoch).events)
        }
        return (hall, epochs)
    }

    @Test("a slip joins with a number that was leased to its terminal; another's, or one of nobody, is kept out")
    func join() throws {
        let hall = try hall().hall
        #expect(try !hall.join(issued(.general, 20, at: nine), at: nine).isEmpty)
        #expect(try !hall.join(issued(.general, 21, at: nine, terminal: "t2"), at: nine).isEmpty)
        for foreign in [21, 41, 99_999] {
            #expect(throws: HallRefusal.conflict(number(.general, foreign))) {
                try hall.join(issued(.general, foreign, at: nine), at: nine)
            }
        }
        #expect(throws: HallRefusal.conflict(number(.general, 20))) {
            try hall.join(issued(.general, 20, at: nine, terminal: "t2"), at: nine)
        }
    }

    @Test("a terminal that says it saw number 99,999 uses nothing up: the hall knows what it gave")
    func highest() throws {
        var (hall, epochs) = try hall()
        let lie = LeaseReport(terminal: "t1", epoch: epochs["t1"], highest: [line: 99_999])
        hall.take(try hall.hear(lie, at: nine).events)
        #expect(try hall.lease(.general, on: monday, to: "t2", epoch: epochs["t2"] ?? 0).lease.numbers == 41...60)
    }

    @Test("after a set-back, or when it was left out, a terminal is believed, but not beyond what a centre gives")
    func setBack() throws {
        var (hall, epochs) = try hall()
        hall.take(hall.restarted(course: 1))
        #expect(throws: HallRefusal.staleEpoch) { try hall.join(issued(.general, 70, at: nine), at: nine) }
        hall.take(try hall.hear(LeaseReport(terminal: "t1", epoch: epochs["t1"], highest: [line: 80]), at: nine).events)
        hall.take(try hall.leaveOut("t2"))
        let jumped = hall.book.highest[line] ?? 0
        #expect(jumped == 80 + hall.plan.leaseSize * 10)
        #expect(try !hall.join(issued(.general, 70, at: nine), at: nine).isEmpty)

        let far = jumped + LeaseBook.claimLimit
        let lie = LeaseReport(terminal: "t2", epoch: epochs["t2"], highest: [line: far + 1])
        var lied = hall
        lied.take(try lied.hear(lie, at: nine).events)
        #expect(lied.book.highest[line] == jumped)
        let truth = LeaseReport(terminal: "t2", epoch: epochs["t2"], highest: [line: far])
        for _ in 0..<2 { hall.take(try hall.hear(truth, at: nine).events) }
        #expect(hall.book.highest[line] == far)
    }

    @Test("whose a block is outlives the store's form, and that of an older program is read")
    func stored() throws {
        var book = LeaseBook()
        let epoch = book.hear(LeaseReport(terminal: "t1", epoch: nil, highest: [:]), at: nine)
        _ = book.grant(line, to: "t1", epoch: epoch, size: 5)
        let data = try JSONEncoder().encode(book)
        let read = try JSONDecoder().decode(LeaseBook.self, from: data)
        #expect(read == book && read.covers(number(.general, 5), of: "t1"))
        #expect(!read.covers(number(.general, 5), of: "t2") && !read.covers(number(.general, 6), of: "t1"))
        var fields = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        (fields["blocks"], fields["leftOut"]) = (nil, nil)
        let old = try JSONDecoder().decode(LeaseBook.self, from: JSONSerialization.data(withJSONObject: fields))
        #expect(old.highest == book.highest && old.covers(number(.general, 5), of: "t1"))
    }
}
