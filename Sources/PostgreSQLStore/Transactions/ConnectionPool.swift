import SQLAccess

/// Lends connections, one transaction each; who finds none free waits its turn.
actor ConnectionPool {
    /// More than this wait only for their own time-out.
    private static let waitingLimit = 2_000
    private static let patience = Duration.seconds(10)

    private let all: [PostgreSQLConnection]
    private var free: [PostgreSQLConnection]
    private var waiting: [(id: Int, continuation: CheckedContinuation<PostgreSQLConnection, any Error>)] = []
    private var nextID = 0
    private var isClosed = false

    init(_ address: PostgreSQLAddress, connections: Int) {
        all = (0..<connections).map { _ in PostgreSQLConnection(address) }
        free = all
    }

    nonisolated func with<Value: Sendable>(
        _ body: @Sendable (PostgreSQLConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await take()
        do {
            let value = try await body(connection)
            await give(connection)
            return value
        } catch {
            await give(connection)
            throw error
        }
    }

    private func take() async throws -> PostgreSQLConnection {
        guard !isClosed else { throw StoreFault.unavailable("closed") }
        if let connection = free.popLast() { return connection }
        guard waiting.count < Self.waitingLimit else { throw StoreFault.unavailable("too many wait") }
        nextID += 1
        let id = nextID
        let timer = Task {
            try await Task.sleep(for: Self.patience)
            giveUp(id)
        }
        defer { timer.cancel() }
        return try await withCheckedThrowingContinuation { waiting.append((id, $0)) }
    }

    private func give(_ connection: PostgreSQLConnection) {
        guard waiting.isEmpty else {
            waiting.removeFirst().continuation.resume(returning: connection)
            return
        }
        free.append(connection)
    }

    private func giveUp(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(throwing: StoreFault.unavailable("no connection became free"))
    }

    func close() async {
        isClosed = true
        for waiter in waiting { waiter.continuation.resume(throwing: StoreFault.unavailable("closed")) }
        waiting = []
        for connection in all { await connection.close() }
    }
}
