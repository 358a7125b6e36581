import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import MachineKeys
import PortalClient
import PortalContract
import PortalServer
import Testing

/// A machine with files and a TPM, as kioskd has them.
private struct Device: Sendable {
    let portal: PortalFixture
    let folder: TemporaryFolder
    let tpm: SoftwareTPM

    func with<Value: Sendable>(
        _ rule: KeyRule = .tpm, code: String? = nil,
        _ body: @Sendable (PortalClient, IdentityKeeper) async throws -> Value
    ) async throws -> Value {
        let code = try code ?? portal.code()
        return try await portal.withClient { client in
            let keeper = IdentityKeeper(
                folder: folder.path, client: client, code: { code }, roles: [.kiosk],
                keys: KeyMaker(rule, tpm: TPM(tpm.place)))
            _ = try await keeper.identify()
            return try await body(client, keeper)
        }
    }

    func file() throws -> String { String(decoding: try folder.read("device-identity.pem"), as: UTF8.self) }
}

@Suite("Issue 6.2: the life of an identity in a TPM", .serialized) struct TPMIdentityTests {
    private func withDevice(_ body: @escaping @Sendable (Device) async throws -> Void) async throws {
        try await SoftwareTPM.with { tpm in
            try await withPortal { portal in
                try await body(Device(portal: portal, folder: TemporaryFolder("device"), tpm: tpm))
            }
        }
    }

    private func code(_ body: () async throws -> Void) async -> FailureCode? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? any CodedError)?.code
        }
    }

    @Test("enrolled, started again and rotated, each time by TLS 1.3 with a key of the TPM; no key stands in a file")
    func life() async throws {
        try await withDevice { device in
            let id = try await device.with { client, keeper in
                let standing = try await keeper.tend()
                #expect(standing.roles == [.kiosk])
                return client.kioskID
            }
            #expect(try device.file().contains("BEGIN TSS2 PRIVATE KEY"))
            #expect(try !device.file().contains("BEGIN PRIVATE KEY"))
            device.tpm.turnOff()
            try await device.tpm.turnOn()
            let before = try device.file()
            try await device.with { client, keeper in
                #expect(client.kioskID == id)
                device.portal.clock.advance(by: .seconds(61 * 86_400))
                _ = try await keeper.tend()
                #expect(try device.file() != before)
                #expect(client.currentIdentity?.key.home == .tpm)
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: device.folder.path)
            #expect(!names.contains { $0.hasPrefix("device-key") })
        }
    }

    @Test("B4: what a key of the TPM swore, the portal believes") func evidence() async throws {
        try await withDevice { device in
            try await device.with { client, _ in
                let machine = Machine(
                    client: client, identity: try #require(client.currentIdentity), fixture: device.portal)
                let application = try await machine.application(of: People.adult)
                #expect(!application.number.isEmpty)
            }
        }
    }

    @Test("another rule moves the key at the next look: into the TPM, and out of it before the board is changed")
    func moves() async throws {
        try await withDevice { device in
            let id = try await device.with(.file) { client, _ in client.kioskID }
            #expect(try device.file().contains("BEGIN PRIVATE KEY"))
            for (rule, mark) in [(KeyRule.tpm, "BEGIN TSS2 PRIVATE KEY"), (.file, "BEGIN PRIVATE KEY")] {
                try await device.with(rule) { client, keeper in
                    _ = try await keeper.tend()
                    #expect(client.kioskID == id)
                    #expect(try device.file().contains(mark))
                    _ = try await keeper.tend()
                }
            }
            try await device.with(.auto) { client, keeper in
                _ = try await keeper.tend()
                #expect(client.currentIdentity?.key.home == .file, "auto waits for the rotation")
                device.portal.clock.advance(by: .seconds(61 * 86_400))
                _ = try await keeper.tend()
                #expect(client.currentIdentity?.key.home == .tpm)
            }
        }
    }

    @Test("with the rule tpm and no TPM nothing is asked of the portal") func required() async throws {
        try await withDevice { device in
            device.tpm.turnOff()
            #expect(await code { try await device.with { _, _ in } } == .tpmFault)
            let names = try FileManager.default.contentsOfDirectory(atPath: device.folder.path)
            #expect(names.isEmpty)
        }
    }

    @Test("a TPM that does not answer is told as that, and passes")
    func busy() async throws {
        try await withDevice { device in
            try await device.with { client, keeper in
                device.tpm.stall()
                let error = await failure { _ = try await client.present(trustDigest: nil) }
                #expect(error?.code == .tpmBusy && error?.isTransient == true, "\(String(describing: error))")
                device.tpm.goOn()
                try await eventually { (try? await keeper.tend()) != nil }
            }
        }
    }

    @Test("the disk without its TPM is nobody; a code for that machine, and no other, makes it itself again")
    func lost() async throws {
        try await withDevice { device in
            let first = try device.portal.code()
            let before = try await device.with(code: first) { client, _ in try #require(client.currentIdentity) }
            try await device.tpm.tool("tpm2_clear")
            try await device.with(code: first) { client, keeper in
                #expect(await code { _ = try await keeper.tend() } == .tpmKeyLost)
                #expect(await failure { _ = try await client.application("E1") }?.code == .tpmKeyLost)
            }
            let any = try device.portal.code()
            try await device.with(code: any) { _, keeper in
                #expect(await code { _ = try await keeper.tend() } == .enrolmentRefused)
            }
            let own = try await PortalAdministration.newCode(
                for: [.kiosk], kiosk: before.kioskID, in: device.portal.options)
            try await device.with(code: own.code) { client, keeper in
                let standing = try await keeper.tend()
                #expect(standing.kioskID == before.kioskID)
                #expect(client.currentIdentity?.key.home == .tpm)
                #expect(client.currentIdentity?.certificate != before.certificate)
            }
        }
    }
}
