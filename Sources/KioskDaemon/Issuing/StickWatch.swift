import KioskDevices
import KioskDomain

/// Looks for the person's stick: not for one that somebody left in the port, and not for a trouble that passes.
actor StickWatch {
    private let sticks: (any StickDrive)?
    private let pause: Duration
    /// Changes whenever nobody waits any more.
    private var wait = 0
    /// The port was seen empty, or the person said that the stick in it is theirs.
    private var isTheirs = false

    /// - Parameter pause: between two looks at the ports.
    init(_ sticks: (any StickDrive)?, pause: Duration = .milliseconds(500)) {
        self.sticks = sticks
        self.pause = pause
    }

    /// What stands in the ports once it is something else than `before`; nil when nobody waits for it any more.
    ///
    /// A stick that was there from the first look on is refused with `stick.left-behind`. A refusal is told when two looks
    /// agree: right after plugging in, partitions and nodes are not there yet.
    func next(after before: StickSight?) async -> StickSight? {
        let started = wait
        var last: StickSight?
        while started == wait, !Task.isCancelled {
            let sight = judge(await look())
            guard started == wait else { return nil }
            var isCertain = true
            if case .refused = sight { isCertain = sight == last }
            if sight != before, isCertain { return sight }
            last = sight
            try? await Task.sleep(for: pause)
        }
        return nil
    }

    /// Ends what is waited for: a stick that stays in would hold up the next wait for ever.
    func stop() { wait += 1 }

    /// The person went on with the stick that is there.
    func accept() {
        wait += 1
        isTheirs = true
    }

    /// The next person's stick is another one.
    func forget() {
        wait += 1
        isTheirs = false
    }

    private func judge(_ sight: StickSight) -> StickSight {
        if sight == .none { isTheirs = true }
        return sight == .ready && !isTheirs ? .refused(.stickLeftBehind) : sight
    }

    private func look() async -> StickSight {
        guard let sticks else { return .refused(.stickFault) }
        do throws(Failure) {
            return try await sticks.look()
        } catch {
            return .refused(error.code)
        }
    }
}
