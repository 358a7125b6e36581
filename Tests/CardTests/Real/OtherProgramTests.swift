import CardReaderPCSC
import KioskDevices
import KioskTestSupport
import SmartCard
import Testing

@Suite("Another program at the same card, through real pcscd", .timeLimit(.minutes(5)))
struct OtherProgramTests {
    @Test("it cannot reset the card between VERIFY and signature (OpenSC#1328, #703, #475)")
    func resetWaits() async throws {
        try RealPart.require(programs: "opensc-tool")
        try await RealReader.withCard { reader in
            let writing = try await reader.open()
            try await writing.perform { (card) throws(CardError) in
                do { try DemoCard.write(card) } catch let error as CardError { throw error } catch {
                    throw .badAnswer("\(error)")
                }
            }
            await writing.close()
            let digest = try DemoCard.digest("to be signed")
            let connection = try await reader.open()
            #expect(try await connection.verify(PIN(digits: DemoCard.pin)) == .accepted)
            // Refused or kept waiting: either way it does not come through.
            let other = try? await Tool.run("opensc-tool", ["--reset"], limit: .seconds(3))
            #expect(other?.succeeded != true)
            let signature = try await connection.perform { (card) throws(CardError) in
                try card.sign(.signature, .eccP256, digest)
            }
            #expect(!signature.isEmpty)
            await connection.close()
            #expect(try await Tool.run("opensc-tool", ["--reset"]).succeeded)
        }
    }

    @Test("it holds the card when we start: the readers are seen all the same")
    func heldAtStart() async throws {
        try await RealReader.withCard { reader in
            let other = try await reader.open()
            let monitor = ReaderMonitor()
            try await withThrowingTaskGroup { group in
                group.addTask { await monitor.run() }
                try await withDeadline(.seconds(10), "a card") {
                    for await snapshot in monitor.snapshots() {
                        if case .card = snapshot.condition(of: RealReader.name) { return }
                    }
                }
                group.cancelAll()
            }
            await other.close()
        }
    }

    @Test("a card that it reset before our session began is connected to anew")
    func resetBefore() async throws {
        try RealPart.require(programs: "opensc-tool")
        try await RealReader.withCard { reader in
            for _ in 0..<3 {
                async let other = Tool.run("opensc-tool", ["--reset"])
                let connection = try await reader.open()
                let counter = try await connection.perform { (card) throws(CardError) in try card.counter() }
                #expect(counter == .remaining(5))
                await connection.close()
                _ = try await other
            }
        }
    }
}
