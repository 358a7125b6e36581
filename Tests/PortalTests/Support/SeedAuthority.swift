import FoundationEssentials
import KioskTestSupport
import Logging
import PortalServer

/// One issuing authority for all tests of this process, since making an RSA key takes long.
actor SeedAuthority {
    static let shared = SeedAuthority()

    private var folder: TemporaryFolder?

    func copy(to options: PortalOptions) throws {
        let source = try seed()
        if FileManager.default.fileExists(atPath: options.issuingAuthorityFile) { return }
        try FileManager.default.createDirectory(atPath: options.stateFolder, withIntermediateDirectories: true)
        for name in ["issuing-ca.key.pem", "issuing-ca.pem"] {
            try Data(contentsOf: URL(filePath: source.file(name))).write(
                to: URL(filePath: "\(options.stateFolder)/\(name)"))
        }
    }

    private func seed() throws -> TemporaryFolder {
        if let folder { return folder }
        let made = try TemporaryFolder("authority")
        let logger = Logger(label: "seed") { _ in SwiftLogNoOpLogHandler() }
        _ = try Portal(PortalOptions(stateFolder: made.path), logger: logger) { _ in }
        folder = made
        return made
    }
}
