import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import SmartCard
import Testing

@Suite("kiosk-token with OpenSC's module over a PIV card in real pcscd", .timeLimit(.minutes(10)))
struct OpenSCModuleTests {
    private static let module = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so"

    @Test(
        "9A by log-in, 9C by a log-in per signature; wrong PINs counted; the card drawn",
        arguments: [
            PIVAlgorithm.rsa2048, .eccP256,
        ])
    func pivCard(_ algorithm: PIVAlgorithm) async throws {
        try RealPart.require(access(Self.module, R_OK) == 0, "\(Self.module) is not installed")
        let file = try await PIVCardFile(algorithm)
        let helper = try TokenHelper([ModuleRow(name: "opensc", paths: [Self.module])])
        let client = try await helper.client()
        try await file.inReader { file in
            let present = try #require(try await client.change(from: [], within: .seconds(90)))
            #expect(present.count == 1)
            let report = try await client.token("opensc")
            #expect(report.certificates.map(\.der) == file.certificates)
            #expect(report.certificates.map(\.id) == [[1], [2]])
            let token = report.reference
            guard case .wrong = try await client.login(token, pin: .typed("999999")) else {
                Issue.record("a wrong PIN was not told")
                return
            }
            #expect(try await client.login(token, pin: .typed(PIVCardFile.pin)) == .accepted)
            let after = try await client.token("opensc")
            #expect(after.keys.filter(\.isPrivateVisible).map(\.alwaysAuthenticate) == [false, true])
            try await sign(client, token, file)

            try file.order("remove")
            #expect(try await client.change(from: present, within: .seconds(90)) == [])
            await #expect(throws: Failure.self) { try await client.login(token, pin: .typed(PIVCardFile.pin)) }
            try file.order("insert")
            #expect(try await client.change(from: [], within: .seconds(90))?.map(\.reference) == [token])
            await #expect(throws: Failure.self) {
                try await client.sign(
                    [[UInt8](repeating: 1, count: 32)], .sha256, with: TokenKeyReference(id: [1]), on: token)
            }
            await client.disconnect()
        }
    }

    private func sign(_ client: TokenClient, _ token: TokenReference, _ file: PIVCardFile) async throws {
        let judge = try Judge()
        let digest = try await judge.digest("sha256")
        let (authentication, signature) = (TokenKeyReference(id: [1]), TokenKeyReference(id: [2]))
        let first = try await client.sign([digest], .sha256, with: authentication, on: token)
        #expect(try await judge.accepts(try #require(first.signatures.first), "sha256", by: file.keys[0]))
        await #expect(throws: Failure.self) { try await client.sign([digest], .sha256, with: signature, on: token) }
        let wrong = try await client.sign([digest], .sha256, with: signature, on: token, pin: .typed("999999"))
        #expect(wrong.signatures.isEmpty && wrong.refused != nil)
        #expect(try await client.login(token, pin: .typed(PIVCardFile.pin)) == .accepted)
        let batch = try await client.sign(
            [digest, digest], .sha256, with: signature, on: token, pin: .typed(PIVCardFile.pin))
        #expect(batch.signatures.count == 2 && batch.refused == nil)
        for made in batch.signatures { #expect(try await judge.accepts(made, "sha256", by: file.keys[1])) }
    }
}
