import FoundationEssentials
import KioskTestSupport
import PKIX
import Testing

/// The NCA's own public test files.
enum TestFiles {
    static func bytes(_ name: String) throws -> [UInt8] {
        let root = RealPart.environment("KIOSK_TEST_DATA")
        try RealPart.require(root != nil, "KIOSK_TEST_DATA is not set")
        let path = (root ?? "") + "/kz-pki/" + name
        try RealPart.require(FileManager.default.fileExists(atPath: path), "\(name) is not there")
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    static func certificate(_ name: String) throws -> Certificate {
        try #require(try Certificate.read(bytes(name)).first)
    }
}
