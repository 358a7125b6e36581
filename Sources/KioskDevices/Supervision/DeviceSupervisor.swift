internal import KioskDomain
internal import Synchronization

/// Keeps devices open: open, watch, fail, back off, again; and publishes the health of each.
///
/// Every device has a task of its own, so a dead or hanging one never holds up another (DESIGN 5.8).
public final class DeviceSupervisor<Time: Clock>: Sendable where Time.Duration == Duration {
    /// Every change of health, for one reader. The oldest are dropped when nobody reads; ``current`` has the newest.
    public let changes: AsyncStream<DeviceStatus>

    private let devices: [any SupervisedDevice]
    private let clock: Time
    private let openLimit: Duration
    private let steadyAfter: Duration
    private let backOff: BackOff
    private let continuation: AsyncStream<DeviceStatus>.Continuation
    private let board: Mutex<[String: DeviceStatus]>

    /// - Parameters:
    ///   - openLimit: a device that has not opened by then is shown as a fault.
    ///   - steadyAfter: a device that worked this long begins again with the shortest pause when it is lost.
    public init(
        devices: [any SupervisedDevice], clock: Time, openLimit: Duration = .seconds(10),
        steadyAfter: Duration = .seconds(30), backOff: BackOff = BackOff()
    ) {
        self.devices = devices
        self.clock = clock
        self.openLimit = openLimit
        self.steadyAfter = steadyAfter
        self.backOff = backOff
        (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(256))
        var statuses: [String: DeviceStatus] = [:]
        for device in devices {
            statuses[device.id] = DeviceStatus(id: device.id, name: "", health: .unknown, finding: "not opened yet")
        }
        board = Mutex(statuses)
    }

    /// The newest status of every device, by id.
    public var current: [DeviceStatus] { board.withLock { $0.values.sorted { $0.id < $1.id } } }

    /// Runs until the task is cancelled; every device is closed then and ``changes`` ends.
    public func run() async {
        await withTaskGroup { group in
            for device in devices {
                group.addTask { await self.keep(device) }
            }
        }
        continuation.finish()
    }

    private func keep(_ device: any SupervisedDevice) async {
        var pauses = backOff
        while !Task.isCancelled {
            let began = clock.now
            let loss = await life(of: device)
            if Task.isCancelled { return }
            publish(loss)
            if began.duration(to: clock.now) >= steadyAfter { pauses.reset() }
            try? await clock.sleep(for: pauses.next())
        }
    }

    /// From opening to loss; answers the status that the loss leaves.
    private func life(of device: any SupervisedDevice) async -> DeviceStatus {
        let opened: DeviceStatus
        do { opened = try await open(device) } catch { return status(of: device, after: error) }
        publish(opened)
        let problem: (any Error)?
        do {
            try await device.watch { [weak self] status in self?.publish(status) }
            problem = nil
        } catch { problem = error }
        await device.close()
        guard let problem else {
            return DeviceStatus(id: device.id, name: opened.name, health: .fault, finding: "the device went away")
        }
        return status(of: device, after: problem, name: opened.name)
    }

    /// The fault is published at the deadline even when the device does not answer cancellation and keeps us waiting.
    private func open(_ device: any SupervisedDevice) async throws -> DeviceStatus {
        try await withThrowingTaskGroup { group in
            group.addTask { try await device.open() }
            group.addTask { [clock, openLimit] in
                try await clock.sleep(for: openLimit)
                let late = DeadlineExceeded(what: "open", limit: openLimit)
                self.publish(self.status(of: device, after: late))
                throw late
            }
            defer { group.cancelAll() }
            guard let status = try await group.next() else { throw CancellationError() }
            return status
        }
    }

    private func status(of device: any SupervisedDevice, after error: any Error, name: String = "") -> DeviceStatus {
        let coded = error as? any CodedError
        let finding = coded?.detail ?? "\(error)"
        return DeviceStatus(
            id: device.id, name: name, health: .fault, code: coded?.code ?? .internalError,
            finding: finding.isEmpty ? coded?.code.rawValue ?? "failed" : finding)
    }

    /// Only changes are published.
    private func publish(_ status: DeviceStatus) {
        let isNew = board.withLock { board in
            defer { board[status.id] = status }
            return board[status.id] != status
        }
        if isNew { continuation.yield(status) }
    }
}
