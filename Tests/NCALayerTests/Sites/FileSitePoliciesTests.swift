import KioskDevices
import KioskDomain
import KioskTestSupport
import NCALayer
import NCALayerDoor
import Testing

@Suite("The operator's rules for sites")
struct FileSitePoliciesTests {
    private func policies(
        _ folder: TemporaryFolder, _ defaults: FileSitePolicies.Defaults = .desk
    ) throws -> FileSitePolicies {
        try FileSitePolicies(path: folder.file("sites.json"), defaults: defaults) { UnixTime(milliseconds: 5000) }
    }

    @Test("desks ask, kiosks are open only for sites on their list; a rule holds over a restart")
    func rules() async throws {
        let folder = try TemporaryFolder("sites")
        let site = PageOrigin.site("https://egov.kz")
        #expect(try await policies(folder).permission(for: site) == .ask)
        #expect(try await policies(folder, .kiosk).permission(for: site) == .deny)
        #expect(try await policies(folder, .kiosk).permission(for: .none) == .deny)
        try await policies(folder).set(.allow, for: site)
        try await policies(folder).set(.deny, for: .none)
        try await policies(folder).set(.deny, for: .opaque)
        let again = try policies(folder, .kiosk)
        #expect(await again.permission(for: site) == .allow)
        #expect(await again.sites().map(\.origin.description) == ["https://egov.kz", "-", "null"])
        #expect(await again.sites().map(\.lastAsked?.milliseconds) == [5000, nil, nil])
        try await again.set(nil, for: site)
        #expect(await again.permission(for: site) == .deny)
    }

    @Test(
        "a file that is no list of sites is named",
        arguments: ["", "[]", #"{"sites":{"x":"allow"}}"#, #"{"sites":{"https://a":"maybe"}}"#])
    func damaged(text: String) throws {
        let folder = try TemporaryFolder("sites")
        try folder.write("sites.json", text.utf8)
        let failure = #expect(throws: Failure.self) { try policies(folder) }
        #expect(failure?.code == .configurationInvalid)
    }

    @Test("a rule that cannot be written does not hold")
    func readOnly() async throws {
        let folder = try TemporaryFolder("sites")
        let policies = try FileSitePolicies(path: folder.file("no/such/folder"), defaults: .desk) {
            UnixTime(milliseconds: 0)
        }
        await #expect(throws: Failure.self) { try await policies.set(.allow, for: .none) }
        #expect(await policies.permission(for: .none) == .ask)
    }
}
