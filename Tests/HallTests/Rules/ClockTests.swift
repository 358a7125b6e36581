import Foundation
import HallQueue
import KioskDomain
import Testing

/// Issue 5, bad input: the clock of the hall goes back by an hour.
@Suite("The hall's clock is set")
struct ClockTests {
    private let hour = Duration.seconds(3600)

    @Test("back by an hour: nobody who comes then overtakes who waited before, and the waits go on where they were")
    func back() throws {
        var hall = HallState(plan: .plain(windows: 2), day: monday)
        try hall.arrive(issued(.general, 1, at: nine), at: nine)
        try hall.arrive(issued(.general, 2, at: nine + .seconds(600)), at: nine + .seconds(600))
        let later = nine + .seconds(1200) - hour
        try hall.arrive(issued(.general, 3, at: later), at: later)
        #expect(hall.tickets[number(.general, 1)]?.waitingSince == later - .seconds(600))
        #expect(hall.tickets[number(.general, 2)]?.waitingSince == later)
        for value in [1, 2, 3] {
            #expect(try hall.desk(.callNext, window: 1, at: later + .seconds(60)) == number(.general, value))
            try hall.desk(.finish, window: 1, at: later + .seconds(61))
        }
        #expect(hall.report.total.longestWaitSeconds == 660)
    }

    @Test("a preferential slip after it does not go before a general one that had waited its time")
    func lanes() throws {
        var hall = HallState(plan: .plain(windows: 1), day: monday)
        try hall.arrive(issued(.general, 1, at: nine), at: nine)
        try hall.arrive(issued(.general, 2, at: nine + .seconds(2100)), at: nine + .seconds(2100))
        let later = nine + .seconds(2160) - hour
        try hall.arrive(issued(.preferential, 1, at: later), at: later)
        #expect(try hall.desk(.callNext, window: 1, at: later) == number(.general, 1))
    }

    @Test("a time of service over the step is as long as it was before it; forward and back again changes no order")
    func serving() throws {
        var hall = HallState(plan: .plain(windows: 1), day: monday)
        for value in 1...3 { try hall.arrive(issued(.general, value, at: nine), at: nine) }
        try hall.desk(.callNext, window: 1, at: nine)
        try hall.arrive(issued(.general, 4, at: nine + .seconds(300)), at: nine + .seconds(300))
        try hall.desk(.finish, window: 1, at: nine + .seconds(400) - hour)
        #expect(hall.report.total.serviceSeconds == 300)
        var other = HallState(plan: .plain(windows: 1), day: monday)
        try other.arrive(issued(.general, 1, at: nine), at: nine)
        try other.arrive(issued(.general, 2, at: nine + hour), at: nine + hour)
        try other.arrive(issued(.general, 3, at: nine + .seconds(60)), at: nine + .seconds(60))
        for value in 1...3 {
            #expect(try other.desk(.callNext, window: 1, at: nine + .seconds(120)) == number(.general, value))
            try other.desk(.finish, window: 1, at: nine + .seconds(121))
        }
    }

    @Test("two decisions in the other order, a minute apart at most, move nothing; a minute and more does")
    func boundary() throws {
        for (seconds, moves) in [(60, false), (61, true)] {
            var hall = HallState(plan: .plain(windows: 1), day: monday)
            try hall.arrive(issued(.general, 1, at: nine), at: nine)
            try hall.arrive(issued(.general, 2, at: nine - .seconds(seconds)), at: nine - .seconds(seconds))
            let first = hall.tickets[number(.general, 1)]?.waitingSince
            #expect(first == (moves ? nine - .seconds(seconds) : nine))
        }
    }

    @Test("the same from the stored form, and a stored form of an older program is read")
    func stored() throws {
        var hall = HallState(plan: .plain(windows: 1), day: monday)
        try hall.arrive(issued(.general, 1, at: nine), at: nine)
        let data = try JSONEncoder().encode(hall)
        var back = try JSONDecoder().decode(HallState.self, from: data)
        #expect(back == hall)
        let later = nine - hour
        try hall.arrive(issued(.general, 2, at: later), at: later)
        try back.arrive(issued(.general, 2, at: later), at: later)
        #expect(back == hall)
        var fields = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        fields["latest"] = nil
        let older = try JSONDecoder().decode(
            HallState.self, from: JSONSerialization.data(withJSONObject: fields))
        #expect(older.waiting.count == 1)
    }
}
