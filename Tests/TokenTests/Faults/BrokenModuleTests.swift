import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

/// Issue 3, bad input: a PKCS#11 module that hangs, crashes, returns garbage (facts/complaints.md, libelectronic-id#45).
@Suite("Modules that break (issue 3, bad input)", .timeLimit(.minutes(5)))
struct BrokenModuleTests {
    private static let short = TokenDeadlines(
        call: .seconds(2), generation: .seconds(2), pinpad: .seconds(2))
    private static let key = TokenKeyReference(id: [1], label: "key")
    private static let digest = [UInt8](repeating: 7, count: 32)

    /// Logs in and signs with the hostile module.
    private func work(_ client: TokenClient, pin: consuming TokenPIN? = nil) async throws -> TokenSignatures {
        let token = try await client.token("hostile").reference
        #expect(try await client.login(token, pin: .typed("1234")) == .accepted)
        return try await client.sign([Self.digest], .sha256, with: Self.key, on: token, pin: pin)
    }

    @Test("the same module without orders works, and its text reaches no terminal")
    func tame() async throws {
        let module = try await HostileModule()
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let report = try #require(try await client.list().first)
        #expect(report.status.health == .ok && report.library == "hostile[2J 0.0")
        #expect(report.tokens.first?.keys.map(\.algorithm) == [.ecP256])
        #expect(report.tokens.first?.pinLength == 0...64)
        let signed = try await work(client)
        // r and s of 32 bytes 0x81: as INTEGER each needs a zero octet before.
        let integer: [UInt8] = [0x02, 0x21, 0x00] + [UInt8](repeating: 0x81, count: 32)
        #expect(signed.signatures == [[0x30, 0x46] + integer + integer])
    }

    @Test(
        "a hang is token.module-fault by the deadline, a crash at once; the module beside it goes on working",
        arguments: [
            "hang:C_Initialize", "hang:C_GetTokenInfo", "hang:C_Login", "hang:C_SignInit", "hang:C_Sign",
            "crash:C_Initialize",
            "crash:C_GetAttributeValue", "crash:C_Login", "crash:C_Sign", "exit:C_Login", "exit:C_FindObjects",
        ])
    func hangsAndCrashes(_ mode: String) async throws {
        let (module, tame) = (try await HostileModule(mode), try await HostileModule())
        let helper = try TokenHelper([module.row(), tame.row("tame")], deadlines: Self.short)
        let client = try await helper.client()
        let began = ContinuousClock.now
        await #expect {
            let token: TokenReference
            if let report = try await client.list(module: "hostile").first, report.status.health == .fault {
                throw Failure(report.status.code ?? .internalError, report.status.finding)
            } else {
                token = try await client.token("hostile").reference
            }
            #expect(try await client.login(token, pin: .typed("1234")) == .accepted)
            _ = try await client.sign([Self.digest], .sha256, with: Self.key, on: token)
        } throws: { error in
            (error as? Failure)?.code == .tokenModuleFault
        }
        #expect(ContinuousClock.now - began < .seconds(15))
        #expect(module.calls("C_Login") <= 1)
        let other = try await client.token("tame")
        #expect(try await client.login(other.reference, pin: .typed("1234")) == .accepted)
        #expect(try helper.log.contains("hostile: "))
        #expect(try helper.log.contains(": token.module-fault: "))
        #expect(try !helper.log.contains("tame"))
        await client.disconnect()
        try await eventually { try helper.workers.isEmpty }
    }

    @Test(
        "garbage is token.module-answer",
        arguments: [
            "slots", "slots-grow", "mechanisms", "objects", "endless", "unavailable", "attribute-grows", "signature",
            "signature-huge", "vendor:C_Initialize", "vendor:C_OpenSession", "vendor:C_Login", "vendor:C_Sign",
            "no-sign",
        ])
    func garbage(_ mode: String) async throws {
        let module = try await HostileModule(mode)
        let helper = try TokenHelper([module.row()], deadlines: TokenDeadlines(call: .seconds(10)))
        let client = try await helper.client()
        await #expect {
            if let report = try await client.list().first, report.status.health == .fault {
                throw Failure(report.status.code ?? .internalError, report.status.finding)
            }
            _ = try await work(client)
        } throws: { error in
            (error as? Failure)?.code == .tokenModuleAnswer
        }
        #expect(module.calls("C_Login") <= 1)
    }

    @Test("a module that answers CKR_GENERAL_ERROR for ever: a fault, one C_Login, and a new process the next time")
    func generalError() async throws {
        let module = try await HostileModule("general:C_Login")
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let token = try await client.token("hostile").reference
        for turn in 1...2 {
            await #expect(throws: Failure(.tokenModuleFault, "C_Login: CKR_GENERAL_ERROR")) {
                try await client.login(token, pin: .typed("1234"))
            }
            #expect(module.calls("C_Login") == turn)
            #expect(module.calls("C_Initialize") == turn)
        }
    }

    @Test("functions that a module may leave out: C_GetInfo, C_WaitForSlotEvent, C_Logout")
    func optional() async throws {
        let module = try await HostileModule(
            "unsupported:C_GetInfo", "unsupported:C_WaitForSlotEvent", "unsupported:C_Logout",
            "unsupported:C_CloseAllSessions", "unsupported:C_Finalize")
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        #expect(try await work(client).signatures.count == 1)
        #expect(try await client.presence().count == 1)
        try await client.logout(client.token("hostile").reference)
    }

    @Test("a private key that says it can leave the token is destroyed and no key (E2)")
    func extractable() async throws {
        let module = try await HostileModule("extractable")
        let helper = try TokenHelper([module.row()])
        let client = try await helper.client()
        let token = try await client.token("hostile").reference
        await #expect { try await client.generate(TokenKeyReference(id: [2]), .ecP256, on: token) } throws: { error in
            (error as? Failure)?.code == .tokenModuleAnswer
        }
        #expect(module.calls("C_DestroyObject") == 2)
    }

    @Test("a module that failed rests, so that looking again does not wait for it again; the others do not wait at all")
    func rest() async throws {
        let (module, tame) = (try await HostileModule("hang:C_GetSlotList"), try await HostileModule())
        let helper = try TokenHelper([module.row(), tame.row("tame")], deadlines: Self.short, rest: .seconds(300))
        let client = try await helper.client()
        #expect(try await client.list().map(\.status.health) == [.fault, .ok])
        let again = try await client.list()
        #expect(again.map(\.status.health) == [.fault, .ok] && again.first?.status.code == .tokenModuleFault)
        #expect(module.calls("C_GetSlotList") == 1)
    }

    @Test("a file that others can write, that is no module, or that is not there is never loaded")
    func files() async throws {
        let folder = try TemporaryFolder("files")
        let open = try folder.write("open.so", [0])
        try await Self.makeWritable(open)
        let text = try folder.write("text.so", "not a module".utf8)
        let helper = try TokenHelper([
            ModuleRow(name: "open", paths: [open]), ModuleRow(name: "text", paths: [text]),
            ModuleRow(name: "missing", paths: ["/nowhere/module.so"]),
            ModuleRow(name: "card", medium: "id-card", paths: []),
        ])
        let client = try await helper.client()
        let statuses = try await client.list().map(\.status)
        #expect(
            statuses.map(\.code) == [.configurationInvalid, .tokenModuleFault, .tokenModuleMissing, .cardVendorModule])
        #expect(statuses.map(\.health) == [.fault, .fault, .unknown, .unknown])
    }

    private static func makeWritable(_ path: String) async throws {
        #expect(try await Tool.run("chmod", ["666", path]).succeeded)
    }
}
