import KioskTestSupport
import PKIX
import Testing

/// OpenSSL as the other side of the RSA and EC tests, working in a folder of its own.
struct OpenSSL {
    let folder: TemporaryFolder

    init() throws {
        try RealPart.require(programs: "openssl")
        folder = try TemporaryFolder("openssl")
    }

    /// Runs a command; words that begin with `@` are files of the folder.
    @discardableResult
    func run(_ words: String...) async throws -> Tool.Output {
        try await Tool.run("openssl", words.map { $0.hasPrefix("@") ? folder.file(String($0.dropFirst())) : $0 })
    }

    /// Runs a command that must succeed and gives a file that it wrote.
    func made(_ file: String, _ words: String...) async throws -> [UInt8] {
        let output = try await Tool.run(
            "openssl", words.map { $0.hasPrefix("@") ? folder.file(String($0.dropFirst())) : $0 })
        try #require(output.succeeded, "\(output.standardError)")
        return try folder.read(file)
    }
}

/// Keys are dear in a debug build: one of each kind for all tests.
enum DemoKeys {
    static let rsa = Result { try PrivateKey.generate(.rsa(bits: 2048)) }
    static let kinds: [KeyAlgorithm] = [.rsa(bits: 2048), .ecP256, .ecP384]

    static func key(_ kind: KeyAlgorithm) throws -> PrivateKey {
        if case .rsa(bits: 2048) = kind { return try rsa.get() }
        return try PrivateKey.generate(kind)
    }
}
