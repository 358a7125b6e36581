internal import FoundationEssentials
internal import KioskDevices

/// The programs of a demonstration, in the order in which they were started.
actor Troupe {
    private let folders: StageFolders
    private var children: [ChildProcess] = []

    init(_ folders: StageFolders) { self.folders = folders }

    /// Process numbers by part.
    var processes: [String: Int32] {
        Dictionary(uniqueKeysWithValues: children.map { ($0.role, $0.processID) })
    }

    /// Starts a program and waits until `isReady`.
    /// - Parameter limit: how long the start may take.
    /// - Throws: ``StageProblem`` with the end of its log, `CancellationError`.
    func start(
        _ role: String, _ program: String, _ arguments: [String], limit: Duration = .seconds(30),
        isReady: @Sendable (LogFile) async -> Bool
    ) async throws {
        let log = LogFile(path: folders.log(role))
        let child = try await ChildProcess.start(role, program, arguments, log: log)
        children.append(child)
        let end = ContinuousClock.now + limit
        while !(await isReady(log)) {
            if let ended = child.ended { throw Self.problem(child, "\(ended)") }
            guard ContinuousClock.now < end else {
                throw Self.problem(child, "is not ready after \(limit.components.seconds) s")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits until a program ends by itself.
    /// - Throws: `CancellationError`.
    func firstEnd() async throws -> StageProblem {
        while true {
            for child in children {
                if let ended = child.ended { return Self.problem(child, "\(ended)") }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Ends all, the last one first.
    func stop() async {
        while let child = children.popLast() { await child.stop() }
    }

    private static func problem(_ child: ChildProcess, _ what: String) -> StageProblem {
        StageProblem("\(child.role) \(what)", remedy: "read \(child.log.path)", details: child.log.tail())
    }
}
