/// Lets one through at a time, in the order of arrival; who waits too long or gives up is let go.
actor Turnstile {
    private var isTaken = false
    private var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    private var next = 0
    private let capacity: Int

    /// - Parameter capacity: how many may wait.
    init(capacity: Int) { self.capacity = capacity }

    /// - Returns: false when there is no room, the limit passed or the task was cancelled; nothing is taken then.
    func enter(within limit: Duration) async -> Bool {
        if !isTaken {
            isTaken = true
            return true
        }
        guard waiting.count < capacity else { return false }
        next += 1
        let id = next
        let timer = Task {
            try? await Task.sleep(for: limit)
            self.giveUp(id)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting.append((id, $0)) }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
    }

    func leave() {
        guard !waiting.isEmpty else {
            isTaken = false
            return
        }
        waiting.removeFirst().continuation.resume(returning: true)
    }

    private func giveUp(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }
}
