import FoundationEssentials
import KioskTestSupport
import PKIX
import Testing

/// The NCA's own public test files.
enum TestFiles {
    /// Cancels the test where the data is not there, in CI too: keys and certificates made in the other tests stand in.
    static func folder() throws -> String {
        if let root = RealPart.environment("KIOSK_TEST_DATA") { return root + "/kz-pki" }
        try Test.cancel("KIOSK_TEST_DATA is not set")
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        let path = try folder() + "/" + name
        try RealPart.require(FileManager.default.fileExists(atPath: path), "\(name) is not there")
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    static func certificate(_ name: String) throws -> Certificate {
        guard let first = try Certificate.read(bytes(name)).first else { throw Missing(name: name) }
        return first
    }

    static func list(_ name: String) throws -> CertificateList { try CertificateList.read(bytes(name)) }

    struct Missing: Error { var name: String }
}

/// Bytes as tests write them.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap { $0.hexDigitValue.map { UInt8($0) } }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

extension [UInt8] {
    /// The same with one bit turned.
    func flipping(bit: Int, ofByte index: Int) -> [UInt8] {
        var copy = self
        copy[index] ^= 1 << (bit & 7)
        return copy
    }
}
