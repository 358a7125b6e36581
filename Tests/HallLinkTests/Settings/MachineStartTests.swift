import KioskTestSupport
import Testing

@testable import KioskDaemon

@Suite("Which start of the machine it is (issue 5, item 2)")
struct MachineStartTests {
    private static let one = "0b9f1c6e-3c1f-4c1e-9a52-7d2c1b0e4f11"

    @Test("the unit says it where the kernel's file is hidden; both are the same name")
    func sources() throws {
        let folder = try TemporaryFolder("boot")
        let file = try folder.write("boot_id", "\(Self.one)\n".utf8)
        let plain = Self.one.filter { $0 != "-" }
        #expect(MachineStart.name(environment: nil, file: file) == plain)
        #expect(MachineStart.name(environment: plain, file: folder.file("none")) == plain)
    }

    @Test("where nobody says it, no two starts are taken for one", arguments: [nil, "", "%b"])
    func unknown(environment: String?) throws {
        let folder = try TemporaryFolder("boot")
        let names = (0..<2).map { _ in MachineStart.name(environment: environment, file: folder.file("none")) }
        #expect(Set(names).count == 2)
    }
}
