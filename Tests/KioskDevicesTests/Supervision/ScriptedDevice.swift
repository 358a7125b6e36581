import KioskDevices
import KioskDomain
import Synchronization

/// A device whose lives are written down: how each opening ends, and what happens then.
final class ScriptedDevice: SupervisedDevice {
    enum Life: Sendable {
        case openFails(Failure)
        /// Does not answer until it is cancelled.
        case openHangs
        /// Opens, reports these, then is lost.
        case works([DeviceStatus], lost: Failure?)
        /// Opens and works until it is cancelled.
        case worksOn
    }

    let id: String
    private let lives: Mutex<[Life]>
    private let current = Mutex<Life>(.worksOn)
    let opened = Mutex(0)
    let closed = Mutex(0)

    init(_ id: String, _ lives: [Life]) {
        self.id = id
        self.lives = Mutex(lives)
    }

    func open() async throws -> DeviceStatus {
        let life = lives.withLock { $0.isEmpty ? .worksOn : $0.removeFirst() }
        current.withLock { $0 = life }
        switch life {
        case .openFails(let failure): throw failure
        case .openHangs: try await untilCancelled()
        case .works, .worksOn: break
        }
        opened.withLock { $0 += 1 }
        return DeviceStatus(id: id, name: "scripted", health: .ok, finding: "open")
    }

    func watch(_ report: @escaping @Sendable (DeviceStatus) -> Void) async throws {
        switch current.withLock({ $0 }) {
        case .works(let statuses, let lost):
            for status in statuses { report(status) }
            if let lost { throw lost }
        case .worksOn, .openFails, .openHangs: try await untilCancelled()
        }
    }

    func close() async { closed.withLock { $0 += 1 } }

    private func untilCancelled() async throws {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        for await _ in stream {}
        continuation.finish()
        throw CancellationError()
    }
}
