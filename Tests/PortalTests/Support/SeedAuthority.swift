import FoundationEssentials
import KioskTestSupport
import Logging
import PortalServer

/// One set of authorities' keys for all tests of this process, since making RSA keys takes long.
actor SeedAuthority {
    static let shared = SeedAuthority()

    private var making: Task<TemporaryFolder, any Error>?

    func copy(to options: PortalOptions) async throws {
        let target = "\(options.stateFolder)/authorities"
        if FileManager.default.fileExists(atPath: target) { return }
        let task = making ?? Task { try await Self.make() }
        making = task
        let folder = try await task.value
        try FileManager.default.createDirectory(atPath: options.stateFolder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: folder.file("authorities"), toPath: target)
    }

    private static func make() async throws -> TemporaryFolder {
        let made = try TemporaryFolder("authority")
        let logger = Logger(label: "seed") { _ in SwiftLogNoOpLogHandler() }
        let options = PortalOptions(stateFolder: made.path, port: 0, servicesPort: 0, kioskPort: 0)
        let portal = try await Portal(options, logger: logger) { _ in }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await portal.run() }
            try await eventually("the authorities are made", within: .seconds(60)) {
                FileManager.default.fileExists(atPath: options.issuingAuthorityFile) ? () : nil
            }
            group.cancelAll()
            try? await group.waitForAll()
        }
        return made
    }
}
