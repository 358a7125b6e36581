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

    @Test("So is one with other authorities of people: it ends before anything is signed") func people() async throws {
        let folder = try TemporaryFolder("people")
        let mark = "SELECT digest FROM trustedAuthority WHERE family = 'authorities/ec-root'"
        let (options, before) = try await withPortal(folder: folder) { portal in
            let before = try await eventually("all are on record") {
                let digest = try await portal.stored(mark)
                return digest.isEmpty ? nil : digest
            }
            return (portal.options, before)
        }
        // The elliptic ones are made in a moment.
        let authorities = "\(options.stateFolder)/authorities"
        for name in try FileManager.default.contentsOfDirectory(atPath: authorities) where name.hasPrefix("ec-") {
            try FileManager.default.removeItem(atPath: "\(authorities)/\(name)")
        }
        let portal = try await Portal(options, logger: .init(label: "mark") { _ in KeptLog() }) { _ in }
        do {
            try await withDeadline(.seconds(60), "the end of the portal") { try await portal.run() }
            Issue.record("it ended without a reason")
        } catch let refused as any CodedError {
            #expect(refused.code == .configurationInvalid && refused.detail.contains("authorities/ec-root"))
        }
        try await withPortal(folder: folder, replacesAuthorities: true) { portal in
            try await eventually("the others are on record") {
                try await portal.stored(mark) == before ? nil : ()
            }
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
