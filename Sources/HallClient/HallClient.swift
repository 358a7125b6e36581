import AsyncHTTPClient
import FoundationEssentials
public import HallContract
public import HallQueue
public import KioskDevices
public import KioskDomain
public import Logging
import NIOCore
import NIOHTTP1
import PortalContract
import Synchronization

/// The hall of another machine. Each call ends within its time; the view comes over a stream that goes on by itself after
/// a cut, as long as ``run()`` runs. Call ``shutdown()`` before the last reference goes.
public final class HallClient: HallPort, HallReports {
    private let line: HallLine
    private let logger: Logger
    private let heardAt = Mutex<ContinuousClock.Instant?>(nil)
    private let newestView = Broadcast<HallView?>(nil)
    private let newestBoard = Broadcast<BoardView?>(nil)

    /// - Parameter now: the trusted clock, for the life of the certificate.
    public init(_ settings: HallClientSettings, logger: Logger, now: @escaping @Sendable () -> UnixTime) {
        line = HallLine(settings, now: now)
        self.logger = logger
    }

    /// Closes all connections; calls under way fail with `queue.hall-unreachable`.
    public func shutdown() async { await line.shutdown() }

    /// See ``HallPort/report(_:status:)``.
    public func report(_ report: LeaseReport, status: TerminalStatus) async throws(Failure) -> HallGreeting {
        try await line.call(.report, .POST, ReportRequest(report: report, status: status))
    }

    /// See ``HallPort/lease(_:to:epoch:)``.
    public func lease(_ numbers: NumberLine, to terminal: String, epoch: Int64) async throws(Failure) -> Lease {
        try await line.call(.lease, .POST, LeaseRequest(line: numbers, terminal: terminal, epoch: epoch))
    }

    /// See ``HallPort/join(_:)``.
    public func join(_ ticket: IssuedTicket) async throws(Failure) -> TicketPlace {
        try await line.call(.join, .POST, ticket)
    }

    /// See ``HallPort/act(_:window:request:)``.
    public func act(
        _ action: DeskAction, window: Int, request: RequestID
    ) async throws(Failure) -> TicketNumber? {
        let body = ActRequest(action: action, window: window, request: request)
        let answer: ActAnswer = try await line.call(.act, .POST, body)
        return answer.number
    }

    /// See ``HallPort/view``.
    public var view: HallView? { newestView.value }

    /// See ``HallPort/views()``.
    public func views() -> AsyncStream<HallView> { newestView.stream().newest { $0 } }

    /// See ``HallPort/board``.
    public var board: BoardView? { newestBoard.value }

    /// See ``HallPort/boards()``.
    public func boards() -> AsyncStream<BoardView> { newestBoard.stream().newest { $0 } }

    /// See ``HallPort/silence``.
    public var silence: Duration? { heardAt.withLock { $0 }.map { $0.duration(to: .now) } }

    /// See ``HallPort/replan(_:over:)``.
    public func replan(_ plan: HallPlan, over former: HallPlan?) async throws(Failure) {
        let _: HallPlan = try await line.call(.plan, .PUT, PlanRequest(plan: plan, former: former))
    }

    /// See ``HallPort/leaveOut(_:)``.
    public func leaveOut(_ terminal: String) async throws(Failure) {
        let _: LeaveOutRequest = try await line.call(.leaveOut, .POST, LeaveOutRequest(terminal: terminal))
    }

    /// See ``HallReports/report(_:)``.
    public func report(_ day: CivilDate) async throws(Failure) -> HallReport? {
        let answer: ReportsAnswer = try await line.call(.reports, .POST, ReportsRequest(day: day))
        return answer.report
    }

    /// See ``HallReports/reportDays()``.
    public func reportDays() async throws(Failure) -> [CivilDate] {
        let answer: ReportsAnswer = try await line.call(.reports, .POST, ReportsRequest(day: nil))
        return answer.days
    }

    /// Keeps the view new, and the certificate, until cancelled.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await self.followAlways() }
            group.addTask {
                while !Task.isCancelled {
                    try? await self.line.renewInTime()
                    try? await Task.sleep(for: Self.renewalPause)
                }
            }
        }
    }

    /// A stream may last for months, so that the renewal cannot wait for the next one.
    private static let renewalPause = Duration.seconds(600)

    private func followAlways() async {
        var pause = BackOff(first: .milliseconds(200), limit: .seconds(5))
        while !Task.isCancelled {
            do {
                try await follow { pause.reset() }
                logger.info("the hall ended the stream")
            } catch {
                let code = (error as? any CodedError)?.code ?? .hallUnreachable
                logger.info("no stream of the hall", metadata: ["code": "\(code.rawValue)", "error": "\(error)"])
            }
            try? await Task.sleep(for: pause.next())
        }
    }

    private func follow(_ heard: () -> Void) async throws {
        let role = try await line.role()
        let seesAll = HallCall.views.roles.contains(role)
        var lines = EventLines()
        for try await chunk in try await line.events(seesAll ? .views : .boards) {
            heardAt.withLock { $0 = .now }
            heard()
            for event in try lines.take(chunk.readableBytesView) {
                if seesAll {
                    took(try ContractJSON.decode(HallView.self, from: Data(event)))
                } else {
                    newestBoard.send(try ContractJSON.decode(BoardView.self, from: Data(event)))
                }
            }
        }
    }

    private func took(_ view: HallView) {
        newestView.send(view)
        newestBoard.send(BoardView(view))
    }
}
