import CameraSource
import FaceMatching
import HelperProtocol
import KioskDevices
import StreamSockets

/// Serves one client after another. Camera, decoder and matcher live on the first thread; each wait in it is short, and
/// what it says between the steps is its sign of life, to the client and to the service manager.
final class VisionServer {
    /// It is asked to end within 2 s, and a signal may come just before a wait begins.
    private static let longestWait = Duration.milliseconds(250)

    private let session: VisionSession
    private let idleLimit: Duration?
    private let manager = NotifySocket.fromEnvironment()
    private var lastBeat = ContinuousClock.now

    /// - Parameter idleLimit: ends the process after so long without work; nil never.
    init(session: VisionSession, idleLimit: Duration?) {
        self.session = session
        self.idleLimit = idleLimit
    }

    /// Serves until there is no work for long enough, or the process is asked to end.
    func run(_ listener: ListeningSocket) throws {
        while !isIdle(), !Interruption.isAsked {
            guard let client = try listener.accept(within: Self.longestWait) else { continue }
            session.serve(client) { self.isIdle() }
        }
    }

    private func isIdle() -> Bool {
        beat()
        return idleLimit.map { ContinuousClock.now - session.lastWork > $0 } ?? false
    }

    /// A helper that hangs is ended by the service manager and started again on demand.
    private func beat() {
        guard let manager, let interval = manager.watchdogInterval, .now - lastBeat >= interval / 2 else { return }
        lastBeat = .now
        try? manager.send(.watchdog)
    }
}
