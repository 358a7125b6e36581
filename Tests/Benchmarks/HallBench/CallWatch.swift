import HallContract
import Synchronization

/// From an operator's key to the number on a board: the desk says when it asked, each board when it showed.
final class CallWatch: Sendable {
    private struct State {
        /// When the desk of a window asked for its next number; nil once a board has shown it, for each board.
        var asked: [Int: [ContinuousClock.Instant?]] = [:]
        var times: [Duration] = []
        var unseen = 0
        var isMeasuring = false
    }

    private let state = Mutex(State())
    private let boards: Int

    init(boards: Int) { self.boards = boards }

    /// From now on it counts: the queue has filled.
    func begin() { state.withLock { $0.isMeasuring = true } }

    func asks(_ window: Int) {
        state.withLock { state in
            if state.isMeasuring { state.unseen += state.asked[window]?.count { $0 != nil } ?? 0 }
            state.asked[window] = [ContinuousClock.Instant?](repeating: .now, count: boards)
        }
    }

    /// Nobody waited.
    func gotNobody(_ window: Int) { state.withLock { $0.asked[window] = nil } }

    /// A board that shows numbers which it did not show before.
    func follow(_ views: AsyncStream<BoardView>, board: Int) async {
        var shown: Set<BoardView.Call> = []
        for await view in views {
            let now = ContinuousClock.now
            state.withLock { state in
                for call in view.called where !shown.contains(call) {
                    guard let asked = state.asked[call.window]?[board] else { continue }
                    state.asked[call.window]?[board] = nil
                    if state.isMeasuring { state.times.append(now - asked) }
                }
            }
            shown = Set(view.called)
        }
    }

    /// What was measured, and how many calls a board never showed.
    var result: (times: [Duration], unseen: Int) { state.withLock { ($0.times, $0.unseen) } }
}
