import AsyncHTTPClient
import FoundationEssentials
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskTestSupport
import NIOCore
import PortalContract
import Testing

@testable import HallClient
@testable import HallServer

@Suite("Views and boards as event streams (issue 5, items 2 and 5)")
struct StreamTests {
    /// A machine whose stream runs during `body`.
    private func following<Value: Sendable>(
        _ client: HallClient, _ body: @Sendable (HallClient) async throws -> Value
    ) async throws -> Value {
        let running = Task { await client.run() }
        do {
            let value = try await body(client)
            running.cancel()
            return value
        } catch {
            running.cancel()
            throw error
        }
    }

    @Test("a desk sees the hall as it is at once, then each change")
    func views() async throws {
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            _ = try await terminal.join(try slip("T1", 1))
            try await following(try await centre.machine("D1", .desk)) { desk in
                #expect(desk.view == nil && desk.silence == nil)
                var views = desk.views().makeAsyncIterator()
                // What the hall took a moment ago may be shown a moment later.
                var first = try #require(await views.next())
                while first.waiting.isEmpty { first = try #require(await views.next()) }
                #expect(first.waiting.map(\.number.text) == ["A001"])
                #expect(first.plan == centre.plan && first.day == NoonClock.day)
                _ = try await desk.act(.callNext, window: 2, request: RequestID(desk: "D1", id: "1"))
                var newest = first
                while newest.calls.isEmpty { newest = try #require(await views.next()) }
                #expect(newest.calls.map(\.window) == [2] && newest.waiting.isEmpty)
                // The board is drawn anew a little later than the view.
                try await eventually { desk.board?.called.map(\.number) == ["A001"] }
                #expect(desk.silence.map { $0 < .seconds(60) } == true)
            }
        }
    }

    @Test("a terminal and a board see the board only", arguments: [HallRole.terminal, .board])
    func boards(role: HallRole) async throws {
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            _ = try await terminal.join(try slip("T1", 1))
            try await following(try await centre.machine("B1", role)) { board in
                var boards = board.boards().makeAsyncIterator()
                // The board is drawn anew a little later than the ticket is taken.
                while try #require(await boards.next()).waiting != ["A001"] {}
                _ = try await centre.hall.keeper.act(.callNext, window: 1, request: RequestID(desk: "D1", id: "1"))
                var newest = BoardView()
                while newest.called.isEmpty { newest = try #require(await boards.next()) }
                #expect(newest.called.map(\.number) == ["A001"] && newest.called.map(\.window) == [1])
                #expect(board.view == nil)
            }
        }
    }

    @Test("who reads slowly gets the newest, not all that was between")
    func newestWins() async throws {
        try await Centre.with { centre in
            let keeper = try centre.hall.keeper
            _ = try await keeper.report(
                .knowing("T1"), status: TerminalStatus())
            try await following(try await centre.machine("D1", .desk)) { desk in
                var views = desk.views().makeAsyncIterator()
                _ = await views.next()
                let count = 40
                for number in 1...count { _ = try await keeper.join(try slip("T1", number)) }
                try await eventually("the newest view") { desk.view?.waiting.count == count ? () : nil }
                var seen = 0
                var newest = 0
                while newest < count {
                    newest = try #require(await views.next()).waiting.count
                    seen += 1
                }
                // What each stage on the way held when it began to read, and the newest.
                #expect(seen < count / 4)
            }
        }
    }

    @Test("after a restart of the hall the stream goes on by itself, and the silence before is known")
    func reconnect() async throws {
        var limits = HallLimits()
        limits.heartbeat = .milliseconds(100)
        try await Centre.with(limits: limits) { centre in
            try await following(try await centre.machine("D1", .desk)) { desk in
                try await eventually("the first view") { desk.view == nil ? nil : () }
                try await centre.close()
                try await eventually("silence") { desk.silence.map { $0 > .milliseconds(500) } == true ? () : nil }
                #expect(desk.view != nil, "what was known stays")
                try await centre.open()
                _ = try await centre.hall.keeper.report(
                    .knowing("T1"), status: TerminalStatus())
                _ = try await centre.hall.keeper.join(try slip("T1", 1))
                try await eventually("the view of the new start") { desk.view?.waiting.count == 1 ? () : nil }
                try await eventually("it is heard again") {
                    desk.silence.map { $0 < .milliseconds(500) } == true ? () : nil
                }
            }
        }
    }

    @Test("a stream on which nothing changes lives longer than an idle connection, by its signs of life")
    func heartbeat() async throws {
        var limits = HallLimits()
        limits.heartbeat = .milliseconds(400)
        limits.idle = .seconds(4)
        try await Centre.with(limits: limits) { centre in
            try await centre.machine("B1", .board).greetBoard()
            let stream = try await Wire(centre, "B1").stream(.boards)
            var beats = 0
            // Longer than an idle connection may last.
            for try await chunk in stream.body where chunk.readableBytesView.starts(with: Array(": still".utf8)) {
                beats += 1
                if beats == 15 { break }
            }
            #expect(beats == 15)
        }
    }

    @Test("one stream more than the hall bears is refused, and one that ends makes room")
    func tooMany() async throws {
        var limits = HallLimits()
        limits.streams = 3
        limits.heartbeat = .milliseconds(100)
        try await Centre.with(limits: limits) { centre in
            _ = try? await centre.machine("B1", .board).greet("B1")
            let wire = try Wire(centre, "B1")
            try await withThrowingTaskGroup { group in
                for _ in 0..<3 {
                    let stream = try await wire.stream(.boards)
                    #expect(stream.status == 200)
                    group.addTask { for try await _ in stream.body { try Task.checkCancellation() } }
                }
                #expect(try await wire.stream(.boards).status == 503)
                group.cancelAll()
                while await group.nextResult() != nil {}
            }
            try await eventually("room") { try await wire.stream(.boards).status == 200 ? () : nil }
        }
    }

    @Test("500 boards get each call", .timeLimit(.minutes(5)))
    func fiveHundred() async throws {
        try await Centre.with { centre in
            _ = try? await centre.machine("B1", .board).greet("B1")
            let keeper = try centre.hall.keeper
            _ = try await keeper.report(
                .knowing("T1"), status: TerminalStatus())
            let count = 500
            try await Wire(centre, "B1").with(connections: count) { wire in
                let (shown, isShown) = AsyncStream.makeStream(of: Void.self)
                try await withThrowingTaskGroup { group in
                    for _ in 0..<count {
                        group.addTask {
                            // One that fails ends the wait for the others.
                            defer { isShown.finish() }
                            try await Self.waitForCall(wire) { isShown.yield() }
                        }
                    }
                    var open = 0
                    for await _ in shown {
                        open += 1
                        if open == count { break }
                    }
                    if open == count {
                        _ = try await keeper.join(try slip("T1", 1))
                        _ = try await keeper.act(.callNext, window: 1, request: RequestID(desk: "D1", id: "1"))
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await Wire(centre, "B1").send(.report, Data()).status == 403, "it still answers others")
        }
    }

    /// Reads a board until `A001` is called on it.
    private static func waitForCall(_ wire: Wire, _ isShown: () -> Void) async throws {
        let stream = try await wire.stream(.boards)
        var lines = EventLines()
        for try await chunk in stream.body {
            for event in try lines.take(chunk.readableBytesView) {
                let board = try ContractJSON.decode(BoardView.self, from: Data(event))
                if board == BoardView() { isShown() }
                if board.called.map(\.number) == ["A001"] { return }
            }
        }
        throw Problem("status \(stream.status), and the stream ended")
    }
}
