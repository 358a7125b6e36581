import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import Synchronization

/// A hall that does what it is asked, and whose next answers are lost on the way.
final class ForgetfulHall: HallPort {
    private let hall: any HallPort
    private let losses = Mutex(0)

    init(_ hall: any HallPort) { self.hall = hall }

    /// So many answers from now on are lost.
    func lose(_ answers: Int) { losses.withLock { $0 = answers } }

    func report(_ report: LeaseReport, status: TerminalStatus) async throws(Failure) -> HallGreeting {
        try arrived(try await hall.report(report, status: status))
    }

    func lease(_ line: NumberLine, to terminal: String, epoch: Int64) async throws(Failure) -> Lease {
        try arrived(try await hall.lease(line, to: terminal, epoch: epoch))
    }

    func join(_ ticket: IssuedTicket) async throws(Failure) -> TicketPlace { try arrived(try await hall.join(ticket)) }

    func act(_ action: DeskAction, window: Int, request: RequestID) async throws(Failure) -> TicketNumber? {
        try arrived(try await hall.act(action, window: window, request: request))
    }

    var view: HallView? { hall.view }
    func views() -> AsyncStream<HallView> { hall.views() }
    var board: BoardView? { hall.board }
    func boards() -> AsyncStream<BoardView> { hall.boards() }
    var silence: Duration? { hall.silence }
    func replan(_ plan: HallPlan, over former: HallPlan?) async throws(Failure) {
        try arrived(try await hall.replan(plan, over: former))
    }
    func leaveOut(_ terminal: String) async throws(Failure) { try arrived(try await hall.leaveOut(terminal)) }

    private func arrived<Value>(_ answer: Value) throws(Failure) -> Value {
        let isLost = losses.withLock { losses in
            defer { losses = max(0, losses - 1) }
            return losses > 0
        }
        if isLost { throw Failure(.hallUnreachable, "the answer was lost") }
        return answer
    }
}
