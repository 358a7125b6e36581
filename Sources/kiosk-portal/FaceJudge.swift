import FaceMatching
import KioskDevices
import PortalServer

/// Judges the register's portraits by the rules and models of kiosk-vision, on a thread of its own.
actor FaceJudge: PortraitJudge {
    nonisolated let name = FacePipeline.referenceRules
    private nonisolated let executor = BlockingExecutor(name: "portraits")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let models: ModelFiles
    /// Only while there is something to judge: the models take tens of megabytes.
    private var pipeline: FacePipeline?

    init(models folder: String) { models = ModelFiles(folder: folder) }

    func isUsable(_ picture: [UInt8]) -> Bool? {
        guard let pipeline = pipeline ?? (try? FacePipeline(files: models)) else { return nil }
        self.pipeline = pipeline
        defer { pipeline.forgetReference() }
        return picture.withUnsafeBytes { pipeline.canMatch($0) }
    }

    func rest() { pipeline = nil }
}
