import KioskDomain
import KioskTestSupport
import PortalContract
import Testing

/// I4: whose EDS certifies is a list that the portal's team keeps by its own program, beside a portal that runs.
@Suite("kiosk-portal officers", .onEachStore) struct OfficersCommandTests {
    @Test("listed masked, added once, removed; a wrong IIN is refused and changes nothing; each deed is on record")
    func list() async throws {
        try await withPortal { portal in
            let team = TeamProgram(portal: portal)
            let seeded = try await team.says("officers")
            #expect(seeded == "••••••••0054", "masked (P4)")
            for _ in 1...2 {
                let both = try await team.says("officers", "--add", People.adult)
                #expect(both.split(separator: "\n").sorted() == ["••••••••0019", "••••••••0054"])
            }
            try await team.refuses(.iinCheckDigit, ["officers", "--add", "850315300018"])
            let one = try await team.says("officers", "--remove", People.adult)
            #expect(one == "••••••••0054")
            #expect(
                try await portal.stored("SELECT action FROM audit WHERE action LIKE 'officer.%' ORDER BY id")
                    == "officer.listed\nofficer.listed\nofficer.removed")
        }
    }
}
