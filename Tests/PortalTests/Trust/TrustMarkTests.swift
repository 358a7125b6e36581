import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import PortalServer
import Testing

/// Issue 6.5: portals that share a database trust the same machines.
@Suite("Issue 6.5: authorities of portals on one database", .onEachStore) struct TrustMarkTests {
    private func start(_ options: PortalOptions) async -> (any CodedError)? {
        do {
            _ = try await Portal(options, logger: .init(label: "mark") { _ in KeptLog() }) { _ in }
            return nil
        } catch { return error as? any CodedError }
    }

    @Test("A portal with other authorities is refused at its start with the reason, and let in when told to")
    func others() async throws {
        let folder = try TemporaryFolder("mark")
        let former = try await withPortal(folder: folder) { $0.options }
        for name in ["tls-ca", "kiosk-ca"] {
            var options = former
            try FileManager.default.moveItem(
                atPath: "\(former.stateFolder)/\(name).pem", toPath: folder.file("kept.pem"))
            try FileManager.default.moveItem(
                atPath: "\(former.stateFolder)/\(name).key.pem", toPath: folder.file("kept.key.pem"))
            let refused = await start(options)
            #expect(refused?.code == .configurationInvalid && refused?.detail.contains(name) == true)
            options.replacesAuthorities = true
            #expect(await start(options) == nil)
            options.replacesAuthorities = false
            #expect(await start(options) == nil)
            for end in ["pem", "key.pem"] {
                try FileManager.default.removeItem(atPath: "\(former.stateFolder)/\(name).\(end)")
                try FileManager.default.moveItem(
                    atPath: folder.file("kept.\(end)"), toPath: "\(former.stateFolder)/\(name).\(end)")
            }
            #expect(await start(options)?.code == .configurationInvalid)
            options.replacesAuthorities = true
            #expect(await start(options) == nil)
        }
    }

    @Test("Going over to another authority a step and a start at a time is not refused") func roll() async throws {
        let folder = try TemporaryFolder("roll")
        let options = try await withPortal(folder: folder) { $0.options }
        for authority in PortalAdministration.Authority.allCases {
            for step in PortalAdministration.AuthorityStep.allCases {
                try PortalAdministration.take(step, of: authority, in: options)
                #expect(await start(options) == nil, "\(authority) \(step)")
            }
        }
    }
}
