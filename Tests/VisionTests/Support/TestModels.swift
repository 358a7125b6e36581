import FaceMatching
import FoundationEssentials
import Glibc
import HelperProtocol
import KioskTestSupport
import Testing

/// The weights and pictures that `.ci/fetch-models` brings.
enum TestModels {
    /// `KIOSK_MODELS`, else `.models` beside the sources.
    static let folder: String =
        RealPart.environment("KIOSK_MODELS")
        ?? #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } + "/.models"

    static var areThere: Bool {
        [ModelFiles.landmarks.name, ModelFiles.descriptor.name, "obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg"]
            .allSatisfy { access("\(folder)/\($0)", R_OK) == 0 }
    }

    /// Fails in CI, skips elsewhere, when they are not there.
    static func require() throws -> ModelFiles {
        try RealPart.require(areThere, "no weights and pictures in \(folder): run .ci/fetch-models")
        return ModelFiles(folder: folder)
    }

    static func picture(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: "\(folder)/\(name).jpg")))
    }
}
