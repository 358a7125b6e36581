import FoundationEssentials
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

struct AuthorityRollTests {
    @Test("6.2: the portal goes over to another TLS authority, and no machine is touched", .timeLimit(.minutes(2)))
    func tlsAuthority() async throws {
        let (folder, device) = (try TemporaryFolder("roll"), try TemporaryFolder("device"))
        // What was configured at the machine stays as it is.
        let configured = try await withPortal(folder: folder) { portal in
            try String(contentsOfFile: portal.options.tlsAuthorityFile, encoding: .utf8)
        }
        let code = try await withPortal(folder: folder) { try $0.code() }
        func tend(_ step: PortalAdministration.AuthorityStep?) async throws -> KioskStanding {
            try await withPortal(folder: folder) { portal in
                let standing = try await portal.withClient(trusting: configured) { client in
                    let keeper = IdentityKeeper(
                        folder: device.path, client: client, code: { code }, roles: [.kiosk])
                    _ = try await keeper.identify()
                    return try await keeper.tend()
                }
                let listed = try await PortalAdministration.kiosks(in: portal.options)
                if let step { try PortalAdministration.take(step, of: .tls, in: portal.options) }
                #expect(listed.kiosks.first?.kioskID == standing.kioskID)
                return standing
            }
        }
        let first = try await tend(.prepare)
        #expect(first.trust.authorities.count == 1)
        let both = try await tend(.change)
        #expect(both.trust.authorities.count == 2 && both.trust.authorities.first == first.trust.authorities.first)
        let changed = try await tend(.retire)
        #expect(changed.trust.authorities.first == both.trust.authorities.last)
        let last = try await tend(nil)
        #expect(last.trust.authorities == [both.trust.authorities[1]])
        // A machine that slept through it all trusts only the former one: it says so and sends nothing.
        try await withPortal(folder: folder) { portal in
            try await portal.withClient(trusting: configured) { client in
                #expect(await failure { _ = try await client.time() }?.code == .portalTrust)
            }
        }
    }

    @Test("6.2: the kiosk authority is followed by another; certificates of the former hold until it is retired")
    func kioskAuthority() async throws {
        let folder = try TemporaryFolder("roll")
        func step(_ step: PortalAdministration.AuthorityStep, _ machine: DeviceIdentity?) async throws -> DeviceIdentity
        {
            try await withPortal(folder: folder) { portal in
                let identity = if let machine { machine } else { try await portal.enrol([.kiosk]) }
                try await portal.withClient(identity) { _ = try await $0.present(trustDigest: nil) }
                try PortalAdministration.take(step, of: .kiosks, in: portal.options)
                return identity
            }
        }
        let machine = try await step(.prepare, nil)
        _ = try await step(.change, machine)
        _ = try await step(.retire, machine)
        try await withPortal(folder: folder) { portal in
            try await portal.withClient(machine) { client in
                #expect(await failure { _ = try await client.present(trustDigest: nil) }?.code == .kioskCertificate)
            }
            try await portal.withMachine { _ = try await $0.client.present(trustDigest: nil) }
        }
    }

    @Test("6.2: a step that is not due is refused and changes nothing") func order() async throws {
        try await withPortal { portal in
            for step in [PortalAdministration.AuthorityStep.change, .retire] {
                #expect(throws: (any Error).self) { try PortalAdministration.take(step, of: .tls, in: portal.options) }
            }
            try PortalAdministration.take(.prepare, of: .tls, in: portal.options)
            #expect(throws: (any Error).self) { try PortalAdministration.take(.prepare, of: .tls, in: portal.options) }
        }
    }
}
