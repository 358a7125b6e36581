import CameraSource
import FaceMatching
import HelperProtocol
import KioskDevices
import StreamSockets

/// Serves one client after another. Camera, decoder and matcher live on this one thread; each wait in it is short, and
/// what it says between the steps is its sign of life.
actor VisionServer {
    private nonisolated let executor = BlockingExecutor(name: "vision-work")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let source: String?
    private let models: ModelFiles?
    private let threshold: MatchThreshold
    private let idleLimit: Duration?

    /// - Parameter idleLimit: ends the process after so long without work; nil never.
    init(source: String?, models: ModelFiles?, threshold: MatchThreshold, idleLimit: Duration?) throws(Failure) {
        // A wrong configuration is said at once, not when the first person comes.
        if let source { _ = try SourceConfiguration.source(source) }
        self.source = source
        self.models = models
        self.threshold = threshold
        self.idleLimit = idleLimit
    }

    func run(_ listener: ListeningSocket) throws {
        let session = VisionSession(
            camera: Camera(try source.map(SourceConfiguration.source) ?? AbsentSource()),
            pipeline: try FacePipeline(files: models, threshold: threshold))
        while !isIdle(session) {
            guard let client = try listener.accept(within: .seconds(1)) else { continue }
            session.serve(client) { self.isIdle(session) }
        }
    }

    private func isIdle(_ session: VisionSession) -> Bool {
        idleLimit.map { ContinuousClock.now - session.lastWork > $0 } ?? false
    }
}
