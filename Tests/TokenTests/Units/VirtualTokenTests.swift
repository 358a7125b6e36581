import HelperProtocol
import KioskDevices
import KioskDomain
import Testing

/// RULES R1 for tokens: a virtual one is known by what its module, its token or its reader call themselves.
@Suite("Virtual tokens name themselves")
struct VirtualTokenTests {
    private static func report(
        path: String = "/usr/lib/vendor.so", library: String = "Vendor 1.0", product: String = "Vendor Token",
        slot: String = "Vendor Reader 00 00"
    ) -> (TokenModuleReport, TokenReport) {
        var module = TokenModuleReport(
            name: "kaztoken", medium: .kaztoken, storage: "", path: path,
            status: DeviceStatus(id: "token.kaztoken", name: "", health: .ok, finding: ""))
        module.library = library
        var token = TokenReport(
            reference: TokenReference(module: "kaztoken", slot: 1, fingerprint: "00"), slotName: slot)
        token.product = product
        return (module, token)
    }

    @Test("module's path, library, manufacturer and reader each give it away, and a label does not")
    func names() {
        for (module, token) in [
            Self.report(path: "/usr/lib/softhsm/libsofthsm2.so"), Self.report(library: "SoftHSM 2.6"),
            Self.report(product: "SoftHSM project SoftHSM v2"), Self.report(slot: "Virtual PCD 00 00"),
        ] { #expect(module.isVirtual(token)) }
        var (module, token) = Self.report()
        token.label = "softhsm"
        #expect(!module.isVirtual(token))
        module.path = nil
        #expect(!module.isVirtual(token))
    }

    @Test("what SoftHSM's own module says of its token is known as virtual")
    func real() async throws {
        let soft = try await SoftToken()
        let helper = try TokenHelper([soft.row])
        let client = try await helper.client()
        let module = try #require(try await client.list().first)
        #expect(!module.tokens.isEmpty && module.tokens.allSatisfy(module.isVirtual))
        await client.disconnect()
    }
}
