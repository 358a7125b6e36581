import HelperProtocol
import KioskDevices
import StreamSockets
import Synchronization

/// Takes clients in, each on a thread of its own.
actor TokenServer {
    private static let clientLimit = 16
    private nonisolated let executor = BlockingExecutor(name: "token-accept")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let table: TokenModuleTable
    private let deadlines: TokenDeadlines
    private let idleLimit: Duration?
    private let faults: FaultLedger
    private let clients = ClientCount()

    /// - Parameter idleLimit: ends the process after so long without a client; nil never.
    init(_ table: TokenModuleTable, _ deadlines: TokenDeadlines, _ faults: FaultLedger, idleLimit: Duration?) {
        self.faults = faults
        self.table = table
        self.deadlines = deadlines
        self.idleLimit = idleLimit
    }

    func run(_ listener: ListeningSocket) throws {
        while !clients.isIdle(for: idleLimit) {
            guard let socket = try listener.accept(within: .seconds(1)) else { continue }
            guard clients.enter(limit: Self.clientLimit) else {
                printError("more than \(Self.clientLimit) clients: one was turned away")
                continue
            }
            Task { [table, deadlines, faults, clients] in
                await ClientConnection().serve(socket, table, deadlines, faults)
                clients.leave()
            }
        }
    }
}

/// How many clients there are, and since when there is none.
private final class ClientCount: Sendable {
    private let state = Mutex((count: 0, lastLeft: ContinuousClock.now))

    func enter(limit: Int) -> Bool {
        state.withLock { state in
            guard state.count < limit else { return false }
            state.count += 1
            return true
        }
    }

    func leave() { state.withLock { $0 = ($0.count - 1, .now) } }

    func isIdle(for limit: Duration?) -> Bool {
        guard let limit else { return false }
        return state.withLock { $0.count == 0 && .now - $0.lastLeft > limit }
    }
}
