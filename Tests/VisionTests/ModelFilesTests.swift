import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import FaceMatching

@ComputingTests
@Suite("Weights: by name and SHA-256, or no matching")
struct ModelFilesTests {
    private func refused(_ files: ModelFiles?) throws {
        let pipeline = try FacePipeline(files: files)
        #expect(pipeline.matcherStatus.health == .fault)
        #expect(pipeline.matcherStatus.code == .matcherUnavailable)
        let report = [UInt8]([1]).withUnsafeBytes {
            pipeline.beginAttempt(id: "1", portrait: $0, deadline: .seconds(1), at: .now)
        }
        #expect(report?.outcome == .technicalError)
        #expect(report?.code == .matcherUnavailable)
    }

    @Test("No folder, an empty folder: not available, never a match")
    func missing() throws {
        try refused(nil)
        try refused(ModelFiles(folder: try TemporaryFolder("models").path))
    }

    @Test("One wrong byte in a weights file is refused")
    func wrongHash() throws {
        _ = try TestModels.require()
        let folder = try TemporaryFolder("models")
        for model in [ModelFiles.landmarks, ModelFiles.descriptor] {
            var bytes = try Data(contentsOf: URL(filePath: "\(TestModels.folder)/\(model.name)"))
            if model == ModelFiles.descriptor { bytes[bytes.count / 2] ^= 1 }
            try bytes.write(to: URL(filePath: folder.file(model.name)))
        }
        try refused(ModelFiles(folder: folder.path))
    }

    @Test("Truncated weights, a folder in place of a file, and a file without end are refused")
    func truncated() throws {
        _ = try TestModels.require()
        let whole = try Data(contentsOf: URL(filePath: "\(TestModels.folder)/\(ModelFiles.landmarks.name)"))
        let folder = try TemporaryFolder("models")
        try whole.prefix(whole.count / 2).write(to: URL(filePath: folder.file(ModelFiles.landmarks.name)))
        try refused(ModelFiles(folder: folder.path))
        for other in ["/dev/zero", "/"] {
            let folder = try TemporaryFolder("models")
            try #require(symlink(other, folder.file(ModelFiles.landmarks.name)) == 0)
            try refused(ModelFiles(folder: folder.path))
        }
    }

    @Test("The pinned weights are accepted")
    func pinned() throws {
        let pipeline = try FacePipeline(files: try TestModels.require())
        #expect(pipeline.matcherStatus.health == .ok)
        #expect(pipeline.models.count == 2)
    }
}
