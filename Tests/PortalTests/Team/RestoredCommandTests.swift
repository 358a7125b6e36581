import KioskDomain
import KioskTestSupport
import PortalContract
import Testing

/// DESIGN 5.2, issue 6 (portal database restored from yesterday): numbers of the lost day are on papers and in journals.
@Suite("kiosk-portal restored", .onEachStore) struct RestoredCommandTests {
    @Test("the next number is a million higher, whether one was given before or not, and the deed is on record")
    func numbers() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let first = try await machine.application(of: People.adult).number
                #expect(first == "E000000001")
                let team = TeamProgram(portal: portal)
                #expect(try await team.says("restored").contains("1,000,000 higher"))
                let second = try await machine.application(of: People.fourFailures, sequence: 2).number
                let number = Int(second.dropFirst()) ?? 0
                #expect((1_000_001...1_000_010).contains(number), "\(second)")
            }
            #expect(try await portal.stored("SELECT action FROM audit WHERE action = 'numbers.skipped'") != "")
        }
    }
}
