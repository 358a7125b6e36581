import FoundationEssentials
import HallContract
import NIOCore
import PortalContract
import Synchronization

/// The newest views as text of events, written once for all who read them.
final class ViewFeed: Sendable {
    enum Kind: Sendable { case views, boards }

    private struct State {
        var views = Text()
        var boards = Text()
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
    }

    /// What is to be sent, and which in a row it is; 0 before the first.
    struct Text: Sendable {
        var version = 0
        var event = ByteBuffer()
    }

    static let heartbeat = ByteBuffer(string: ": still there\n\n")

    private let state = Mutex(State())
    private let limits: HallLimits

    init(limits: HallLimits) { self.limits = limits }

    /// Follows the hall until cancelled.
    func run(_ hall: any HallPort) async {
        await withTaskGroup { group in
            group.addTask { [limits] in
                for await view in hall.views() {
                    self.put(view)
                    // Of changes within the pause the stream keeps the newest.
                    try? await Task.sleep(for: limits.viewPause)
                }
            }
            group.addTask { [limits] in
                while (try? await Task.sleep(for: limits.heartbeat)) != nil { self.wake() }
            }
            await group.waitForAll()
        }
    }

    func newest(_ kind: Kind) -> Text {
        state.withLock { state in
            switch kind {
            case .views: state.views
            case .boards: state.boards
            }
        }
    }

    /// Wakes its reader at once, then with each change and each heartbeat; nil when too many read.
    func wakes() -> AsyncStream<Void>? {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state -> Int? in
            guard state.readers.count < limits.streams else { return nil }
            state.next += 1
            state.readers[state.next] = continuation
            return state.next
        }
        guard let id else { return nil }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.readers.removeValue(forKey: id) }
        }
        continuation.yield()
        return stream
    }

    private func put(_ view: HallView) {
        guard let full = Self.event(view), let board = Self.event(BoardView(view)) else { return }
        state.withLock { state in
            state.views = Text(version: state.views.version + 1, event: full)
            if state.boards.event != board { state.boards = Text(version: state.boards.version + 1, event: board) }
        }
        wake()
    }

    private func wake() {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.yield() }
    }

    /// JSON has no line feeds of its own, so one data line holds it (WHATWG HTML, 9.2).
    private static func event(_ value: some Encodable) -> ByteBuffer? {
        guard let json = try? ContractJSON.encode(value) else { return nil }
        var buffer = ByteBuffer(string: "data: ")
        buffer.writeBytes(json)
        buffer.writeString("\n\n")
        return buffer
    }
}
