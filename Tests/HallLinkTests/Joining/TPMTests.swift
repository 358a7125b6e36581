import FoundationEssentials
import HallContract
import KioskDevices
import KioskDomain
import KioskTestSupport
import MachineKeys
import Testing

@testable import HallClient
@testable import HallServer

/// Issue 6.2: a terminal's key in a TPM, by the interface that the line to the portal uses too.
@Suite("a key in a TPM at the hall", .serialized) struct HallTPMTests {
    @Test("joined and started again by it; a copy of the disk is nobody; a new code brings it back") func life()
        async throws
    {
        try await SoftwareTPM.with { tpm in
            try await Centre.with { centre in
                let keys = KeyMaker(.tpm, tpm: TPM(tpm.place))
                let code = try await centre.hall.register.newCode(name: "T1", role: .terminal)
                #expect(try await centre.client("T1", code: code, keys: keys).greet("T1").day == NoonClock.day)
                let kept = try String(contentsOfFile: centre.folder.file("T1/hall-identity.pem"), encoding: .utf8)
                #expect(kept.contains("BEGIN TSS2 PRIVATE KEY") && !kept.contains("BEGIN PRIVATE KEY"))
                #expect(!FileManager.default.fileExists(atPath: centre.folder.file("T1/hall-key.pem")))
                tpm.turnOff()
                try await tpm.turnOn()
                #expect(try await centre.client("T1", keys: keys).greet("T1").day == NoonClock.day)
                try await SoftwareTPM.with { other in
                    let elsewhere = KeyMaker(.tpm, tpm: TPM(other.place))
                    let failure = await #expect(throws: Failure.self) {
                        try await centre.client("T1", keys: elsewhere).greet("T1")
                    }
                    #expect(failure?.code == .tpmKeyLost)
                }
                try await tpm.tool("tpm2_clear")
                let fresh = try await centre.hall.register.newCode(name: "T1", role: .terminal)
                #expect(try await centre.client("T1", code: fresh, keys: keys).greet("T1").day == NoonClock.day)
            }
        }
    }
}
