import KioskTestSupport
import NIOSSL
import PortalContract
import Synchronization
import Testing

@testable import PortalServer

@Suite("Issue 6: of 10,000 kiosks that come at once a few are worked for, the others wait", .timeLimit(.minutes(5)))
struct RequestTurnsTests {
    private struct Refused: Error {}

    /// What happened.
    private final class Record: Sendable {
        private let state = Mutex((now: 0, most: 0, order: [Int]()))

        var most: Int { state.withLock(\.most) }
        var order: [Int] { state.withLock(\.order) }

        func begin(_ number: Int) {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
                state.order.append(number)
            }
        }

        func end() { state.withLock { $0.now -= 1 } }
    }

    @Test("so many at once, in the order of arrival; a failure ends a turn too", arguments: [1, 2])
    func order(places: Int) async throws {
        let turns = RequestTurns(places: places)
        let record = Record()
        let gates = (0..<places).map { _ in AsyncStream.makeStream(of: Void.self) }
        try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                // The first keep their places until all have come.
                let gate = number < places ? gates[number].stream : nil
                group.addTask {
                    try? await turns.take {
                        record.begin(number)
                        if let gate { for await _ in gate { break } }
                        record.end()
                        if number.isMultiple(of: 3) { throw Refused() }
                    }
                }
                try await eventually { turns.count == number + 1 }
            }
            #expect(record.order.sorted() == Array(0..<places))
            for gate in gates { gate.continuation.finish() }
            try await group.waitForAll()
        }
        #expect(record.most == places)
        // Those who work beside each other say so in any order.
        #expect((places == 1 ? record.order : record.order.sorted()) == Array(0..<20))
        #expect(try await turns.take { true })
    }

    @Test("who was given up while waiting does nothing in its turn") func givenUp() async throws {
        let turns = RequestTurns(places: 1)
        let (held, hold) = AsyncStream.makeStream(of: Void.self)
        let record = Record()
        let first = Task { try await turns.take { for await _ in held { break } } }
        try await eventually { turns.count == 1 }
        let second = Task { try await turns.take { record.begin(0) } }
        try await eventually { turns.count == 2 }
        second.cancel()
        hold.finish()
        try await first.value
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(record.order.isEmpty)
        #expect(try await turns.take { true })
    }

    @Test("with one place: who sends a body slowly keeps nobody waiting, and is answered when it is there")
    func slowBody() async throws {
        try await withPortal(limits: ConnectionLimits(body: .seconds(3_000), requests: 1)) { portal in
            let tls = try Wire(portal: portal, identity: try await portal.enrol([.kiosk])).tls()
            let slow = try await Line(portal.kioskAddress, tls: tls)
            try await slow.send(
                "POST /v1/events HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n"
                    + "{\"eve")
            let quick = try await Line(portal.kioskAddress, tls: tls)
            try await quick.send("GET /v1/kiosks/me HTTP/1.1\r\nHost: h\r\n\r\n")
            try await eventually { quick.received.hasPrefix("HTTP/1.1 ") }
            #expect(slow.received.isEmpty)
            try await slow.send("nts\":[]}")
            try await eventually { slow.received.hasPrefix("HTTP/1.1 ") }
        }
    }
}
